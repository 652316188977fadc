/** Rows kept above and below those in view, so that none is missing while the list is scrolled. */
const SPARE = 8;

/** What of a long list is in view: `from` is in it, `to` is not any more. */
export interface Range {
  from: number;
  to: number;
}

/**
 * Which rows of a list have to be in the document.
 * @param top pixels that the list is scrolled by
 * @param height pixels of it that are in view
 * @param row pixels of a row's height
 */
export function rowsInView(top: number, height: number, row: number, count: number): Range {
  const first = Math.floor(Math.max(0, top) / row);
  const last = Math.ceil((Math.max(0, top) + height) / row);
  const to = Math.min(count, last + SPARE);
  return { from: Math.max(0, Math.min(first - SPARE, to)), to };
}

/** The rows of a range, and `kept` too wherever it is: what has the focus stays in the document. */
export function rowsWith(kept: number, { from, to }: Range): number[] {
  const rows = Array.from({ length: to - from }, (_, index) => from + index);
  if (kept >= 0 && kept < from) rows.unshift(kept);
  if (kept >= to) rows.push(kept);
  return rows;
}
