import type { Person, Time } from "../../protocol/model.ts";
import { words } from "../words/words.ts";
import { duration } from "./durations.ts";
import { clockTime, fullTime, isSameDay } from "./times.ts";

/** "active", "away", "away for 12 min". */
export function statusWords({ status, since }: Person, now: Time): string {
  const { people } = words.value;
  if (status === "active") return people.active;
  const lasted = duration(now - since);
  return lasted === null ? people.away : people.awayFor(lasted);
}

/** "Active since 14:05", with the day if it was another. */
export function sinceWords({ status, since }: Person, now: Time): string {
  const { people } = words.value;
  const when = isSameDay(since, now) ? clockTime(since) : fullTime(since);
  return status === "active" ? people.activeSince(when) : people.awaySince(when);
}
