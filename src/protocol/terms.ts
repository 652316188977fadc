import { runsOf, wordsOf } from "./words.ts";

/** Words that have to follow one another. With `prefix` the last one may go on. */
export interface Term {
  words: string[];
  prefix: boolean;
}

/**
 * What a search asks for. Every term has to be in a message: `"…"` is a phrase, and so is a run of characters in a script
 * without spaces; the last word is taken for the beginning of one, unless it is quoted. Empty if `q` holds no word.
 */
export function parseTerms(q: string): Term[] {
  // Every second piece stands within quotes; a quote that is never closed reaches to the end.
  const pieces = q.split('"').map((piece, i) => (i % 2 === 1 ? [wordsOf(piece)] : runsOf(piece)));
  const terms = pieces.flat().map((words) => ({ words, prefix: false }));
  const lastRun = pieces.length % 2 === 1 && pieces.at(-1)!.length > 0 ? terms.at(-1) : undefined;
  if (lastRun) lastRun.prefix = true;
  return terms.filter((term) => term.words.length > 0);
}

/**
 * True if a message holds all `terms`.
 * @param words its words, in order, with a space between each two
 */
export function holds(words: string, terms: Term[]): boolean {
  const line = ` ${words} `;
  return terms.every((term) => line.includes(` ${term.words.join(" ")}${term.prefix ? "" : " "}`));
}

/** True if `text` holds all `terms`. */
export function matches(text: string, terms: Term[]): boolean {
  return holds(wordsOf(text).join(" "), terms);
}
