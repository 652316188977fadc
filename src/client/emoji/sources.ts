import type { EmojiSources } from "./shelf.ts";

const NAMES = {
  en: () => import("emoji:en"),
  de: () => import("emoji:de"),
  ar: () => import("emoji:ar"),
};

/** The parts of the page that hold the emoji, loaded when someone wants one. */
export const EMOJI_SOURCES: EmojiSources = {
  list: async () => (await import("emoji:list")).default,
  names: async (language) => (await NAMES[language]()).default,
};
