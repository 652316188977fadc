import type { Context } from "hono";
import { addMember } from "../database/members.ts";
import { ask } from "../database/query.ts";
import { findRoomForVisit, type RoomRecord, wakeRoom } from "../database/rooms.ts";
import { findSession } from "../database/sessions.ts";
import type { Profile } from "../database/users.ts";
import type { Visit } from "../room/visit.ts";
import { isFull, isSpent } from "../spent.ts";
import type { Api } from "./context.ts";
import { identify, roomIdOf, unauthorized } from "./identity.ts";
import { noSuchRoom } from "./problem.ts";
import { rememberUnnoted } from "./unnoted.ts";

/**
 * Lets the caller into the room that the address names. Before the room hears of it, D1 knows that the room is awake and
 * who has been there: otherwise others would be told that it sleeps, and a session that ends would leave it out. Only when
 * D1 takes nothing more, because its writes of the day are spent or it is full, is the caller let in all the same, and the room told so.
 * @throws Problem not_found or unauthorized
 */
export async function enter(c: Context<Api>): Promise<Visit> {
  const { DB } = c.env;
  const id = roomIdOf(c);
  const { session, found } = await identify(c, (hash) => [findRoomForVisit(DB, id, hash)]);
  const [visited] = found;
  if (!visited) throw noSuchRoom();
  const { room, known } = visited;
  const { hash } = session;
  let record: RoomRecord = room.record;
  let profile: Profile | undefined = session;
  if (!known || !room.awake) {
    const { number } = record;
    const now = Date.now();
    const current = findSession(DB, hash, now);
    // From then on the room is told of whatever happens to the session, so what happened until then is asked for again.
    try {
      [, , profile] = await ask(DB, addMember(DB, hash, number, now), wakeRoom(DB, number), current);
    } catch (error) {
      if (!isSpent(error) && !isFull(error)) throw error;
      [profile] = await ask(DB, current);
      record = { ...record, unnoted: true };
      rememberUnnoted(record.id, now);
    }
    if (!profile) throw unauthorized();
  }
  const { user, visible } = profile;
  return { room: record, caller: { user, session: hash, visible, moderator: room.createdBy === user.id } };
}
