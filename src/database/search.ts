import type { FoundMessage, Message, SearchPage, Time } from "../protocol/model.ts";
import { holds, matches, type Term } from "../protocol/terms.ts";
import { messagesAt } from "./messages.ts";
import { ask } from "./query.ts";
import type { RoomRecord } from "./rooms.ts";
import { type Candidates, candidatesEverywhere, candidatesInRoom } from "./search-candidates.ts";
import { type Filter, isFrom, isWithin, writtenBy } from "./search-filter.ts";

/**
 * Hits that are looked through for those of one author, whom the index does not know: two rows are read for each. Who
 * wrote a twentieth of what is said still fills a page with them.
 */
const HITS_PER_AUTHOR = 1_000;

/** A place in the order of all hits over all rooms: by time, then by room, then by seq. */
export interface Position {
  at: Time;
  /** The room's id. */
  room: string;
  seq: number;
}

interface Hit extends Position {
  /** The room's number. */
  number: number;
  /** Already at hand. */
  message?: Message;
}

/** What a page of hits is asked for with, besides the words. */
interface Wish<Cursor> {
  before?: Cursor | undefined;
  limit: number;
  filter?: Filter;
}

/**
 * Searches one room.
 * @param unarchived messages whose current state the archive may lack; asked of the room before the archive is, so that
 * nothing slips through between the two
 * @param before seq that the hits stay below
 */
export async function searchRoom(
  db: D1Database,
  room: RoomRecord,
  terms: Term[],
  { unarchived, before, limit, filter = {} }: Wish<number> & { unarchived: Message[] },
): Promise<SearchPage> {
  const below = before ?? Number.POSITIVE_INFINITY;
  const fresh = new Set(unarchived.map((message) => message.seq));
  const hits = unarchived
    .filter(({ seq, at, author }) => seq < below && isWithin(filter, at) && isFrom(filter, author))
    .filter((message) => isHit(message, terms))
    .map((message): Hit => ({ number: room.number, room: room.id, seq: message.seq, at: message.at, message }));
  const gathered = await gather(candidatesInRoom(db, room.number, terms, before, filter), terms, hits, {
    wanted: (hit) => hit.seq < below && !fresh.has(hit.seq) && isWithin(filter, hit.at),
    height: (hit) => hit.seq,
    start: below,
    enough: enoughFor(limit, filter),
  });
  return answer(db, terms, gathered, limit, filter, (hit) => `${hit.seq}`);
}

/**
 * Searches the archive of all rooms.
 * @param before position that the hits come after, in descending order
 */
export async function searchEverywhere(
  db: D1Database,
  terms: Term[],
  { before, limit, filter = {} }: Wish<Position>,
): Promise<SearchPage> {
  const { since, until = Number.POSITIVE_INFINITY } = filter;
  const start = Math.min(before?.at ?? Number.POSITIVE_INFINITY, until);
  const gathered = await gather(candidatesEverywhere(db, terms, start, since), terms, [], {
    wanted: (hit) => (before === undefined || newestFirst(before, hit) < 0) && isWithin(filter, hit.at),
    height: (hit) => hit.at,
    start,
    enough: enoughFor(limit, filter),
  });
  return answer(db, terms, gathered, limit, filter, (hit) => `${hit.at}.${hit.room}.${hit.seq}`);
}

function enoughFor(limit: number, { from }: Filter): number {
  return from === undefined ? limit : HITS_PER_AUTHOR;
}

/** Hits in order, and what has not been looked at: everything after them, and everything below `ceiling`, itself included. */
interface Gathered {
  hits: Hit[];
  /** True if there are more hits above the ceiling. */
  isCut: boolean;
  ceiling: number;
  /** True if that reaches above the page's start, so that none of the hits is sure to be the next one. */
  isStuck: boolean;
}

/**
 * Looks through candidates until more than `enough` hits are settled, which means that no candidate to come can hold one
 * that belongs before them.
 */
async function gather(
  candidates: AsyncGenerator<Candidates>,
  terms: Term[],
  hits: Hit[],
  {
    wanted,
    height,
    start,
    enough,
  }: { wanted(hit: Hit): boolean; height(hit: Hit): number; start: number; enough: number },
): Promise<Gathered> {
  let ceiling = Number.NEGATIVE_INFINITY;
  for await (const batch of candidates) {
    ceiling = batch.ceiling;
    for (const { number, room, lines } of batch.documents) {
      for (const { seq, at, words } of lines) {
        const hit = { number, room, seq, at };
        if (wanted(hit) && holds(words, terms)) hits.push(hit);
      }
    }
    const settled = hits.filter((hit) => height(hit) > ceiling);
    if (settled.length > enough) return { ...firstOf(settled, enough), ceiling, isStuck: false };
  }
  // More rooms than a search can look at may each hold a candidate that spans the moment at which the page starts. Then
  // the page is made of the hits that were found, rather than of none for ever.
  const isStuck = ceiling + 1 >= start;
  const settled = isStuck ? hits : hits.filter((hit) => height(hit) > ceiling);
  return { ...firstOf(settled, enough), ceiling, isStuck };
}

function firstOf(hits: Hit[], enough: number): Pick<Gathered, "hits" | "isCut"> {
  return { hits: hits.sort(newestFirst).slice(0, enough), isCut: hits.length > enough };
}

async function answer(
  db: D1Database,
  terms: Term[],
  { hits, isCut, ceiling, isStuck }: Gathered,
  limit: number,
  { from }: Filter,
  cursor: (hit: Hit) => string,
): Promise<SearchPage> {
  const written = from === undefined ? hits : await writtenBy(db, from, hits, limit);
  const page = written.slice(0, limit);
  const messages = await read(db, page, terms);
  const last = written.length > limit ? page.at(-1) : isCut || isStuck ? hits.at(-1) : undefined;
  if (last) return { messages, hasMore: true, before: cursor(last) };
  if (isStuck || ceiling === Number.NEGATIVE_INFINITY) return { messages, hasMore: false };
  return { messages, hasMore: true, before: `${ceiling + 1}` };
}

/** The messages of a page. One that was edited or deleted since its document was read is a hit no more. */
async function read(db: D1Database, page: Hit[], terms: Term[]): Promise<FoundMessage[]> {
  const stored = page.filter((hit) => hit.message === undefined);
  const [rows] =
    stored.length === 0
      ? [[]]
      : await ask(
          db,
          messagesAt(
            db,
            stored.map(({ number, seq }) => ({ room: number, seq })),
          ),
        );
  const byPlace = new Map(rows.map(({ room, message }) => [`${room} ${message.seq}`, message]));
  return page.flatMap(({ number, room, seq, message }) => {
    const current = message ?? byPlace.get(`${number} ${seq}`);
    return current && isHit(current, terms) ? [{ room, ...current }] : [];
  });
}

function isHit(message: Message, terms: Term[]): boolean {
  return message.deletedAt === undefined && matches(message.text, terms);
}

function newestFirst(a: Position, b: Position): number {
  if (a.at !== b.at) return b.at - a.at;
  if (a.room !== b.room) return a.room < b.room ? 1 : -1;
  return b.seq - a.seq;
}
