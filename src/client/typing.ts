import { signal } from "@preact/signals";
import { TYPING_EVERY_MS, TYPING_SHOWN_MS } from "../protocol/limits.ts";
import type { Cancel, Clock } from "./surroundings.ts";

export interface Typist {
  id: string;
  name: string;
}

/** Who is typing in a room, each shown for six seconds after the last word of it. */
export class Typists {
  readonly #clock: Clock;
  readonly #expiries = new Map<string, Cancel>();
  readonly #list = signal<readonly Typist[]>([]);

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** In the order they began. */
  get list(): readonly Typist[] {
    return this.#list.value;
  }

  saw(typist: Typist): void {
    this.#expiries.get(typist.id)?.();
    this.#expiries.set(
      typist.id,
      this.#clock.after(TYPING_SHOWN_MS, () => this.stopped(typist.id)),
    );
    if (!this.#list.value.some(({ id }) => id === typist.id)) this.#list.value = [...this.#list.value, typist];
  }

  /** They sent what they were typing, or left. */
  stopped(id: string): void {
    if (!this.#expiries.has(id)) return;
    this.#expiries.get(id)?.();
    this.#expiries.delete(id);
    this.#list.value = this.#list.value.filter((typist) => typist.id !== id);
  }

  clear(): void {
    for (const id of [...this.#expiries.keys()]) this.stopped(id);
  }
}

/** Says that this person is typing, no more often than the contract allows. */
export class TypingNotice {
  readonly #clock: Clock;
  readonly #say: () => void;
  #saidAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, say: () => void) {
    this.#clock = clock;
    this.#say = say;
  }

  typed(): void {
    if (this.#clock.now() - this.#saidAt < TYPING_EVERY_MS) return;
    this.#saidAt = this.#clock.now();
    this.#say();
  }
}
