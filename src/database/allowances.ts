import type { Time } from "../protocol/model.ts";
import { ask, one, type Query, write } from "./query.ts";

/** Milliseconds an allowance is for; they begin with its first use. */
const WINDOW_MS = 3_600_000;

/** `retryAfter` is in seconds. */
export type Spent = { ok: true } | { ok: false; retryAfter: number };

/**
 * Spends one of `limit` uses an hour. A refused one writes no row, so that a flood cannot spend the day's rows as well.
 * @param key whose allowance of what
 */
export async function spendAllowance(db: D1Database, key: string, limit: number, now: Time): Promise<Spent> {
  const [spent, startedAt] = await ask(db, spend(db, key, limit, now), windowStart(db, key));
  if (spent) return { ok: true };
  return { ok: false, retryAfter: Math.max(1, Math.ceil(((startedAt ?? now) + WINDOW_MS - now) / 1_000)) };
}

function spend(db: D1Database, key: string, limit: number, now: Time): Query<true | undefined> {
  return one(
    db
      .prepare(
        `INSERT INTO allowances (key, started_at, count) SELECT ?1, ?2, 1 WHERE ?3 > 0
         ON CONFLICT (key) DO UPDATE SET
           count = iif(started_at BETWEEN ?4 AND ?5, count + 1, 1),
           started_at = iif(started_at BETWEEN ?4 AND ?5, started_at, ?2)
         WHERE count < ?3 OR NOT started_at BETWEEN ?4 AND ?5
         RETURNING 1`,
      )
      // One that begins an hour from now is from before the clock was set back. By less than that, machines may differ.
      .bind(key, now, limit, now - WINDOW_MS + 1, now + WINDOW_MS - 1),
    () => true as const,
  );
}

function windowStart(db: D1Database, key: string): Query<Time | undefined> {
  return one(
    db.prepare("SELECT started_at FROM allowances WHERE key = ?").bind(key),
    ({ started_at }: { started_at: number }) => started_at,
  );
}

/** Deletes the allowances whose hour is over. It looks at every one: do it rarely. */
export function removeEndedAllowances(db: D1Database, now: Time): Query<void> {
  return write(db.prepare("DELETE FROM allowances WHERE started_at <= ?").bind(now - WINDOW_MS));
}
