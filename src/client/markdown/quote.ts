/** `>` and a space, so that >:( and >5 stay what they are. Of several the last counts. */
const QUOTED = /^ {0,3}>(?: ?>)*(?=\s|$)/;

/** The lines quoted from this one on, without the outermost mark; null if this one is not. */
export function quoteAt(lines: readonly string[], start: number): { lines: string[]; end: number } | null {
  let end = start;
  while (end < lines.length && QUOTED.test(lines[end]!)) end++;
  if (end === start) return null;
  return { lines: lines.slice(start, end).map((line) => line.replace(/^ {0,3}> ?/, "")), end };
}
