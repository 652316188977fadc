// The emoji as the client reads them (src/client/emoji/emoji.ts): which there are, and what they are called in each language.
// The emoji and their order are Unicode's, the names and keywords CLDR's, the codes those that GitHub made common.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { gemoji } from "gemoji";

const require = createRequire(import.meta.url);
const cldr = dirname(require.resolve("cldr-annotations-full/package.json"));
/** Newer emoji than of this version (September 2024) many devices cannot show yet. */
const NEWEST = 16;
/** Keywords kept of an emoji: some languages have twenty for one, and each costs the reader bytes. */
const KEYWORDS = 6;

/** @type {{ emojis: { emoji: string, name: string, emoji_version: string }[] }[]} */
const unicode = require("unicode-emoji-json/data-by-group.json");
const groups = unicode.map(({ emojis }) => emojis.filter(({ emoji_version }) => Number(emoji_version) <= NEWEST));
const codes = new Map(gemoji.map(({ emoji, names }) => [plain(emoji), names]));

/**
 * The modules that the client loads: `emoji:list`, and for the names `emoji:` and a language.
 * @type {import("esbuild").Plugin}
 */
export const emojiModules = {
  name: "emoji",
  setup(build) {
    build.onResolve({ filter: /^emoji:/ }, ({ path }) => ({ path: path.replace(":", "-"), namespace: "emoji" }));
    build.onLoad({ filter: /^/, namespace: "emoji" }, ({ path }) => {
      const what = path.replace("emoji-", "");
      return { contents: what === "list" ? emojiList() : emojiNames(what), loader: "text" };
    });
  },
};

/** A line for each emoji: the character and its codes, with spaces between them. An empty line between two groups. */
export function emojiList() {
  const line = (/** @type {string} */ emoji) => [emoji, ...(codes.get(plain(emoji)) ?? [])].join(" ");
  return groups.map((emojis) => emojis.map(({ emoji }) => line(emoji)).join("\n")).join("\n\n");
}

/**
 * A line for each emoji, in the same order: its name, and after a tab its keywords, with spaces between them.
 * @param {string} language as CLDR names it
 */
export function emojiNames(language) {
  const annotations = annotationsOf(language);
  const regions = new Intl.DisplayNames(language, { type: "region" });
  const lines = groups.flat().map(({ emoji, name: english }) => {
    const known = annotations.get(plain(emoji));
    const name = known?.tts?.[0] ?? nameOfFlag(emoji, regions) ?? nameOfParts(emoji, annotations) ?? english;
    // A man and a woman who do the same are found by name, and stand beside the one who is neither.
    const others = /[\u2640\u2642]/.test(emoji) ? [] : keywords(known?.default ?? [], name);
    return others.length === 0 ? name : `${name}\t${others.join(" ")}`;
  });
  return lines.join("\n");
}

/** @typedef {Map<string, { default?: string[], tts?: string[] }>} Annotations */

/** @returns {Annotations} */
function annotationsOf(/** @type {string} */ language) {
  const { annotations } = require(join(cldr, "annotations", language, "annotations.json")).annotations;
  return new Map(Object.entries(annotations).map(([emoji, annotation]) => [plain(emoji), annotation]));
}

/** CLDR leaves out the selector that asks for colour. */
function plain(/** @type {string} */ emoji) {
  return emoji.replaceAll("\ufe0f", "");
}

/** The country's name, for two regional indicators. */
function nameOfFlag(/** @type {string} */ emoji, /** @type {Intl.DisplayNames} */ regions) {
  const letters = [...emoji].map((one) => (one.codePointAt(0) ?? 0) - 0x1f1e6);
  if (letters.length !== 2 || letters.some((letter) => letter < 0 || letter > 25)) return undefined;
  return regions.of(String.fromCharCode(...letters.map((letter) => letter + 65)));
}

/** The names of those that are joined in it: "man, woman, girl". */
function nameOfParts(/** @type {string} */ emoji, /** @type {Annotations} */ annotations) {
  const parts = plain(emoji).split("\u200d");
  const names = parts.map((part) => annotations.get(part)?.tts?.[0]);
  return parts.length > 1 && names.every((name) => name !== undefined) ? names.join(", ") : undefined;
}

/** The words of CLDR's keywords that the name does not hold: a word is found by its beginning. */
function keywords(/** @type {string[]} */ phrases, /** @type {string} */ name) {
  const kept = words(name);
  const named = kept.length;
  for (const word of phrases.flatMap(words)) {
    if (word.length > 1 && !kept.some((other) => other.startsWith(word))) kept.push(word);
  }
  return kept.slice(named, named + KEYWORDS);
}

function words(/** @type {string} */ phrase) {
  return phrase
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}+-]+/u)
    .filter(Boolean);
}
