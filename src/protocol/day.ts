import type { Time } from "./model.ts";

export const DAY_MS = 86_400_000;

/** The day of `time` in UTC, as `2026-11-23`: quotas are counted by it. */
export function dayOf(time: Time): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** When the day of `time` ends in UTC, and the next day's quotas begin. */
export function nextMidnight(time: Time): Time {
  return (Math.floor(time / DAY_MS) + 1) * DAY_MS;
}
