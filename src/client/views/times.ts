import type { Time } from "../../protocol/model.ts";
import { words } from "../words/words.ts";

const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "short" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long" });
const dayAndYear = new Intl.DateTimeFormat(undefined, { dateStyle: "full" });
const shortDay = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

/** "14:05", or as the reader's language has it. */
export function clockTime(at: Time): string {
  return clock.format(at);
}

export function fullTime(at: Time): string {
  return full.format(at);
}

/** "Today", "Yesterday", "Monday, 3 November", with the year if it is another. */
export function dayName(at: Time, today: Time): string {
  const days = daysBetween(at, today);
  if (days === 0) return words.value.timeline.today;
  if (days === 1) return words.value.timeline.yesterday;
  return new Date(at).getFullYear() === new Date(today).getFullYear() ? day.format(at) : dayAndYear.format(at);
}

/** The time if it is today's, else the day: as much as a list has room for. */
export function shortTime(at: Time, today: Time): string {
  return daysBetween(at, today) === 0 ? clock.format(at) : shortDay.format(at);
}

export function isSameDay(one: Time, other: Time): boolean {
  return daysBetween(one, other) === 0;
}

/** Midnights between two times; rounded, because a day can have 23 or 25 hours. */
function daysBetween(earlier: Time, later: Time): number {
  return Math.round((new Date(later).setHours(0, 0, 0, 0) - new Date(earlier).setHours(0, 0, 0, 0)) / 86_400_000);
}
