import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { addMember, roomsOf } from "../../src/database/members.ts";
import { ask } from "../../src/database/query.ts";
import {
  addSession,
  findSession,
  removeEndedSessions,
  renewSession,
  SESSION_LIFETIME_MS,
} from "../../src/database/sessions.ts";
import { addUser } from "../../src/database/users.ts";

test("a session ends 90 days after its last use, and what is known of its guest with it", async () => {
  const start = async (id: string, usedAt: number) => {
    const user = { id, name: id, guest: true };
    const { DB } = env;
    await ask(DB, addUser(DB, user, 0), addSession(DB, `hash-${id}`, id, 0), addMember(DB, `hash-${id}`, 1, 0));
    await ask(DB, renewSession(DB, `hash-${id}`, usedAt));
  };
  await start("stays", 1_001);
  await start("goes", 1_000);
  const now = 1_000 + SESSION_LIFETIME_MS;
  const find = async (id: string) => (await ask(env.DB, findSession(env.DB, `hash-${id}`, now)))[0];
  expect(await find("goes")).toBeUndefined();
  expect(await find("stays")).toEqual({
    user: { id: "stays", name: "stays", guest: true },
    visible: true,
    hash: "hash-stays",
    usedAt: 1_001,
  });
  await ask(env.DB, ...removeEndedSessions(env.DB, now));
  const left = async (query: string) => (await env.DB.prepare(query).all()).results;
  expect(await left("SELECT user FROM sessions")).toEqual([{ user: "stays" }]);
  expect(await left("SELECT id FROM users")).toEqual([{ id: "stays" }]);
  expect(await left("SELECT user FROM members")).toEqual([{ user: "stays" }]);
  expect(await ask(env.DB, roomsOf(env.DB, "stays"))).toEqual([["lobby"]]);
});
