/** What a backslash before it has be just itself: all punctuation and symbols of ASCII. */
export const ESCAPABLE = /[!-/:-@[-`{-~]/;

/** The whole character at a place of a text, "" beyond its ends. */
export function characterAt(text: string, at: number): string {
  const code = text.codePointAt(at);
  return code === undefined ? "" : String.fromCodePoint(code);
}

/** The whole character that ends before a place of a text, "" at its start. */
export function characterBefore(text: string, at: number): string {
  const isSecondHalf = at > 1 && (text.charCodeAt(at - 1) & 0xfc00) === 0xdc00;
  return text.slice(isSecondHalf ? at - 2 : Math.max(0, at - 1), at);
}

/** Most texts can be read without what Unicode says of a character, which takes milliseconds to be ready for the first one. */
export function isAscii(character: string): boolean {
  return character <= "\x7f";
}

/** True for a letter, a digit, or what else is part of a word. */
export function isWordPart(character: string): boolean {
  return isAscii(character) ? /\w/.test(character) : /[\p{L}\p{M}\p{N}_]/u.test(character);
}
