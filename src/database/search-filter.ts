import type { Message, Time, User } from "../protocol/model.ts";
import { type Place, placesOf } from "./messages.ts";
import { ask } from "./query.ts";

/** Hits whose author is asked for in one query. */
const HITS_PER_QUERY = 250;

/** What hits have to meet besides holding the words. */
export interface Filter {
  /** Id of the user who wrote them. */
  from?: string | undefined;
  /** Posted then or later. */
  since?: Time | undefined;
  /** Posted before that. */
  until?: Time | undefined;
}

/** True if `at` lies within the times asked for. */
export function isWithin({ since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY }: Filter, at: Time) {
  return since <= at && at < until;
}

export function isFrom({ from }: Filter, author: User): boolean {
  return from === undefined || from === author.id;
}

/**
 * Those of `hits` that the author asked for wrote, in their order: all of them, or more than `enough`. Reads two rows for each
 * hit that it looks at and that is not at hand.
 */
export async function writtenBy<Hit extends { number: number; seq: number; message?: Message }>(
  db: D1Database,
  author: string,
  hits: Hit[],
  enough: number,
): Promise<Hit[]> {
  const written: Hit[] = [];
  for (let start = 0; start < hits.length && written.length <= enough; start += HITS_PER_QUERY) {
    const some = hits.slice(start, start + HITS_PER_QUERY);
    const places = some
      .filter(({ message }) => message === undefined)
      .map(({ number, seq }) => ({ room: number, seq }));
    const [found] = places.length === 0 ? [[]] : await ask(db, placesOf(db, author, places));
    const kept = new Set(found.map(keyOf));
    written.push(
      ...some.filter(({ message, number, seq }) => message !== undefined || kept.has(keyOf({ room: number, seq }))),
    );
  }
  return written;
}

function keyOf({ room, seq }: Place): string {
  return `${room} ${seq}`;
}
