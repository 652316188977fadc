/** Code between two lines of backticks. */
export interface Fence {
  /** "" if none was named. */
  language: string;
  text: string;
  /** The line after it. */
  end: number;
}

const OPENING = /^ {0,3}(`{3,})([^`]*)$/;
const LANGUAGE = /^[\p{L}\p{N}_+#.-]{1,20}$/u;

/** Finds the fenced code in lines. */
export class Fences {
  readonly #lines: readonly string[];
  /** For each line the most backticks with which it or one below it ends: whether there is an end at all. */
  readonly #mostFrom: number[] = [];

  constructor(lines: readonly string[]) {
    this.#lines = lines;
    this.#mostFrom[lines.length] = 0;
    for (let at = lines.length - 1; at >= 0; at--) {
      this.#mostFrom[at] = Math.max(this.#mostFrom[at + 1]!, closingIn(lines[at]!));
    }
  }

  /** The code that begins in this line; null if none does. */
  at(start: number): Fence | null {
    const opening = OPENING.exec(this.#lines[start]!);
    if (!opening) return null;
    const ticks = opening[1]!.length;
    const info = opening[2]!.trim();
    const closed = this.#mostFrom[start + 1]! >= ticks;
    const isLanguage = info === "" || LANGUAGE.test(info);
    // Who has not written the end yet, or never does, has written code all the same, but not with a sentence beside it.
    if (!closed && !isLanguage) return null;
    const { code, end } = this.#until(ticks, start + 1);
    if (!isLanguage) code.unshift(opening[2]!);
    const text = code.join("\n");
    if (text.trim() !== "") return { language: isLanguage ? info : "", text, end };
    return closed && info !== "" ? { language: "", text: info, end } : null;
  }

  #until(ticks: number, start: number): { code: string[]; end: number } {
    const code: string[] = [];
    for (let at = start; at < this.#lines.length; at++) {
      const line = this.#lines[at]!;
      const closing = closingIn(line);
      if (closing < ticks) code.push(line);
      else {
        // As people write it: the end on the last line of the code.
        const last = line.trimEnd().slice(0, -closing);
        if (last.trim() !== "") code.push(last);
        return { code, end: at + 1 };
      }
    }
    return { code, end: this.#lines.length };
  }
}

/** How many backticks a line ends with. */
function closingIn(line: string): number {
  const end = line.trimEnd().length;
  let start = end;
  while (line.charAt(start - 1) === "`") start--;
  return end - start;
}
