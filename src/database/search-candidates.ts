import type { Time } from "../protocol/model.ts";
import { all, ask, type Query } from "./query.ts";
import { chunkOf, chunkStart, type Line, linesOf, ROOM_STRIDE } from "./search-documents.ts";
import { matchExpression, type Term } from "./terms.ts";

/** Documents read in one query: at most 20 MB, were every message as long as it may be; 100 KB in a usual room. */
const DOCUMENTS_PER_QUERY = 25;
/**
 * Documents a search looks at before it answers with what it has, and with those of other rooms that span the moment at
 * which its page starts. On a free account an invocation has 50 queries to D1, and 10 ms of CPU: 25 documents take about
 * one (measured).
 */
const DOCUMENTS_PER_SEARCH = 12 * DOCUMENTS_PER_QUERY;
const DOCUMENTS_AT_MOST = 40 * DOCUMENTS_PER_QUERY;

/** A document that may hold hits. */
interface Candidate {
  /** The room's number and id. */
  number: number;
  room: string;
  chunk: number;
  lines: Line[];
}

/** Candidates, and the highest seq (in one room) or time (over all rooms) that any not given yet can hold. */
export interface Candidates {
  documents: Candidate[];
  /** -Infinity if there are no more. */
  ceiling: number;
}

/** The candidates in one room with messages below `before`, in descending order of seq. */
export async function* candidatesInRoom(
  db: D1Database,
  room: number,
  terms: Term[],
  before: number | undefined,
): AsyncGenerator<Candidates> {
  let top = before === undefined ? ROOM_STRIDE - 1 : chunkOf(before - 1);
  for (let left = DOCUMENTS_PER_SEARCH; left > 0 && top >= 0; left -= DOCUMENTS_PER_QUERY) {
    const [documents] = await ask(db, documentsBelow(db, room, terms, top));
    const isLast = documents.length < DOCUMENTS_PER_QUERY;
    top = isLast ? -1 : documents.at(-1)!.chunk - 1;
    yield { documents, ceiling: top < 0 ? Number.NEGATIVE_INFINITY : chunkStart(top + 1) - 1 };
  }
}

/** The candidates in all rooms with messages at `until` or before, in descending order of their last message's time. */
export async function* candidatesEverywhere(
  db: D1Database,
  terms: Term[],
  until: Time | undefined,
): AsyncGenerator<Candidates> {
  const [found] = await ask(db, documentsUntil(db, terms, until ?? Number.MAX_SAFE_INTEGER));
  const spanning = found.filter(({ at }) => until !== undefined && at >= until).length;
  const last = Math.min(found.length, spanning + DOCUMENTS_PER_SEARCH, DOCUMENTS_AT_MOST);
  for (let start = 0; start < last; start += DOCUMENTS_PER_QUERY) {
    const end = Math.min(start + DOCUMENTS_PER_QUERY, last);
    const [documents] = await ask(
      db,
      documentsWith(
        db,
        found.slice(start, end).map(({ rowid }) => rowid),
      ),
    );
    yield { documents, ceiling: found[end]?.at ?? Number.NEGATIVE_INFINITY };
  }
}

type Row = { rowid: number; id: string; seq: number; since: number; times: string; words: string };

function toCandidate({ rowid, id, seq, since, times, words }: Row): Candidate {
  const chunk = rowid % ROOM_STRIDE;
  // What lies beyond the archive's end is left over from a log that the room has lost.
  const lines = linesOf({ chunk, since, times, words }).filter((line) => line.seq <= seq);
  return { number: Math.floor(rowid / ROOM_STRIDE), room: id, chunk, lines };
}

// FTS5 uses the bounds of rowid as bounds only if they are integers, and D1 binds every number as a float: hence the casts.
function documentsBelow(db: D1Database, room: number, terms: Term[], top: number): Query<Candidate[]> {
  return all(
    db
      .prepare(
        `SELECT search.rowid, rooms.id, rooms.seq, since, times, words FROM rooms CROSS JOIN search
         WHERE rooms.number = ?1 AND search MATCH ?2
           AND search.rowid >= CAST(?3 AS INTEGER) AND search.rowid <= CAST(?4 AS INTEGER)
         ORDER BY search.rowid DESC LIMIT ?5`,
      )
      .bind(room, matchExpression(terms), room * ROOM_STRIDE, room * ROOM_STRIDE + top, DOCUMENTS_PER_QUERY),
    toCandidate,
  );
}

function documentsUntil(db: D1Database, terms: Term[], until: Time): Query<{ rowid: number; at: Time }[]> {
  return all(
    db
      .prepare("SELECT rowid, at FROM search WHERE search MATCH ? AND since <= ? ORDER BY at DESC, rowid DESC LIMIT ?")
      .bind(matchExpression(terms), until, DOCUMENTS_AT_MOST + 1),
    (row: { rowid: number; at: number }) => row,
  );
}

function documentsWith(db: D1Database, rowids: number[]): Query<Candidate[]> {
  return all(
    db
      .prepare(
        `SELECT search.rowid, rooms.id, rooms.seq, since, times, words FROM json_each(?1) AS wanted
         CROSS JOIN search ON search.rowid = wanted.value
         CROSS JOIN rooms ON rooms.number = wanted.value / CAST(?2 AS INTEGER)`,
      )
      .bind(JSON.stringify(rowids), ROOM_STRIDE),
    toCandidate,
  );
}
