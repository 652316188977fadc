import { type ReadonlySignal, signal } from "@preact/signals";
import type { Memory } from "./surroundings.ts";

/**
 * Whether this person said themselves that they are away. It holds until they take it back, whatever they do meanwhile, and in
 * every tab: who writes a word while away is not back for that.
 */
export class Away {
  readonly on: ReadonlySignal<boolean>;

  readonly #on = signal(false);
  readonly #memory: Memory;
  readonly #key: string;

  constructor(memory: Memory, user: string) {
    this.#memory = memory;
    this.#key = `dormouse:${user}:away`;
    this.on = this.#on;
    this.#read();
    memory.onStored(this.#key, () => this.#read());
  }

  /** @returns true if this person is away from now on */
  toggle(): boolean {
    const on = !this.#on.peek();
    this.#on.value = on;
    try {
      if (on) this.#memory.storage.setItem(this.#key, "yes");
      else this.#memory.storage.removeItem(this.#key);
    } catch {
      // A full storage: then it holds for as long as the page is open.
    }
    return on;
  }

  #read(): void {
    this.#on.value = this.#memory.storage.getItem(this.#key) !== null;
  }
}
