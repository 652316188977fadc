// The regular expressions name characters by their Unicode property, so they follow the runtime's Unicode version.

/** Control characters other than newline and tab; with them goes the \r of a Windows line end. */
const CONTROLS = /(?![\n\t])\p{Cc}/gu;
/**
 * What can make one name look like another, or reorder the line it stands in: controls, format characters, unassigned
 * ones, whatever has no shape. Captured, and so kept, is only what holds an emoji together or tells that it is one.
 */
const INVISIBLE =
  /((?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d(?=\p{Extended_Pictographic})|(?<=\p{Extended_Pictographic})\ufe0f)|[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Co}\p{Cn}\u2800]/gu;
/** White space; JavaScript counts the byte order mark as such, but it has no width. */
const SPACES = /(?:(?!\ufeff)\s)+/gu;
/** A third combining mark on one letter and all after it. */
const PILED_MARKS = /(?<=\p{M}{2})\p{M}+/gu;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Text as it is stored and shown: well-formed, NFC, without control characters but `\n` and `\t`, trimmed. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(CONTROLS, "").normalize("NFC").trim();
}

/**
 * A name of a person or a room, or a topic, in one line: as `cleanText`, and without anything invisible (bidirectional
 * overrides, zero-width characters) except the joiners within emoji; at most two marks on a letter.
 */
export function cleanName(name: string): string {
  return name
    .toWellFormed()
    .replace(SPACES, " ")
    .replace(INVISIBLE, "$1")
    .replace(/ {2,}/g, " ")
    .normalize("NFC")
    .replace(PILED_MARKS, "")
    .trim();
}

/** Number of Unicode characters (code points), which is how limits on text are counted. */
export function countCharacters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** True if `text` is what a reader sees as one visible character. */
export function isOneGrapheme(text: string): boolean {
  const [first, second] = graphemes.segment(text);
  // A joiner at the end joins nothing: with and without it the same is seen.
  return first !== undefined && second === undefined && !/^[\s\p{C}]*$|\u200d$/u.test(text);
}
