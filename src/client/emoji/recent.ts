import { type ReadonlySignal, signal } from "@preact/signals";
import type { Memory } from "../surroundings.ts";

/** As many as the picker shows: three lines. */
const KEPT = 24;

/** The emoji this person used last on this device, the latest first; the same in every tab. */
export class RecentEmoji {
  readonly characters: ReadonlySignal<readonly string[]>;

  readonly #characters = signal<readonly string[]>([]);
  readonly #memory: Memory;
  readonly #key: string;

  constructor(memory: Memory, user: string) {
    this.#memory = memory;
    this.#key = `dormouse:${user}:emoji`;
    this.characters = this.#characters;
    this.#read();
    memory.onStored(this.#key, () => this.#read());
  }

  used(character: string): void {
    const others = this.#characters.peek().filter((one) => one !== character);
    this.#characters.value = [character, ...others].slice(0, KEPT);
    try {
      this.#memory.storage.setItem(this.#key, this.#characters.peek().join(" "));
    } catch {
      // A full storage: then they are remembered for as long as the page is open.
    }
  }

  #read(): void {
    this.#characters.value = this.#memory.storage.getItem(this.#key)?.split(" ").filter(Boolean) ?? [];
  }
}
