import { type ReadonlySignal, signal } from "@preact/signals";
import type { Memory } from "./surroundings.ts";

/** What a person chose for this device among a few options: kept when the page is closed, and the same in every tab. */
export class Choice<Option extends string> {
  /** Null while nothing was chosen. */
  readonly value: ReadonlySignal<Option | null>;

  readonly #value = signal<Option | null>(null);
  readonly #memory: Memory;
  readonly #key: string;
  readonly #options: readonly Option[];

  constructor(memory: Memory, key: string, options: readonly Option[]) {
    this.#memory = memory;
    this.#key = key;
    this.#options = options;
    this.value = this.#value;
    this.#read();
    memory.onStored(key, () => this.#read());
  }

  /** @param option null to take the choice back */
  choose(option: Option | null): void {
    this.#value.value = option;
    try {
      if (option === null) this.#memory.storage.removeItem(this.#key);
      else this.#memory.storage.setItem(this.#key, option);
    } catch {
      // A full storage: then it holds for as long as the page is open.
    }
  }

  #read(): void {
    const stored = this.#memory.storage.getItem(this.#key);
    this.#value.value = this.#options.find((option) => option === stored) ?? null;
  }
}
