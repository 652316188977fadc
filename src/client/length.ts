import { TEXT_LENGTH } from "../protocol/limits.ts";

/** Characters left of a message from which on their number is shown. */
const SHOWN_BELOW = 200;

/** How many more characters a message can have, negative if it has too many; null while that is no question. */
export function charactersLeft(text: string): number | null {
  // No text has more characters than code units, so most need not be counted.
  if (text.length <= TEXT_LENGTH - SHOWN_BELOW) return null;
  const left = TEXT_LENGTH - [...text.normalize("NFC").trim()].length;
  return left < SHOWN_BELOW ? left : null;
}
