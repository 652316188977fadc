import type { Term } from "../protocol/terms.ts";
import { type PlacedWord, placedWords } from "../protocol/words.ts";

/** A stretch of a text, and whether it is what was searched for. */
export interface Stretch {
  text: string;
  isHit: boolean;
}

/** Characters of a summary, and how many of them may come before the first hit. */
const LENGTH = 200;
const BEFORE_HIT = 60;

/** A message in one line: what surrounds the first hit, with all hits marked. */
export function summary(text: string, terms: readonly Term[]): Stretch[] {
  const line = text.replace(/\s+/g, " ").trim();
  const hits = hitsIn(line, terms);
  const start = line.length <= LENGTH ? 0 : cut(line, (hits[0]?.from ?? 0) - BEFORE_HIT);
  const end = start + LENGTH < line.length ? cut(line, start + LENGTH) : line.length;
  const stretches: Stretch[] = [];
  const add = (stretch: string, isHit: boolean) => {
    const last = stretches.at(-1);
    if (last?.isHit === isHit) last.text += stretch;
    else if (stretch !== "") stretches.push({ text: stretch, isHit });
  };
  let at = start;
  if (start > 0) add("…", false);
  for (const { from, to } of hits) {
    if (from < at || to > end) continue;
    add(line.slice(at, from), false);
    add(line.slice(from, to), true);
    at = to;
  }
  add(line.slice(at, end), false);
  if (end < line.length) add("…", false);
  return stretches;
}

/** A place to cut at, near `index`, that divides no word; or if the word is endless, no character. */
function cut(line: string, index: number): number {
  if (index <= 0) return 0;
  const space = line.lastIndexOf(" ", index);
  if (index - space < BEFORE_HIT / 2) return space + 1;
  return /[\udc00-\udfff]/.test(line[index] ?? "") ? index + 1 : index;
}

/** The words that make up the terms, each as often as it is there, in order. */
function hitsIn(line: string, terms: readonly Term[]): PlacedWord[] {
  const words = placedWords(line);
  const hits = new Set<PlacedWord>();
  for (const { words: wanted, prefix } of terms) {
    for (let i = 0; i + wanted.length <= words.length; i++) {
      const found = words.slice(i, i + wanted.length);
      const isHit = found.every(({ word }, n) =>
        prefix && n === wanted.length - 1 ? word.startsWith(wanted[n]!) : word === wanted[n],
      );
      if (isHit) for (const word of found) hits.add(word);
    }
  }
  return [...hits].sort((a, b) => a.from - b.from);
}
