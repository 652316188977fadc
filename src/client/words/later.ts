import { computed } from "@preact/signals";
import { type LaterWords, laterEn } from "./later-en.ts";
import { words } from "./words.ts";

/** What the page says only in the part of it that is loaded later, in the reader's language. */
export const laterWords = computed<LaterWords>(() => words.value.later ?? laterEn);
