import { batch, type Signal } from "@preact/signals";
import { Choice } from "./choice.ts";
import type { Memory, Reader } from "./surroundings.ts";
import { firstKnown, type Language, language, languages, locale, localeFor } from "./words/languages.ts";

/** Where the words of each language come from. */
export type Sources<Words> = Record<Language, () => Words | Promise<Words>>;

/** Has the page speak the language its reader chose on this device, or else the first of the browser's that it knows. */
export class Speech<Words> {
  readonly #words: Signal<Words>;
  readonly #sources: Sources<Words>;
  readonly #tags: readonly string[];
  readonly #choice: Choice<Language>;
  #wanted: Language | null = null;

  constructor(words: Signal<Words>, sources: Sources<Words>, surroundings: Memory & Reader) {
    this.#words = words;
    this.#sources = sources;
    this.#tags = surroundings.languages;
    this.#choice = new Choice(surroundings, "dormouse:language", languages());
  }

  /** Resolves when the page can be shown: in the right language, or in English if that could not be had. */
  async begin(): Promise<void> {
    let first: Promise<unknown> | undefined;
    this.#choice.value.subscribe((chosen) => {
      const spoken = this.#speak(chosen ?? firstKnown(this.#tags)).catch(() => {});
      first ??= spoken;
    });
    await first;
  }

  /** @throws if the words could not be loaded; then the language stays as it was */
  async choose(chosen: Language): Promise<void> {
    if (await this.#speak(chosen)) this.#choice.choose(chosen);
  }

  /** @returns false if another language was wanted meanwhile */
  async #speak(wanted: Language): Promise<boolean> {
    this.#wanted = wanted;
    const loaded = await this.#sources[wanted]();
    if (this.#wanted !== wanted) return false;
    batch(() => {
      this.#words.value = loaded;
      language.value = wanted;
      locale.value = localeFor(wanted, this.#tags);
    });
    return true;
  }
}
