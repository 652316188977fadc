import type { Sources } from "../../speech.ts";
import { en, type UsageWords } from "./en.ts";

export const SOURCES: Sources<UsageWords> = {
  en: () => en,
  de: async () => (await import("./de.ts")).de,
  ar: async () => (await import("./ar.ts")).ar,
};
