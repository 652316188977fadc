import { Hono } from "hono";
import * as v from "valibot";
import { removeGuestMemberships, roomsOf } from "../database/members.ts";
import { ask } from "../database/query.ts";
import { addSession, removeSession, type Session } from "../database/sessions.ts";
import { addUser, changeProfile, removeGuest } from "../database/users.ts";
import { countCall } from "./allowances.ts";
import { readBody } from "./body.ts";
import { type Api, settingsOf } from "./context.ts";
import { clearSessionCookie, hashOf, makeToken, makeUserId, setSessionCookie } from "./credentials.ts";
import { allowOnly } from "./failures.ts";
import { identify, unauthorized } from "./identity.ts";
import { personName } from "./names.ts";
import { tellRooms } from "./reach.ts";

const newSession = v.strictObject({ name: v.string() });
const changes = v.strictObject({ name: v.optional(v.string()), visible: v.optional(v.boolean()) });

/** Starting, changing and ending the caller's session. */
export const session = new Hono<Api>()
  .post("/", async (c) => {
    const { name } = await readBody(c, newSession);
    const user = { id: makeUserId(), name: personName(name), guest: true };
    await countCall(c, "sessions", settingsOf(c.env).sessionsPerHour);
    // Whatever token the browser came with, somebody else may have put there: it is replaced, never taken over.
    const token = makeToken();
    const now = Date.now();
    await ask(c.env.DB, addUser(c.env.DB, user, now), addSession(c.env.DB, await hashOf(token), user.id, now));
    setSessionCookie(c, token);
    return c.json({ user, token }, 201);
  })
  .get("/", async (c) => {
    const { user, visible } = (await identify(c)).session;
    return c.json({ user, visible });
  })
  .patch("/", async (c) => {
    const { session } = await identify(c);
    const { name, visible } = await readBody(c, changes);
    if (name === undefined && visible === undefined) return c.json({ user: session.user, visible: session.visible });
    const change = { name: name === undefined ? undefined : personName(name), visible };
    const [profile, rooms] = await ask(
      c.env.DB,
      changeProfile(c.env.DB, session.user.id, change),
      roomsOf(c.env.DB, session.user.id),
    );
    if (!profile) throw unauthorized();
    await tellRooms(c.env, rooms, (room) => room.updateUser(profile.user, profile.visible));
    return c.json(profile);
  })
  .delete("/", async (c) => {
    await end(c.env, (await identify(c)).session);
    clearSessionCookie(c);
    return c.body(null, 204);
  })
  .all("/", allowOnly("GET", "POST", "PATCH", "DELETE"));

/** Ends a session and closes its connections. It is gone from D1 before any room is told, so none of them can come back. */
async function end(env: Env, { hash, user }: Session): Promise<void> {
  const { DB } = env;
  const [rooms] = await ask(
    DB,
    roomsOf(DB, user.id),
    removeSession(DB, hash),
    removeGuestMemberships(DB, user.id),
    removeGuest(DB, user.id),
  );
  await tellRooms(env, rooms, (room) => room.endSession(hash));
}
