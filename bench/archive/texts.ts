/** Different words there are, and how many stand in a message. */
const VOCABULARY = 20_000;
const LONGEST = 24;

/** Writes like people in one respect: few words are used often and most hardly ever. The same every time. */
export class Writer {
  #state = 0x2f6e2b1;

  /** A whole number below `limit`. */
  pick(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  text(): string {
    const words = Array.from({ length: 3 + this.pick(LONGEST - 3) }, () => word(this.#rank()));
    return words.join(" ");
  }

  /** By Zipf's law: the word of rank n is used about 1/n as often as the first. */
  #rank(): number {
    return Math.floor(VOCABULARY ** this.#random()) - 1;
  }

  /** xorshift32, from 0 up to but not including 1. */
  #random(): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) / 2 ** 32;
  }
}

const SYLLABLES = ["ba", "ke", "di", "lo", "mu", "ra", "se", "ti", "no", "fa", "ge", "hi", "vo", "zu", "pa", "le"];

/** The word of a rank: 0 is the commonest. Made of two syllables and more, each rank's its own. */
export function word(rank: number): string {
  let rest = rank;
  let text = "";
  do {
    text += SYLLABLES[rest % SYLLABLES.length];
    rest = Math.floor(rest / SYLLABLES.length);
  } while (rest > 0);
  return `${text}n`;
}
