import type { Time } from "./model.ts";

/**
 * What is counted of a day:
 * - `messages` posted, `connections` let in, `wakeUps` of rooms (a room that was not in memory is read back)
 * - `calls` of rooms (requests, remote calls, alarms), and `frames` that came in over sockets
 * - `awakeMs`: milliseconds in which a room was kept awake
 * - `rowsWritten`, `rowsRead` in rooms; `d1RowsWritten`, `d1RowsRead` in D1
 * - `requests` to the Worker
 */
export const COUNTERS = [
  "messages",
  "connections",
  "wakeUps",
  "calls",
  "frames",
  "awakeMs",
  "rowsWritten",
  "rowsRead",
  "d1RowsWritten",
  "d1RowsRead",
  "requests",
] as const;
export type Counter = (typeof COUNTERS)[number];
export type Usage = Record<Counter, number>;

/** A quota of the day, and how much of it is used; `share` is 1 when nothing is left. */
export interface QuotaUse {
  name: string;
  used: number;
  limit: number;
  share: number;
}

/** What `GET /api/usage` answers. */
export interface UsageReport {
  /** The day in UTC, as `2026-11-23`. */
  today: string;
  /** When the day's quotas begin anew. */
  resetsAt: Time;
  plan: "free" | "paid";
  /** Empty on a paid plan, which has no quotas by the day. */
  quotas: QuotaUse[];
  /** The quotas of which little is left. */
  notices: QuotaUse[];
  /** The days that something was counted on, oldest first; of the last 30. */
  days: (Usage & { day: string })[];
  /**
   * The rooms that have used most today, first the one that used most; `most` is the quota it used most of. What the
   * Worker uses is in the days alone.
   */
  rooms: (Usage & { id: string; name: string; most: QuotaUse })[];
}

export function noUsage(): Usage {
  return Object.fromEntries(COUNTERS.map((counter) => [counter, 0])) as Usage;
}

/** Counts as they were stored: what a version did not count yet is 0, what it counted and this one does not is left out. */
export function readUsage(json: string | null): Usage {
  const stored = (json === null ? {} : JSON.parse(json)) as Partial<Usage>;
  return Object.fromEntries(COUNTERS.map((counter) => [counter, stored[counter] ?? 0])) as Usage;
}
