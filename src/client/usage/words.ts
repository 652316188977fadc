import type { Counter, QuotaUse } from "../../protocol/usage.ts";

const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
const longDay = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

const QUOTAS: Record<string, string> = {
  workerRequests: "Requests to the Worker",
  roomRequests: "Requests to rooms",
  roomDuration: "Rooms awake, GB-seconds",
  roomRowsWritten: "Rows written in rooms",
  roomRowsRead: "Rows read in rooms",
  databaseRowsWritten: "Rows written in the database",
  databaseRowsRead: "Rows read in the database",
};

/** The counters that the chart can show, and the quota that a counter is all of, if there is one. */
export const TRENDS = [
  { counter: "messages", label: "Messages" },
  { counter: "connections", label: "Connections" },
  { counter: "requests", label: "Requests to the Worker", quota: "workerRequests" },
  { counter: "calls", label: "Calls of rooms" },
  { counter: "frames", label: "Frames from clients" },
  { counter: "wakeUps", label: "Rooms woken up" },
  { counter: "rowsWritten", label: "Rows written in rooms", quota: "roomRowsWritten" },
  { counter: "rowsRead", label: "Rows read in rooms", quota: "roomRowsRead" },
  { counter: "d1RowsWritten", label: "Rows written in the database", quota: "databaseRowsWritten" },
  { counter: "d1RowsRead", label: "Rows read in the database", quota: "databaseRowsRead" },
] as const satisfies { counter: Counter; label: string; quota?: string }[];
export type Trend = (typeof TRENDS)[number];

/** A quota's name in words; one that this page does not know yet, as the server calls it. */
export function quotaName({ name }: Pick<QuotaUse, "name">): string {
  return QUOTAS[name] ?? name;
}

/** "12,345". */
export function inFull(value: number): string {
  return number.format(value);
}

/** "12K". */
export function inShort(value: number): string {
  return compact.format(value);
}

/** "79.9 %". Never rounded up to what is not reached yet. */
export function asShare(share: number): string {
  return percent.format(Math.floor(share * 1_000) / 1_000);
}

/** "23 Nov", of a day in UTC. */
export function dayInShort(day: string): string {
  return shortDay.format(Date.parse(day));
}

/** "Monday, 23 November". */
export function dayInFull(day: string): string {
  return longDay.format(Date.parse(day));
}

/** "2 h 5 min". */
export function asDuration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes === 0) return `${Math.round(ms / 1_000)} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
