import { type ReadonlySignal, signal } from "@preact/signals";
import type { Cancel, Clock } from "./surroundings.ts";

/** Milliseconds for which a notice stays: enough to read a sentence twice. */
const SHOWN_MS = 5_000;

/** A sentence that says what was done, for who would not see it otherwise; it goes by itself. */
export class Notice {
  /** Null while there is nothing to say. */
  readonly text: ReadonlySignal<string | null>;

  readonly #text = signal<string | null>(null);
  readonly #clock: Clock;
  #cancel: Cancel = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
    this.text = this.#text;
  }

  say(text: string): void {
    this.#cancel();
    this.#text.value = text;
    this.#cancel = this.#clock.after(SHOWN_MS, () => {
      this.#text.value = null;
    });
  }
}
