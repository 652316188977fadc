import type { Time } from "../protocol/model.ts";
import type { Term } from "../protocol/terms.ts";
import { matchExpression } from "./match-expression.ts";
import { all, ask, one, type Query } from "./query.ts";
import { CHUNK, chunkOf, chunkStart, type Line, linesOf, ROOM_STRIDE } from "./search-documents.ts";
import type { Filter } from "./search-filter.ts";

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

/** The candidates in one room with messages below `before` and within the times of `filter`, in descending order of seq. */
export async function* candidatesInRoom(
  db: D1Database,
  room: number,
  terms: Term[],
  before: number | undefined,
  filter: Filter,
): AsyncGenerator<Candidates> {
  const { first, last } = await chunksWithin(db, room, filter);
  let top = Math.min(last, before === undefined ? ROOM_STRIDE - 1 : chunkOf(before - 1));
  for (let left = DOCUMENTS_PER_SEARCH; left > 0 && top >= first; left -= DOCUMENTS_PER_QUERY) {
    const [documents] = await ask(db, documentsBetween(db, room, terms, first, top));
    const isLast = documents.length < DOCUMENTS_PER_QUERY;
    top = isLast ? -1 : documents.at(-1)!.chunk - 1;
    yield { documents, ceiling: top < first ? Number.NEGATIVE_INFINITY : chunkStart(top + 1) - 1 };
  }
}

/**
 * The candidates in all rooms with messages at `since` or later, and at `until` or before, in descending order of their
 * last message's time.
 */
export async function* candidatesEverywhere(
  db: D1Database,
  terms: Term[],
  until: Time,
  since: Time | undefined,
): AsyncGenerator<Candidates> {
  const [found] = await ask(db, documentsSpanning(db, terms, since ?? 0, Math.min(until, Number.MAX_SAFE_INTEGER)));
  const spanning = found.filter(({ at }) => at >= until).length;
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

/** The chunks of a room that can hold messages within the times of `filter`. */
async function chunksWithin(
  db: D1Database,
  room: number,
  { since, until }: Filter,
): Promise<{ first: number; last: number }> {
  if (since === undefined && until === undefined) return { first: 0, last: ROOM_STRIDE - 1 };
  const [over = 0, begun = ROOM_STRIDE] = await ask(
    db,
    chunksOverBefore(db, room, since ?? 0),
    chunksBegunBefore(db, room, until ?? Number.MAX_SAFE_INTEGER),
  );
  return { first: over, last: begun - 1 };
}

// Times never decrease along seq, so halving finds where one lies: with a dozen documents among those of 100,000 messages. A
// document that is missing counts as one that can hold what is looked for.

/** How many chunks of a room end before `time`. */
function chunksOverBefore(db: D1Database, room: number, time: Time): Query<number | undefined> {
  return one(
    db
      .prepare(
        `WITH RECURSIVE passed (chunks, step) AS (
           SELECT 0, CAST(?2 / 2 AS INTEGER)
           UNION ALL
           SELECT chunks + step * EXISTS (
             SELECT 1 FROM search WHERE rowid = CAST(?1 * ?2 + chunks + step - 1 AS INTEGER) AND at < ?3
           ), step / 2 FROM passed WHERE step > 0
         )
         SELECT chunks FROM passed WHERE step = 0`,
      )
      .bind(room, ROOM_STRIDE, time),
    ({ chunks }: { chunks: number }) => chunks,
  );
}

/** How many chunks of a room begin before `time`. */
function chunksBegunBefore(db: D1Database, room: number, time: Time): Query<number | undefined> {
  return one(
    db
      .prepare(
        `WITH RECURSIVE passed (chunks, step, total) AS (
           SELECT 0, CAST(?2 / 2 AS INTEGER), (seq + CAST(?4 AS INTEGER) - 1) / CAST(?4 AS INTEGER) FROM rooms WHERE number = ?1
           UNION ALL
           SELECT chunks + step * (chunks + step <= total AND NOT EXISTS (
             SELECT 1 FROM search WHERE rowid = CAST(?1 * ?2 + chunks + step - 1 AS INTEGER) AND since >= ?3
           )), step / 2, total FROM passed WHERE step > 0
         )
         SELECT chunks FROM passed WHERE step = 0`,
      )
      .bind(room, ROOM_STRIDE, time, CHUNK),
    ({ chunks }: { chunks: number }) => chunks,
  );
}

// FTS5 uses the bounds of rowid as bounds only if they are integers, and D1 binds every number as a float: hence the casts.
function documentsBetween(
  db: D1Database,
  room: number,
  terms: Term[],
  first: number,
  last: number,
): Query<Candidate[]> {
  return all(
    db
      .prepare(
        `SELECT search.rowid, rooms.id, rooms.seq, since, times, words FROM rooms CROSS JOIN search
         WHERE rooms.number = ?1 AND search MATCH ?2
           AND search.rowid >= CAST(?3 AS INTEGER) AND search.rowid <= CAST(?4 AS INTEGER)
         ORDER BY search.rowid DESC LIMIT ?5`,
      )
      .bind(room, matchExpression(terms), room * ROOM_STRIDE + first, room * ROOM_STRIDE + last, DOCUMENTS_PER_QUERY),
    toCandidate,
  );
}

function documentsSpanning(
  db: D1Database,
  terms: Term[],
  since: Time,
  until: Time,
): Query<{ rowid: number; at: Time }[]> {
  return all(
    db
      .prepare(
        `SELECT rowid, at FROM search WHERE search MATCH ?1 AND since <= ?3 AND at >= ?2
         ORDER BY at DESC, rowid DESC LIMIT ?4`,
      )
      .bind(matchExpression(terms), since, until, DOCUMENTS_AT_MOST + 1),
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
