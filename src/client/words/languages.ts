import { signal } from "@preact/signals";

/** The languages that the page is written in, each by its own name. */
export const LANGUAGES = { en: "English", de: "Deutsch", ar: "العربية" } as const;
export type Language = keyof typeof LANGUAGES;

/** The language that the page speaks now. */
export const language = signal<Language>("en");
/** The same as the reader's country has it, which decides how dates and numbers are written: "de-AT", "ar-EG". */
export const locale = signal("en");

/** What a language is written like for a reader who has told of no country: as in most countries. */
const ANYWHERE: Record<Language, string> = { en: "en-GB", de: "de", ar: "ar" };

/** The first of a reader's languages that the page is written in, else English. @param tags as `navigator.languages` */
export function firstKnown(tags: readonly string[]): Language {
  for (const tag of tags) {
    const known = languages().find((candidate) => isIn(candidate, tag));
    if (known) return known;
  }
  return "en";
}

export function languages(): Language[] {
  return Object.keys(LANGUAGES) as Language[];
}

/** @param tags the reader's languages, as `navigator.languages` */
export function localeFor(wanted: Language, tags: readonly string[]): string {
  return tags.find((tag) => isIn(wanted, tag)) ?? ANYWHERE[wanted];
}

export function isRightToLeft(spoken: Language): boolean {
  return spoken === "ar";
}

function isIn(candidate: Language, tag: string): boolean {
  return tag.toLowerCase().split("-")[0] === candidate;
}
