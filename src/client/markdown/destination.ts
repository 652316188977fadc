import { ESCAPABLE } from "./characters.ts";

/** More brackets within each other than any address has; a bound, so that many beginnings are not each read to the end. */
const DEEPEST = 3;

/** Where a link leads, as it was written between the brackets at this place; null if there are none, or they hold more. */
export function destinationAt(text: string, start: number): { written: string; end: number } | null {
  if (text.charAt(start) !== "(") return null;
  const from = afterSpaces(text, start + 1);
  const end = text.charAt(from) === "<" ? endOfBracketed(text, from) : endOfBare(text, from);
  if (end === null) return null;
  const close = afterSpaces(text, end);
  if (text.charAt(close) !== ")") return null;
  const written = text.slice(from, end);
  return { written: unescaped(written.startsWith("<") ? written.slice(1, -1) : written), end: close + 1 };
}

function afterSpaces(text: string, start: number): number {
  let at = start;
  while (text.charAt(at) === " ") at++;
  return at;
}

function endOfBracketed(text: string, start: number): number | null {
  let at = start + 1;
  while (at < text.length && !/[\n<>]/.test(text.charAt(at))) at++;
  return text.charAt(at) === ">" ? at + 1 : null;
}

function endOfBare(text: string, start: number): number | null {
  let depth = 0;
  let at = start;
  for (; at < text.length; at++) {
    const character = text.charAt(at);
    if (/\s/.test(character)) break;
    if (character === "\\" && ESCAPABLE.test(text.charAt(at + 1))) at++;
    else if (character === "(" && ++depth > DEEPEST) return null;
    else if (character === ")" && --depth < 0) break;
  }
  return at > start ? at : null;
}

function unescaped(written: string): string {
  let text = "";
  for (let at = 0; at < written.length; at++) {
    if (written.charAt(at) === "\\" && ESCAPABLE.test(written.charAt(at + 1))) at++;
    text += written.charAt(at);
  }
  return text;
}
