import { fold } from "../fold.ts";

/** Options shown at once. */
export const OPTIONS_SHOWN = 8;

/**
 * How well a name fits what was typed: 0 if it begins with it, 1 if one of its later words does, null if none does.
 * @param query folded
 */
export function fit(name: string, query: string): number | null {
  const folded = fold(name);
  if (folded.startsWith(query)) return 0;
  return isWordStart(folded, query) ? 1 : null;
}

/** The best `OPTIONS_SHOWN` of `candidates`: those that fit best, and among equals in the order given. */
export function best<T>(candidates: Iterable<T>, fitOf: (candidate: T) => number | null): T[] {
  const byFit: T[][] = [];
  for (const candidate of candidates) {
    const found = fitOf(candidate);
    if (found === null) continue;
    byFit[found] ??= [];
    byFit[found].push(candidate);
  }
  return byFit.flat().slice(0, OPTIONS_SHOWN);
}

function isWordStart(text: string, query: string): boolean {
  for (let at = text.indexOf(query); at >= 0; at = text.indexOf(query, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return true;
  }
  return false;
}
