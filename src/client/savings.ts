import { signal } from "@preact/signals";
import type { Saving, SavingEvent } from "../protocol/events.ts";
import type { Cancel, Clock } from "./surroundings.ts";

/** What the room does without for the rest of the day, so that it need not be sent. */
export class Savings {
  readonly #clock: Clock;
  readonly #onLess: () => void;
  readonly #saving = signal<Saving | null>(null);
  #cancel: Cancel = () => {};

  /** @param onLess called when something may be sent again */
  constructor(clock: Clock, onLess: () => void) {
    this.#clock = clock;
    this.#onLess = onLess;
  }

  /** False while the room does without it; readable as a signal. */
  may(what: keyof Saving): boolean {
    return !this.#saving.value?.[what];
  }

  heard(event: SavingEvent): void {
    this.#set(event);
    this.#cancel = this.#clock.after(Math.max(0, event.until - this.#clock.date()), () => this.#set(null));
  }

  /** The connection ended; the next one will say what holds then. */
  forget(): void {
    this.#cancel();
    this.#saving.value = null;
  }

  #set(saving: Saving | null): void {
    this.#cancel();
    const before = this.#saving.peek();
    this.#saving.value = saving;
    if (before?.read && !saving?.read) this.#onLess();
  }
}
