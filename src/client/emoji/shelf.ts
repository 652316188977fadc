import { type ReadonlySignal, signal } from "@preact/signals";
import type { Language } from "../words/languages.ts";
import { type Emoji, readEmoji } from "./emoji.ts";

/** Where the data comes from. */
export interface EmojiSources {
  list(): Promise<string>;
  names(language: Language): Promise<string>;
}

/** All emoji, once someone has wanted one. */
export class EmojiShelf {
  /** Null before they are loaded, which `load` sees to. */
  readonly all: ReadonlySignal<readonly Emoji[] | null>;
  /** True if they could not be loaded; `load` tries again. */
  readonly failed = signal(false);

  readonly #all = signal<readonly Emoji[] | null>(null);
  readonly #sources: EmojiSources;
  /** The language they are named in, or will be when they have come. */
  #language: Language | null = null;

  constructor(sources: EmojiSources) {
    this.#sources = sources;
    this.all = this.#all;
  }

  /** Sees to it that they are there, with names in the language given. Harmless if they are, or are on their way. */
  async load(language: Language): Promise<void> {
    if (this.#language === language) return;
    this.#language = language;
    this.failed.value = false;
    try {
      const [list, names] = await Promise.all([this.#sources.list(), this.#sources.names(language)]);
      if (this.#language === language) this.#all.value = readEmoji(list, names);
    } catch {
      if (this.#language !== language) return;
      this.#language = null;
      this.failed.value = true;
    }
  }
}
