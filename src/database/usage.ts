import { readUsage, type Usage } from "../protocol/usage.ts";
import { QUOTAS } from "../quotas.ts";
import { all, type Query, write } from "./query.ts";

/** What a room has used since D1 last confirmed a report of it, on one day. */
export interface Ledger {
  /** In UTC, as `2026-11-23`. */
  day: string;
  /** Told again under the same id, only what has been added counts. */
  id: string;
  counts: Usage;
  /** What of it the room only passes on: it belongs to the day, and to no room. */
  shared?: Partial<Usage>;
}

/** A ledger as D1 is told of it. */
export function reportOf({ counts, shared = {} }: Ledger): string {
  return JSON.stringify({ all: counts, shared });
}

/** What the room told of this very ledger last, and so is no news, is taken off. */
const NEWS =
  "max(0, entry.value - iif(rooms.ledger IS ?4, coalesce(rooms.reported ->> ('$.all.' || entry.key), 0), 0))";
const SHARED_NEWS = `max(0, coalesce(?5 ->> ('$.shared.' || entry.key), 0)
  - iif(rooms.ledger IS ?4, coalesce(rooms.reported ->> ('$.shared.' || entry.key), 0), 0))`;

/**
 * Adds what a room has used to the day's total, unless the room has sent a batch with a higher number than `version` already.
 * Comes before `recordLedger`, which makes it old news. Writes 1 row.
 */
export function addToDay(db: D1Database, room: number, ledger: Ledger, version: number): Query<void> {
  return write(
    db
      .prepare(
        `INSERT INTO usage (day, counts)
         SELECT ?3, (
           SELECT json_group_object(entry.key, ${NEWS})
           FROM json_each(?5, '$.all') AS entry
         )
         FROM rooms WHERE rooms.number = ?1 AND rooms.version <= ?2
         ON CONFLICT (day) DO UPDATE SET counts = (
           SELECT json_group_object(entry.key, entry.value + coalesce(usage.counts ->> entry.key, 0))
           FROM json_each(excluded.counts) AS entry
         )`,
      )
      .bind(room, version, ledger.day, ledger.id, reportOf(ledger)),
  );
}

/** The totals of the days from `first` on, oldest first. */
export function usageSince(db: D1Database, first: string): Query<(Usage & { day: string })[]> {
  return all(
    db.prepare("SELECT day, counts FROM usage WHERE day >= ? ORDER BY day").bind(first),
    ({ day, counts }: { day: string; counts: string }) => ({ day, ...readUsage(counts) }),
  );
}

/** The greatest share that a room has of any quota. */
const SHARE = `max(${QUOTAS.map(({ limit, weights }) => {
  const terms = Object.entries(weights).map(([counter, weight]) => `${weight} * coalesce(usage ->> '${counter}', 0)`);
  return `(${terms.join(" + ")}) / ${limit}.0`;
}).join(", ")})`;

/** The rooms that have used most on a day, by what is their own. Reads every room: it is for the operator. */
export function greatestUsers(
  db: D1Database,
  day: string,
  limit: number,
): Query<(Usage & { id: string; name: string })[]> {
  return all(
    db
      .prepare(`SELECT id, name, usage FROM rooms WHERE usage_day = ? ORDER BY ${SHARE} DESC, number LIMIT ?`)
      .bind(day, limit),
    ({ id, name, usage }: { id: string; name: string; usage: string }) => ({ id, name, ...readUsage(usage) }),
  );
}

/**
 * The part of an UPDATE of a room that writes down what it has told; ?4 is the ledger's id, ?5 its report, ?6 its day.
 * It costs nothing beside the rest of that row.
 */
export const RECORD_LEDGER = `
  usage = (
    SELECT json_group_object(
      entry.key,
      ${NEWS} - ${SHARED_NEWS} + iif(rooms.usage_day IS ?6, coalesce(rooms.usage ->> entry.key, 0), 0)
    )
    FROM json_each(?5, '$.all') AS entry
  ),
  usage_day = ?6, ledger = ?4, reported = ?5`;
