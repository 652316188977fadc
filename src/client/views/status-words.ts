import type { Person, Time } from "../../protocol/model.ts";
import { words } from "../words/words.ts";
import { duration } from "./durations.ts";

/** "active", "away", "away for 12 min". */
export function statusWords({ status, since }: Person, now: Time): string {
  const { people } = words.value;
  if (status === "active") return people.active;
  const lasted = duration(now - since);
  return lasted === null ? people.away : people.awayFor(lasted);
}
