/** Finds where code that begins with so many backticks ends; places are asked for from left to right. */
export class CodeSpans {
  readonly #text: string;
  /** The places of runs of backticks by their length, from the last to the first. */
  readonly #runs = new Map<number, number[]>();

  constructor(text: string) {
    this.#text = text;
    for (let at = text.length - 1; at >= 0; at--) {
      if (text.charAt(at) !== "`") continue;
      const end = at + 1;
      while (text.charAt(at - 1) === "`") at--;
      const places = this.#runs.get(end - at);
      if (places) places.push(at);
      else this.#runs.set(end - at, [at]);
    }
  }

  /** The code whose opening backticks begin here; null if nothing closes it, or nothing is in it. */
  at(start: number): { text: string; end: number } | null {
    const length = backticksAt(this.#text, start);
    const places = this.#runs.get(length) ?? [];
    while (places.length > 0 && places.at(-1)! <= start) places.pop();
    const close = places.at(-1);
    if (close === undefined) return null;
    const text = unpadded(this.#text.slice(start + length, close));
    return text.trim() === "" ? null : { text, end: close + length };
  }
}

export function backticksAt(text: string, start: number): number {
  let end = start;
  while (text.charAt(end) === "`") end++;
  return end - start;
}

/** A space on each side has code begin or end with a backtick. */
function unpadded(code: string): string {
  const padded = code.startsWith(" ") && code.endsWith(" ");
  return padded ? code.slice(1, -1) : code;
}
