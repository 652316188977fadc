import { locale } from "../words/languages.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** "12 min", "3 hr", "2 days": how long something has lasted, as roughly as people say it; null if it has only begun. */
export function duration(ms: number): string | null {
  if (ms < MINUTE_MS) return null;
  if (ms < HOUR_MS) return written(ms / MINUTE_MS, "minute");
  if (ms < DAY_MS) return written(ms / HOUR_MS, "hour");
  return written(ms / DAY_MS, "day");
}

function written(count: number, unit: "minute" | "hour" | "day"): string {
  return new Intl.NumberFormat(locale.value, { style: "unit", unit, unitDisplay: "short" }).format(Math.floor(count));
}
