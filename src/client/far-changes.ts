import type { Change } from "./pending-changes.ts";
import type { Room } from "./room.ts";
import { shutOut } from "./shut-out.ts";

/**
 * The last change that was refused or is not confirmed, and whose message is not in view, so that nothing is said of it there;
 * `isHeard` if the room is known to have that message. A message that may still come as the room is entered is not far.
 */
export function farChange(room: Room): { entry: Change; isHeard: boolean } | undefined {
  const { transcript, ready } = room.state;
  const newest = transcript.newest.value?.seq ?? 0;
  // Of a log that began anew there may never be such a message, and of a room that lets nobody in there are none at all.
  const isAll = ready.value || shutOut(room.connection.value) !== null;
  const entry = room.changes.value.findLast(
    (change) => isTroubled(change) && (isAll || change.command.seq <= newest) && !isInView(room, change),
  );
  return entry && { entry, isHeard: entry.command.seq <= newest };
}

/** The last change that was refused or is not confirmed, wherever its message is. */
export function lastTrouble(room: Room): Change | undefined {
  return room.changes.value.findLast(isTroubled);
}

/** True if the message that is to be changed is in view, and with it what is said of the change. */
export function isInView(room: Room, { command }: Change): boolean {
  return room.messages.value.some(({ seq }) => seq === command.seq);
}

function isTroubled({ delivery: { kind } }: Change): boolean {
  return kind === "refused" || kind === "unconfirmed";
}
