import type { RoomEntry } from "../database/rooms.ts";
import { nextMidnight } from "../protocol/day.ts";
import type { Time } from "../protocol/model.ts";

/** Rooms that this isolate let somebody into while D1's writes were spent, so that D1 takes them to sleep; until when. */
const unnoted = new Map<string, Time>();

/** Milliseconds within which a room has told D1 of itself once it can. */
const CAUGHT_UP_MS = 11 * 60_000;

/** Remembers that D1 could not be told that a room is awake. From midnight UTC on it can be, and the room sees to it. */
export function rememberUnnoted(id: string, now: Time): void {
  for (const [other, until] of unnoted) if (until <= now) unnoted.delete(other);
  unnoted.set(id, nextMidnight(now) + CAUGHT_UP_MS);
}

/** Whether the room itself is to be asked: D1 says so, or would if it could have been told. */
export function isAwake({ awake, record }: RoomEntry): boolean {
  return awake || (unnoted.get(record.id) ?? 0) > Date.now();
}
