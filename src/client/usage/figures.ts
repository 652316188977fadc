const number = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const compact = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", timeZone: "UTC" });
const longDay = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

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
