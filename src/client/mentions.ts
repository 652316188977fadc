/** A letter, a digit, or what belongs to one. */
const WORD = "[\\p{L}\\p{N}\\p{M}_]";

/** True if the text calls somebody: @ and their name, in upper or lower case, but not as the beginning of a longer word. */
export function mentions(text: string, name: string): boolean {
  const literally = name.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return new RegExp(`(?<!${WORD})@${literally}(?!${WORD})`, "iu").test(text);
}
