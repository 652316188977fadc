import { nextMidnight } from "./protocol/day.ts";
import type { Time } from "./protocol/model.ts";

/** Seconds over which those who were told to wait come back after midnight; less than a minute, so that the hour named stays true. */
const SPREAD_S = 50;

/**
 * What the platform says when a free account's quota of the day is spent:
 * - "Exceeded allowed rows written in Durable Objects free tier.", and the same with "rows read", "volume of requests" or
 *   "duration": seen in public logs of 2025 and 2026, for instance github.com/lyc8503/UptimeFlare/issues/109
 * - "Your account has exceeded D1's free tier daily row read limit. Upgrade …", and the same with "row write":
 *   developers.cloudflare.com/changelog, 2026-09-01, and github.com/cloudflare/cloudflare-docs/pull/32641
 *
 * Only what is common to them is looked for, since the words around it may change.
 */
const SPENT = /exceeded\b.*\bfree tier/i;

/** True if `error`, or what caused it, says that the quota of the day is spent. */
export function isSpent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return SPENT.test(error.message) || isSpent(error.cause);
}

/**
 * What D1 says when a database holds as much as it may, 500 MB on a free plan: "Exceeded maximum DB size"; seen in public logs of
 * 2026, for instance github.com/maillab/cloud-mail/issues/264. No midnight helps against that, only space.
 */
const FULL = /exceeded maximum DB size/i;

/** True if `error`, or what caused it, says that D1 can take nothing more. */
export function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return FULL.test(error.message) || isFull(error.cause);
}

/** Seconds until a quota that is spent is there again, and a little more, so that not everybody comes back at once. */
export function secondsToReset(now: Time): number {
  return Math.ceil((nextMidnight(now) - now) / 1_000 + Math.random() * SPREAD_S);
}
