import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { markAwake } from "../database/archive.ts";
import { ask } from "../database/query.ts";
import { findRoom } from "../database/rooms.ts";
import type { Api } from "./context.ts";
import { bearerToken } from "./credentials.ts";
import { answerNotFound } from "./failures.ts";
import { roomIdOf, unauthorized } from "./identity.ts";
import { noSuchRoom } from "./problem.ts";
import { reach } from "./reach.ts";
import { withUse } from "./tally.ts";

/** Lets only the operator of this deployment through. Without a secret there is no operator, and nothing here. */
export const operatorOnly = createMiddleware<Api>(async (c, next) => {
  const secret = c.env.OPERATOR_TOKEN;
  if (!secret) return answerNotFound();
  const token = bearerToken(c.req.header("Authorization") ?? "") ?? "";
  if (!(await isSame(token, secret))) throw unauthorized();
  return next();
});

/** Copies a whole room into the archive again, after the database was restored from a backup, for instance. */
export const operator = new Hono<Api>().post("/", operatorOnly, async (c) => {
  const [room] = await ask(c.env.DB, findRoom(c.env.DB, roomIdOf(c)));
  if (!room) throw noSuchRoom();
  await markAwake(c.env.DB, room.record.number);
  await reach(c.env, room.record).rebuildArchive(withUse(room.record));
  return c.body(null, 202);
});

/** Compares digests, because the comparison takes the same time only for texts of the same length. */
async function isSame(a: string, b: string): Promise<boolean> {
  const [digestA, digestB] = await Promise.all(
    [a, b].map((text) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))),
  );
  return crypto.subtle.timingSafeEqual(digestA!, digestB!);
}
