import type { RoomEntry } from "../database/rooms.ts";
import type { Person, RoomSummary } from "../protocol/model.ts";
import type { Room } from "../room/room.ts";
import { withUse } from "./tally.ts";
import { isAwake } from "./unnoted.ts";

/** The Durable Object of a room that D1 knows. Nothing that a caller wrote ever names one. */
export function reach(env: Env, { id }: { id: string }): DurableObjectStub<Room> {
  return env.ROOM.getByName(id);
}

/** What a list shows of a room. A room that sleeps is not woken for it: the archive then holds everything. */
export async function summarise(env: Env, room: RoomEntry): Promise<RoomSummary> {
  if (!isAwake(room)) return summariseArchive(room);
  const { id, name, topic } = room.record;
  return { id, name, topic, ...(await reach(env, room.record).summary(withUse(room.record))) };
}

/** What the archive has to show of a room, as of its last batch. */
export function summariseArchive({ record, seq, lastMessageAt, awake, online }: RoomEntry): RoomSummary {
  const { id, name, topic } = record;
  return { id, name, topic, seq, lastMessageAt, online: awake ? online : 0 };
}

/** Who is online in a room; nobody, if it sleeps. */
export async function whoIsOnline(env: Env, room: RoomEntry): Promise<{ online: Person[]; count: number }> {
  return isAwake(room) ? reach(env, room.record).presence(withUse(room.record)) : { online: [], count: 0 };
}

/**
 * Tells rooms something, all at once. A room that fails is tried once more with a new stub, since an old one stays
 * broken after a restart; failing again it is logged, and holds up none of the others.
 */
export async function tellRooms(
  env: Env,
  ids: string[],
  tell: (room: DurableObjectStub<Room>) => Promise<unknown>,
): Promise<void> {
  const tellOne = async (id: string): Promise<void> => {
    await tell(reach(env, { id }));
  };
  const results = await Promise.allSettled(ids.map((id) => tellOne(id).catch(() => tellOne(id))));
  for (const [i, { status }] of results.entries())
    if (status === "rejected") console.error(`Room ${ids[i]} was not told.`);
}
