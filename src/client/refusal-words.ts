import { words } from "./words/words.ts";

/**
 * Why something was refused, in the reader's language.
 * @param code the server's word for it
 * @param detail what the server says itself, for a code that this page does not know
 */
export function refusalWords(code: string, detail: string): string {
  const refusals: Record<string, string> = words.value.refusals;
  return (Object.hasOwn(refusals, code) && refusals[code]) || detail;
}
