import { nextMidnight } from "../protocol/day.ts";
import type { Time } from "../protocol/model.ts";
import { isSpent } from "../spent.ts";

/** Milliseconds between attempts while D1 fails: doubled each time from the first to the last. */
const FIRST_MS = 2_000;
const LAST_MS = 600_000;

/** When D1 is to be asked again after it has failed. */
export class Retries {
  #failures = 0;
  #at: Time = Number.NEGATIVE_INFINITY;
  /** Milliseconds that it was put off by. */
  #wait = 0;

  /** True if it has failed since it last answered. */
  get isFailing(): boolean {
    return this.#failures > 0;
  }

  /** The earliest time to ask it again; it may be long past. */
  at(now: Time): Time {
    // The clock has been set back.
    if (this.#at > now + this.#wait) this.#at = now;
    return this.#at;
  }

  /** D1 has failed. */
  fail(error: unknown, now: Time): void {
    const wait = Math.min(LAST_MS, FIRST_MS * 2 ** this.#failures++) * (0.5 + Math.random() / 2);
    // When the day's quota is spent, nothing but midnight helps, and not all rooms are to come back at once.
    const untilReset = nextMidnight(now) - now + Math.random() * LAST_MS;
    this.#wait = Math.ceil(isSpent(error) ? untilReset : wait);
    this.#at = now + this.#wait;
  }

  /** D1 has answered. */
  succeed(): void {
    this.#failures = 0;
    this.#at = Number.NEGATIVE_INFINITY;
  }
}
