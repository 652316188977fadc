import type { Context } from "hono";
import { ask, type Queries, type Query } from "../database/query.ts";
import { findRoom, type RoomEntry } from "../database/rooms.ts";
import { findSession, renewSession, SESSION_RENEWAL_MS, type Session } from "../database/sessions.ts";
import { ROOM_ID } from "../protocol/model.ts";
import type { Api } from "./context.ts";
import { type Credentials, credentialsOf, renewSessionCookie } from "./credentials.ts";
import { noSuchRoom, Problem } from "./problem.ts";

/**
 * Who is calling, and in the same round trip to D1 what else the handler needs to know.
 * @param also further queries, made for the hash of the session's token
 * @throws Problem unauthorized
 */
export async function identify<T extends unknown[] = []>(
  c: Context<Api>,
  also?: (hash: string) => [...Queries<T>],
): Promise<{ session: Session; found: T }> {
  const credentials = await credentialsOf(c);
  if (!credentials) throw unauthorized();
  const { hash } = credentials;
  const now = Date.now();
  const further = (also?.(hash) ?? []) as Query<unknown>[];
  const [session, ...found] = await ask(c.env.DB, findSession(c.env.DB, hash, now), ...further);
  if (!session) throw unauthorized();
  if (now - session.usedAt >= SESSION_RENEWAL_MS) renew(c, credentials, now);
  return { session, found: found as T };
}

/**
 * Who is calling, and the room that the address names.
 * @throws Problem not_found, also for what is no room's id; or unauthorized
 */
export async function identifyInRoom(c: Context<Api>): Promise<{ session: Session; room: RoomEntry }> {
  const id = roomIdOf(c);
  const { session, found } = await identify(c, () => [findRoom(c.env.DB, id)]);
  const [room] = found;
  if (!room) throw noSuchRoom();
  return { session, room };
}

/**
 * The id of the room that the address names.
 * @throws Problem not_found, because what is no id names no room
 */
export function roomIdOf(c: Context<Api>): string {
  const id = c.req.param("room") ?? "";
  if (!ROOM_ID.test(id)) throw noSuchRoom();
  return id;
}

export function unauthorized(): Problem {
  return new Problem("unauthorized", "Start a session first.", { "WWW-Authenticate": "Bearer" });
}

/** Notes that a session is in use. Its cookie is renewed with it, which cannot be done while a socket is opened. */
function renew(c: Context<Api>, { hash, by }: Credentials, now: number): void {
  if (by === "cookie") {
    if (c.req.header("Upgrade") !== undefined) return;
    renewSessionCookie(c);
  }
  const renewal = ask(c.env.DB, renewSession(c.env.DB, hash, now));
  c.executionCtx.waitUntil(renewal.catch(() => console.error("A session could not be renewed.")));
}
