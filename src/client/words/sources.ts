import type { Sources } from "../speech.ts";
import { en, type Words } from "./en.ts";

/** English is part of the page; the others are loaded when they are spoken. */
export const SOURCES: Sources<Words> = {
  en: () => en,
  de: async () => (await import("./de.ts")).de,
  ar: async () => (await import("./ar.ts")).ar,
};
