import type { Context } from "hono";
import { Allowance } from "../room/allowance.ts";
import { addressOf } from "./address.ts";
import { type Api, settingsOf } from "./context.ts";
import { tooMany } from "./problem.ts";

/** As many searches as this many users may make, one address may make, whoever its users are: guests cost nothing. */
const USERS_PER_ADDRESS = 10;

let kept: { perMinute: number; users: Allowance; addresses: Allowance } | undefined;

/**
 * Counts a search against what its user and its address may ask for in a minute. It is counted in the memory of this
 * isolate: a row in D1 for each would cost more than many a search does. An isolate that begins knows nothing of what others
 * have counted, so this holds back who goes on searching, and does not count to the last one.
 * @throws Problem rate_limited
 */
export function countSearch(c: Context<Api>, user: string): void {
  const { users, addresses } = allowances(settingsOf(c.env).searchesPerMinute);
  const now = Date.now();
  for (const taken of [users.take(user, now), addresses.take(addressOf(c.req.raw), now)]) {
    if (!taken.ok) throw tooMany("That was a lot of searches at once; wait a moment.", taken.retryAfterMs / 1_000);
  }
}

function allowances(perMinute: number) {
  if (kept?.perMinute !== perMinute) {
    const ofAddress = perMinute * USERS_PER_ADDRESS;
    kept = {
      perMinute,
      users: new Allowance(perMinute, perMinute / 60),
      addresses: new Allowance(ofAddress, ofAddress / 60),
    };
  }
  return kept;
}
