import { type ReadonlySignal, signal } from "@preact/signals";
import type { Time } from "../protocol/model.ts";
import type { Clock, Network } from "./surroundings.ts";

const MINUTE_MS = 60_000;

/** The time for what is told as "for 12 minutes": moves on with the minute of the clock, and not while nobody sees the page. */
export function minutes(
  surroundings: Clock & Pick<Network, "hidden" | "onVisible" | "onHidden">,
): ReadonlySignal<Time> {
  const now = signal(surroundings.date());
  let cancel = () => {};
  const tick = () => {
    cancel();
    now.value = surroundings.date();
    cancel = surroundings.after(MINUTE_MS - (now.value % MINUTE_MS), tick);
  };
  surroundings.onHidden(() => cancel());
  surroundings.onVisible(tick);
  if (!surroundings.hidden()) tick();
  return now;
}
