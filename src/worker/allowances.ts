import type { Context } from "hono";
import { removeEndedAllowances, spendAllowance } from "../database/allowances.ts";
import { ask } from "../database/query.ts";
import { removeEndedSessions } from "../database/sessions.ts";
import { addressOf } from "./address.ts";
import type { Api } from "./context.ts";
import { hashOf } from "./credentials.ts";
import { tooMany } from "./problem.ts";

/** One in so many calls that are counted also deletes what has ended, so that no timer is needed and no call pays much. */
const SWEEP_ONE_IN = 200;

/**
 * Counts a call against what its address may do in an hour.
 * @param limit calls an hour
 * @throws Problem rate_limited
 */
export async function countCall(c: Context<Api>, kind: "sessions" | "rooms", limit: number): Promise<void> {
  const now = Date.now();
  // Hashed not to hide the address, of which there are too few for that, but to let no log or export show it by chance.
  const key = await hashOf(`${kind} ${addressOf(c.req.raw)}`);
  const spent = await spendAllowance(c.env.DB, key, limit, now);
  if (!spent.ok) throw tooMany(`This address has made too many ${kind}; wait a while.`, spent.retryAfter);
  if (Math.random() * SWEEP_ONE_IN < 1) {
    const sweep = ask(c.env.DB, removeEndedAllowances(c.env.DB, now), ...removeEndedSessions(c.env.DB, now));
    c.executionCtx.waitUntil(sweep.catch(() => console.error("What has ended could not be deleted.")));
  }
}
