import { computed } from "@preact/signals";
import type { Time } from "../../protocol/model.ts";
import { locale } from "../words/languages.ts";
import { words } from "../words/words.ts";

/** Each is made when it is first needed, which takes a millisecond. */
const clock = inLanguage({ hour: "numeric", minute: "2-digit" });
const full = inLanguage({ dateStyle: "full", timeStyle: "short" });
const exact = inLanguage({ dateStyle: "full", timeStyle: "medium" });
const day = inLanguage({ weekday: "long", day: "numeric", month: "long" });
const dayAndYear = inLanguage({ dateStyle: "full" });
const dayAndTime = inLanguage({ day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
const someDay = inLanguage({ dateStyle: "medium" });
const shortDay = inLanguage({ day: "numeric", month: "short" });
const ago = computed(() => new Intl.RelativeTimeFormat(locale.value, { numeric: "auto", style: "narrow" }));

function inLanguage(options: Intl.DateTimeFormatOptions): (at: Time) => string {
  const format = computed(() => new Intl.DateTimeFormat(locale.value, options));
  return (at) => format.value.format(at);
}

/** "14:05", or as the reader's language has it. */
export function clockTime(at: Time): string {
  return clock(at);
}

/** "at 9:00", or "tomorrow at 9:00" if that is not before midnight here: when a quota that is spent is there again. */
export function resetTime(at: Time, now: Time): string {
  const { hour } = words.value;
  const time = clockTime(at);
  return isSameDay(at, now) ? hour.today(time) : hour.tomorrow(time);
}

export function fullTime(at: Time): string {
  return full(at);
}

/** As `fullTime`, to the second: what is seen on pointing at a time. */
export function exactTime(at: Time): string {
  return exact(at);
}

/** For an element that tells a time in short: the exact one, put into words only when somebody points at it. */
export function exactWhenPointed(at: Time) {
  return {
    onPointerEnter: ({ currentTarget }: { currentTarget: HTMLElement }) => {
      currentTarget.title = exactTime(at);
    },
  };
}

/** "now", "5m ago", "3h ago", or the day if it was longer ago: as much as a list has room for. */
export function timeAgo(at: Time, now: Time): string {
  // Servers' clocks may be ahead, and `now` may be of a while ago.
  const minutes = Math.max(0, Math.floor((now - at) / 60_000));
  if (minutes < 1) return ago.value.format(0, "second");
  if (minutes < 60) return ago.value.format(-minutes, "minute");
  return minutes < 24 * 60 ? ago.value.format(-Math.floor(minutes / 60), "hour") : shortDay(at);
}

/** "Today", "Yesterday", "Monday, 3 November", with the year if it is another. */
export function dayName(at: Time, today: Time): string {
  const days = daysBetween(at, today);
  if (days === 0) return words.value.timeline.today;
  if (days === 1) return words.value.timeline.yesterday;
  return new Date(at).getFullYear() === new Date(today).getFullYear() ? day(at) : dayAndYear(at);
}

/** The time if it is today's, else the day: as much as a list has room for. */
export function shortTime(at: Time, today: Time): string {
  return (daysBetween(at, today) === 0 ? clock : shortDay)(at);
}

export function isSameDay(one: Time, other: Time): boolean {
  return daysBetween(one, other) === 0;
}

/** The day of a time, as a date field has it: "2026-11-03". */
export function dayInput(at: Time): string {
  const date = new Date(at);
  const [month, day] = [date.getMonth() + 1, date.getDate()].map((number) => String(number).padStart(2, "0"));
  return `${date.getFullYear()}-${month}-${day}`;
}

/** The midnight at which the day in a date field begins here; null if there is no day in it. */
export function dayOfInput(value: unknown): Time | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(value))?.map(Number) ?? [];
  return year === undefined ? null : new Date(year, month! - 1, day).getTime();
}

/** The time and, unless it is today, the day, with the year if it is another. */
export function dateTime(at: Time, today: Time): string {
  if (isSameDay(at, today)) return clock(at);
  return (new Date(at).getFullYear() === new Date(today).getFullYear() ? dayAndTime : someDay)(at);
}

/** Midnights between two times; rounded, because a day can have 23 or 25 hours. */
function daysBetween(earlier: Time, later: Time): number {
  return Math.round((new Date(later).setHours(0, 0, 0, 0) - new Date(earlier).setHours(0, 0, 0, 0)) / 86_400_000);
}
