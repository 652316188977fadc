import type { Context } from "hono";
import { addMember } from "../database/members.ts";
import { ask } from "../database/query.ts";
import { findRoomForVisit, wakeRoom } from "../database/rooms.ts";
import type { Visit } from "../room/visit.ts";
import type { Api } from "./context.ts";
import { identify, roomIdOf } from "./identity.ts";
import { noSuchRoom } from "./problem.ts";

/**
 * Lets the caller into the room that the address names. Before the room hears of it, D1 knows that the room is awake and
 * who has been there: otherwise others would be told that it sleeps, and a session that ends would leave it out.
 * @throws Problem not_found or unauthorized
 */
export async function enter(c: Context<Api>): Promise<Visit> {
  const { DB } = c.env;
  const id = roomIdOf(c);
  const { session, found } = await identify(c, (hash) => findRoomForVisit(DB, id, hash));
  if (!found) throw noSuchRoom();
  const { room, known } = found;
  const { user, hash, visible } = session;
  if (!known || !room.awake) {
    const { number } = room.record;
    await ask(DB, addMember(DB, user.id, number, Date.now()), wakeRoom(DB, number));
  }
  return { room: room.record, caller: { user, session: hash, visible, moderator: room.createdBy === user.id } };
}
