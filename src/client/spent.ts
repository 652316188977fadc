import { nextMidnight } from "../protocol/day.ts";
import type { Time } from "../protocol/model.ts";
import { ApiError } from "./api.ts";

/** Seconds beyond which the server does not ask for patience because something failed, but because the day's quota is spent. */
const LONGER_THAN_A_FAULT_S = 60;

/**
 * Until when the day's free quota is spent, or null if `error` is about something else. The server says so itself, as long
 * as it is let to: when the requests of the day are spent, Cloudflare answers in its place with a page of its own (status
 * 429, error 1027: https://developers.cloudflare.com/workers/platform/limits/), until midnight UTC.
 */
export function spentUntil(error: unknown, now: Time): Time | null {
  if (!(error instanceof ApiError)) return null;
  if (error.status === 429 && error.code !== "rate_limited") return nextMidnight(now);
  const { status, retryAfter = 0 } = error;
  return status === 503 && retryAfter > LONGER_THAN_A_FAULT_S ? now + retryAfter * 1_000 : null;
}
