import { computed } from "@preact/signals";
import { locale } from "../words/languages.ts";

const formats = computed(() => ({
  number: new Intl.NumberFormat(locale.value, { maximumFractionDigits: 0 }),
  compact: new Intl.NumberFormat(locale.value, { notation: "compact", maximumFractionDigits: 1 }),
  percent: new Intl.NumberFormat(locale.value, { style: "percent", maximumFractionDigits: 1 }),
  shortDay: new Intl.DateTimeFormat(locale.value, { day: "numeric", month: "short", timeZone: "UTC" }),
  longDay: new Intl.DateTimeFormat(locale.value, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }),
}));

/** "12,345". */
export function inFull(value: number): string {
  return formats.value.number.format(value);
}

/** "12K". */
export function inShort(value: number): string {
  return formats.value.compact.format(value);
}

/** "79.9 %". Never rounded up to what is not reached yet. */
export function asShare(share: number): string {
  return formats.value.percent.format(Math.floor(share * 1_000) / 1_000);
}

/** "23 Nov", of a day in UTC. */
export function dayInShort(day: string): string {
  return formats.value.shortDay.format(Date.parse(day));
}

/** "Monday, 23 November". */
export function dayInFull(day: string): string {
  return formats.value.longDay.format(Date.parse(day));
}

/** "2 hr 5 min". */
export function asDuration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes === 0) return inUnit(Math.round(ms / 1_000), "second");
  const rest = inUnit(minutes % 60, "minute");
  return minutes < 60 ? rest : `${inUnit(Math.floor(minutes / 60), "hour")} ${rest}`;
}

function inUnit(value: number, unit: "second" | "minute" | "hour"): string {
  return new Intl.NumberFormat(locale.value, { style: "unit", unit, unitDisplay: "short" }).format(value);
}
