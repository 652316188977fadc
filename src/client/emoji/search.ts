import { fold } from "../fold.ts";
import type { Emoji } from "./emoji.ts";

/** How an emoji answers a search, the best first. */
const FITS = ["is the code", "code begins", "name begins", "word begins", "keyword begins"] as const;

/**
 * The emoji that answer `query`, best first; among equals those used of late first, then in Unicode's order.
 * @param query words, each of which has to be found; a code's underscores part words as well
 * @param recent characters, the last used first
 */
export function findEmoji(emoji: readonly Emoji[], query: string, recent: readonly string[], limit: number): Emoji[] {
  const wanted = fold(query)
    .split(/[\s_]+/)
    .filter(Boolean);
  if (wanted.length === 0) return [];
  const code = wanted.join("_");
  const used = new Map(recent.map((character, index) => [character, index]));
  const found: { emoji: Emoji; fit: number; used: number }[] = [];
  for (const one of emoji) {
    const fit = fitOf(one, code, wanted);
    if (fit < FITS.length) found.push({ emoji: one, fit, used: used.get(one.character) ?? recent.length });
  }
  found.sort((a, b) => a.fit - b.fit || a.used - b.used);
  return found.slice(0, limit).map((one) => one.emoji);
}

/** The emoji whose code stands between two colons, if there is one. */
export function emojiOfCode(emoji: readonly Emoji[], code: string): Emoji | undefined {
  return emoji.find(({ codes }) => codes.includes(code));
}

/** @returns a place in `FITS`, or their number if it does not answer */
function fitOf({ codes, name, keywords }: Emoji, code: string, wanted: readonly string[]): number {
  if (codes.includes(code)) return 0;
  if (codes.some((one) => one.startsWith(code))) return 1;
  const folded = fold(name);
  if (folded.startsWith(wanted.join(" "))) return 2;
  const words = [...folded.split(/[^\p{L}\p{N}]+/u), ...codes.flatMap((one) => one.split("_"))];
  const more = keywords.map(fold);
  if (wanted.every((word) => words.some((one) => one.startsWith(word)))) return 3;
  return wanted.every((word) => [...words, ...more].some((one) => one.startsWith(word))) ? 4 : FITS.length;
}
