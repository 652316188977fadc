import { fold } from "../protocol/words.ts";
import { toHex } from "./encoding.ts";

const LENGTH = 64;
/** Numbered ids that are tried when a name is taken, before a random one is. */
const NUMBERED = 8;
/** Letters of the Latin script that have no accent to lose. */
const PLAIN: Record<string, string> = { æ: "ae", œ: "oe", ø: "o", đ: "d", ð: "d", ł: "l", þ: "th" };

/**
 * The ids a room of this name may get, in the order in which they are tried. The last one is random and so never taken.
 * A name in another script than the Latin one gives no id that anybody could type; then the only one is random.
 */
export function roomIdsFor(name: string): string[] {
  const base = fold(name)
    .replace(/[æœøđðłþ]/g, (letter) => PLAIN[letter]!)
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LENGTH)
    .replace(/^-+|-+$/g, "");
  if (base === "") return [`room-${randomSuffix()}`];
  const suffixes = Array.from({ length: NUMBERED }, (_, i) => `${i + 2}`);
  return [base, ...[...suffixes, randomSuffix()].map((suffix) => withSuffix(base, suffix))];
}

function withSuffix(base: string, suffix: string): string {
  return `${base.slice(0, LENGTH - suffix.length - 1).replace(/-+$/, "")}-${suffix}`;
}

/** 40 random bits in hex. */
function randomSuffix(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(5)));
}
