import { characterAt, characterBefore, ESCAPABLE, isAscii } from "./characters.ts";
import type { Style } from "./tree.ts";

export type Mark = "*" | "_" | "~" | "|";

/** Marks of one kind without anything between them, and what was found to begin and end there. */
export interface Run {
  mark: Mark;
  /** How many there were, and how many have no meaning yet; those that keep none are text. */
  count: number;
  left: number;
  canOpen: boolean;
  canClose: boolean;
  /** What ends and what begins here, the innermost first. */
  closes: Style[];
  opens: Style[];
}

/** The marks at this place, which has one: whether they could begin or end something depends on what is around them. */
export function runAt(text: string, start: number): Run {
  const mark = text.charAt(start) as Mark;
  let end = start;
  while (text.charAt(end) === mark) end++;
  const count = end - start;
  const before = characterBefore(text, start);
  const after = characterAt(text, end);
  // CommonMark's rules of left- and right-flanking runs.
  const left = !isSpace(after) && (!isPunctuation(after) || isSpace(before) || isPunctuation(before));
  const right = !isSpace(before) && (!isPunctuation(before) || isSpace(after) || isPunctuation(after));
  const means = hasMeaning(mark, count);
  // Nobody who writes a whole line as a spoiler would have it shown for the spaces within.
  const lineBegins = mark === "|" && (before === "" || before === "\n");
  const lineEnds = mark === "|" && (after === "" || after === "\n");
  const inWord = mark === "_" ? right && !isPunctuation(before) : right && continuesWord(before);
  return {
    mark,
    count,
    left: count,
    canOpen: means && (left || lineBegins) && !inWord,
    canClose: means && (right || lineEnds) && (mark !== "_" || !left || isPunctuation(after)),
    closes: [],
    opens: [],
  };
}

/**
 * Finds what belongs together, as CommonMark does: each run that can close something takes the nearest that can open it, and
 * what was opened in between stays text. Every run is passed once for each kind of closing one, however they are mixed.
 */
export function pair(runs: readonly Run[]): void {
  const open: { run: Run; index: number }[] = [];
  /** By kind of closing run: before which index there is nothing that one could open. */
  const nothingBefore = new Map<string, number>();
  for (const [index, run] of runs.entries()) {
    while (run.canClose && run.left > 0) {
      const kind = `${run.mark}${run.canOpen}${run.count % 3}`;
      const from = nothingBefore.get(kind) ?? 0;
      let at = open.length - 1;
      while (at >= 0 && open[at]!.index >= from && !fit(open[at]!.run, run)) at--;
      if (at < 0 || open[at]!.index < from) {
        nothingBefore.set(kind, index);
        break;
      }
      open.length = at + 1;
      const opener = open[at]!.run;
      const style = styleOf(run.mark, Math.min(opener.left, run.left));
      opener.opens.push(style);
      run.closes.push(style);
      const length = style === "emphasis" ? 1 : 2;
      opener.left -= length;
      run.left -= length;
      if (opener.left === 0) open.pop();
    }
    if (run.canOpen && run.left > 0) open.push({ run, index });
  }
}

function fit(opener: Run, closer: Run): boolean {
  if (opener.mark !== closer.mark) return false;
  // Of `*a**b*` the middle is no end and beginning: CommonMark's rule of three.
  const doubtful = opener.canClose || closer.canOpen;
  return !doubtful || (opener.count + closer.count) % 3 !== 0 || closer.count % 3 === 0;
}

function styleOf(mark: Mark, length: number): Style {
  if (mark === "~") return "strike";
  if (mark === "|") return "spoiler";
  return length > 1 ? "strong" : "emphasis";
}

/** `__init__` and `||||` are nobody's emphasis. */
function hasMeaning(mark: Mark, count: number): boolean {
  if (mark === "*") return true;
  return count === (mark === "_" ? 1 : 2);
}

/** 2*3*4 is a product and a||b||c a condition; only where words are written without spaces between them may one open within. */
function continuesWord(before: string): boolean {
  return isAscii(before) ? /[a-z\d]/i.test(before) : /[\p{Script=Latin}\p{N}]/u.test(before);
}

function isSpace(character: string): boolean {
  return character === "" || /\s/.test(character);
}

function isPunctuation(character: string): boolean {
  return isAscii(character) ? ESCAPABLE.test(character) : /[\p{P}\p{S}]/u.test(character);
}
