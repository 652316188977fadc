import { PAGE_DEFAULT } from "./limits.ts";

/** Which part of the history a page shows: at most one cursor; without any, the latest messages. */
export interface PageQuery {
  before?: number;
  after?: number;
  around?: number;
  limit?: number;
}

/** The messages `from` to `to`, both included; empty if `to < from`. */
export interface PageRange {
  from: number;
  to: number;
  hasBefore: boolean;
  hasAfter: boolean;
}

/**
 * Seqs have no gaps, so a page is a range of them and needs no search, and what lies beyond it needs no extra row.
 * @param seq the last message's number in the room
 */
export function pageRange({ before, after, around, limit = PAGE_DEFAULT }: PageQuery, seq: number): PageRange {
  let from: number;
  let to: number;
  if (after !== undefined) {
    from = after + 1;
    to = Math.min(seq, after + limit);
  } else if (around !== undefined) {
    const half = Math.floor((limit - 1) / 2);
    from = Math.max(1, Math.min(around - half, seq - limit + 1));
    to = Math.min(seq, from + limit - 1);
  } else {
    to = Math.min(seq, (before ?? Number.MAX_SAFE_INTEGER) - 1);
    from = Math.max(1, to - limit + 1);
  }
  return { from, to, hasBefore: Math.min(from - 1, seq) > 0, hasAfter: to < seq };
}
