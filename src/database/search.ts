import type { Message, Time } from "../protocol/model.ts";
import { messagesAt } from "./messages.ts";
import { ask } from "./query.ts";
import type { RoomRecord } from "./rooms.ts";
import { type Candidates, candidatesEverywhere, candidatesInRoom } from "./search-candidates.ts";
import { holds, matches, type Term } from "./terms.ts";

export interface FoundMessage extends Message {
  /** The room's id. */
  room: string;
}

/** Hits, newest first. */
export interface SearchPage {
  messages: FoundMessage[];
  hasMore: boolean;
  /** Where the next page begins, if there may be one: the `before` to ask it with. */
  before?: string;
}

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
  { unarchived, before, limit }: { unarchived: Message[]; before: number | undefined; limit: number },
): Promise<SearchPage> {
  const below = before ?? Number.POSITIVE_INFINITY;
  const fresh = new Set(unarchived.map((message) => message.seq));
  const hits = unarchived
    .filter((message) => message.seq < below && isHit(message, terms))
    .map((message): Hit => ({ number: room.number, room: room.id, seq: message.seq, at: message.at, message }));
  const gathered = await gather(candidatesInRoom(db, room.number, terms, before), terms, hits, limit, {
    wanted: (hit) => hit.seq < below && !fresh.has(hit.seq),
    height: (hit) => hit.seq,
    start: below,
  });
  return answer(db, terms, gathered, limit, (hit) => `${hit.seq}`);
}

/**
 * Searches the archive of all rooms.
 * @param before position that the hits come after, in descending order
 */
export async function searchEverywhere(
  db: D1Database,
  terms: Term[],
  { before, limit }: { before: Position | undefined; limit: number },
): Promise<SearchPage> {
  const gathered = await gather(candidatesEverywhere(db, terms, before?.at), terms, [], limit, {
    wanted: (hit) => before === undefined || newestFirst(before, hit) < 0,
    height: (hit) => hit.at,
    start: before?.at ?? Number.POSITIVE_INFINITY,
  });
  return answer(db, terms, gathered, limit, (hit) => `${hit.at}.${hit.room}.${hit.seq}`);
}

/** Hits in order, and what has not been looked at: everything below `ceiling`, itself included. */
interface Gathered {
  hits: Hit[];
  ceiling: number;
  /** True if that reaches above the page's start, so that none of the hits is sure to be the next one. */
  isStuck: boolean;
}

/**
 * Looks through candidates until more than `limit` hits are settled, which means that no candidate to come can hold one
 * that belongs before them.
 */
async function gather(
  candidates: AsyncGenerator<Candidates>,
  terms: Term[],
  hits: Hit[],
  limit: number,
  { wanted, height, start }: { wanted(hit: Hit): boolean; height(hit: Hit): number; start: number },
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
    if (settled.length > limit) return { hits: settled.sort(newestFirst), ceiling, isStuck: false };
  }
  // More rooms than a search can look at may each hold a candidate that spans the moment at which the page starts. Then
  // the page is made of the hits that were found, rather than of none for ever.
  const isStuck = ceiling + 1 >= start;
  const settled = isStuck ? hits : hits.filter((hit) => height(hit) > ceiling);
  return { hits: settled.sort(newestFirst), ceiling, isStuck };
}

async function answer(
  db: D1Database,
  terms: Term[],
  { hits, ceiling, isStuck }: Gathered,
  limit: number,
  cursor: (hit: Hit) => string,
): Promise<SearchPage> {
  const page = hits.slice(0, limit);
  const messages = await read(db, page, terms);
  const last = page.at(-1);
  if (last && (hits.length > limit || isStuck)) return { messages, hasMore: true, before: cursor(last) };
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
