import { type ReadonlySignal, signal } from "@preact/signals";
import type { Time } from "../protocol/model.ts";
import type { Cancel, Clock } from "./surroundings.ts";

/** The wait for a quota of the day that is spent. */
export class QuotaWait {
  /** When it is there again; null if it is. */
  readonly spentUntil: ReadonlySignal<Time | null>;
  readonly #until = signal<Time | null>(null);
  readonly #clock: Clock;
  #cancel: Cancel = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
    this.spentUntil = this.#until;
  }

  spent(until: Time): void {
    this.#cancel();
    this.#until.value = until;
    this.#cancel = this.#clock.after(Math.max(0, until - this.#clock.date()), () => this.#end());
  }

  /** Ends the wait if its time has come: its timer stands still while the device sleeps. */
  lookAtClock(): void {
    const until = this.#until.peek();
    if (until !== null && until <= this.#clock.date()) this.#end();
  }

  #end(): void {
    this.#cancel();
    this.#until.value = null;
  }
}
