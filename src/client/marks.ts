import type { Replacement } from "./completion/completion.ts";

/** A part of a text; empty where only the caret stands. */
export interface Span {
  from: number;
  to: number;
}

/** A change of a text, and what is selected after it. */
export interface Change extends Replacement {
  selection: Span;
}

/** Characters that enclose what is selected when they are typed. */
const WRAPPING = new Set(["*", "_", "`", "~"]);

/** What typing `character` makes of a selection; null if it takes its place, as usual. */
export function wrapped(text: string, span: Span, character: string): Change | null {
  const inner = trimmed(text, span);
  if (!WRAPPING.has(character) || inner.from === inner.to) return null;
  const isBlock = character === "`" && text.slice(inner.from, inner.to).includes("\n");
  return isBlock ? enclosed(text, inner, "```\n", "\n```") : enclosed(text, inner, character, character);
}

/** Puts marks around what is selected, or takes them away if they are there. */
export function toggled(text: string, span: Span, mark: string): Change {
  const { from, to } = trimmed(text, span);
  const { length } = mark;
  if (
    text.slice(from - length, from) === mark &&
    text.slice(to, to + length) === mark &&
    !isLonger(text, from, to, mark)
  ) {
    const selection = { from: from - length, to: to - length };
    return { from: from - length, to: to + length, text: text.slice(from, to), selection };
  }
  return enclosed(text, { from, to }, mark, mark);
}

/** What pasting an address over a selection makes of it: a link; null if there is nothing that could become one. */
export function linked(text: string, { from, to }: Span, pasted: string): Change | null {
  const address = pasted.trim();
  const name = text.slice(from, to);
  if (!/^https?:\/\/\S+$/i.test(address) || !URL.canParse(address)) return null;
  if (name.trim() === "" || /[\n[\]]/.test(name) || URL.canParse(name)) return null;
  const closed = address.replaceAll("(", "%28").replaceAll(")", "%29");
  const link = `[${name}](${closed})`;
  return { from, to, text: link, selection: { from: from + link.length, to: from + link.length } };
}

function enclosed(text: string, { from, to }: Span, before: string, after: string): Change {
  const selection = { from: from + before.length, to: to + before.length };
  return { from, to, text: before + text.slice(from, to) + after, selection };
}

/** Marks count only close to a word; a double click takes the space after it along. */
function trimmed(text: string, { from, to }: Span): Span {
  const selected = text.slice(from, to);
  const start = from + selected.length - selected.trimStart().length;
  return selected.trim() === "" ? { from: start, to: start } : { from: start, to: start + selected.trim().length };
}

/** True if the mark is part of a longer one: the star within the two of bold text is none of its own. */
function isLonger(text: string, from: number, to: number, mark: string): boolean {
  const outside = [text[from - mark.length - 1], text[to + mark.length]];
  return outside.every((character) => character === mark[0]) && mark.length === 1;
}
