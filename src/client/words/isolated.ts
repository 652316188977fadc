/** Unicode's marks around what runs in a direction of its own; no name can hold them. */
const BEGIN = "\u2068";
const END = "\u2069";

/** A name as part of a sentence, which it may not reorder although it may be written in the other direction. */
export function isolated(name: string): string {
  return `${BEGIN}${name}${END}`;
}

/** A sentence in pieces: at odd places the names that were isolated in it. */
export function aroundNames(sentence: string): string[] {
  return sentence.split(/[\u2068\u2069]/);
}
