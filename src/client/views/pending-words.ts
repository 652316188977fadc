import type { Room } from "../room.ts";
import { words } from "../words/words.ts";

/** What becomes of something that the room has not answered yet. */
export function pendingWords(room: Room): string {
  const { sending, later } = words.value.delivery;
  return room.connection.value.kind === "open" && room.spentUntil.value === null ? sending : later;
}
