import type { Message, Status } from "../protocol/model.ts";
import type { Api } from "./api.ts";
import type { RoomCopies } from "./offline/room-copies.ts";
import type { Room } from "./room.ts";
import type { RoomSeqs } from "./room-seqs.ts";
import type { Surroundings } from "./surroundings.ts";

/** What a room needs to know of the rest of the client. */
export interface RoomContext {
  api: Api;
  surroundings: Surroundings;
  /** Id of the user who is signed in. */
  you: string;
  /** What this device keeps of the rooms, if it does. */
  copies?: RoomCopies;
  /** How far they have read in the rooms, as this device knows. */
  marks?: RoomSeqs;
  /** Id of this page. */
  tab: string;
  /** Whether someone is at this browser; read as a signal. */
  status(): Status;
  /** Whether someone looks at the messages; read as a signal. */
  isLooking(): boolean;
  /** The reader went to the latest messages of the open room. */
  onLatest(): void;
  /** The reader is done with what the address names, and stays where they are. */
  onSettled?(): void;
  /** A message has come or changed. @param isNew if it is somebody else's, and came just now */
  onMessage?(room: Room, message: Message, isNew: boolean): void;
  /** Something was refused that was sent from a room which has been left since. */
  onRefused?(room: Room): void;
  /** The session is over, or somebody else's. */
  onSessionChanged(): void;
}
