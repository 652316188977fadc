/** Accents and other marks that are not letters of their own. Those of Indic scripts and Thai are vowels, and 3099 and 309a tell か from が: they stay. */
const ACCENTS = /[[\p{M}&&[\p{Script=Inherited}\p{Script=Hebrew}]]--[\u3099\u309a]]/gv;
/** Runs of letters and digits. Private-use characters are included: where they are used at all, they are letters. */
const RUNS = /[\p{L}\p{N}\p{M}\p{Co}]+/gu;
/** Characters of the scripts that are written without spaces. */
const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
/** Within a run: one such character with its marks, or a stretch of any others. */
const WORDS = new RegExp(`[${UNSPACED}]\\p{M}*|[^${UNSPACED}]+`, "gu");

/** `text` as it is compared: without case, accents, or the difference between forms of one character. */
export function fold(text: string): string {
  return (
    text
      .normalize("NFKD")
      .replace(ACCENTS, "")
      // Through upper case, so that ß meets SS and a ς at the end of a word meets σ.
      .toUpperCase()
      .toLowerCase()
      .replaceAll("ς", "σ")
      .normalize("NFC")
  );
}

/**
 * The runs of letters and digits of `text`, folded, each as the words it consists of: one, or in a script that is written
 * without spaces one for each character, since nothing short of a dictionary knows where a word ends there.
 */
export function runsOf(text: string): string[][] {
  return (fold(text).match(RUNS) ?? []).map((run) => run.match(WORDS) ?? []);
}

/** The words of `text` in order, as they are searched for. */
export function wordsOf(text: string): string[] {
  return runsOf(text).flat();
}

/** A word of a text and where it stands there. */
export interface PlacedWord {
  word: string;
  from: number;
  to: number;
}

/** The words of `text` where they stand; but for rare characters that become several words when they are folded. */
export function placedWords(text: string): PlacedWord[] {
  return [...text.matchAll(RUNS)].flatMap(({ 0: run, index: start }) =>
    [...run.matchAll(WORDS)].map(({ 0: written, index }) => {
      const from = start + index;
      return { word: fold(written), from, to: from + written.length };
    }),
  );
}
