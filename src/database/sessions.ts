import type { Time } from "../protocol/model.ts";
import { one, type Query, write } from "./query.ts";
import { type Profile, type ProfileRow, toProfile } from "./users.ts";

/** Milliseconds after its last use for which a session lasts. */
export const SESSION_LIFETIME_MS = 90 * 86_400_000;
/** Milliseconds between two times that the use of a session is written down. */
export const SESSION_RENEWAL_MS = 86_400_000;

export interface Session extends Profile {
  /** SHA-256 of the token, in hex. */
  hash: string;
  /** Last use that was written down. */
  usedAt: Time;
}

/** The session whose token has this hash, unless it has ended. Reads 2 rows. */
export function findSession(db: D1Database, hash: string, now: Time): Query<Session | undefined> {
  return one(
    db
      .prepare(
        `SELECT sessions.used_at, users.id, users.name, users.guest, users.visible
         FROM sessions JOIN users ON users.id = sessions.user
         WHERE sessions.hash = ? AND sessions.used_at > ?`,
      )
      .bind(hash, now - SESSION_LIFETIME_MS),
    (row: ProfileRow & { used_at: number }) => ({ ...toProfile(row), hash, usedAt: row.used_at }),
  );
}

export function addSession(db: D1Database, hash: string, user: string, now: Time): Query<void> {
  return write(
    db.prepare("INSERT INTO sessions (hash, user, created_at, used_at) VALUES (?1, ?2, ?3, ?3)").bind(hash, user, now),
  );
}

/** Writes down that a session was used. */
export function renewSession(db: D1Database, hash: string, now: Time): Query<void> {
  return write(db.prepare("UPDATE sessions SET used_at = ? WHERE hash = ?").bind(now, hash));
}

export function removeSession(db: D1Database, hash: string): Query<void> {
  return write(db.prepare("DELETE FROM sessions WHERE hash = ?").bind(hash));
}

/** Deletes the sessions that have ended, and what is known of their guests. It looks at every session: do it rarely. */
export function removeEndedSessions(db: D1Database, now: Time): [Query<void>, Query<void>, Query<void>] {
  const end = now - SESSION_LIFETIME_MS;
  return [
    write(
      db
        .prepare(
          `DELETE FROM members WHERE user IN (
             SELECT users.id FROM sessions JOIN users ON users.id = sessions.user
             WHERE sessions.used_at <= ? AND users.guest = 1
           )`,
        )
        .bind(end),
    ),
    write(
      db
        .prepare("DELETE FROM users WHERE guest = 1 AND id IN (SELECT user FROM sessions WHERE used_at <= ?)")
        .bind(end),
    ),
    write(db.prepare("DELETE FROM sessions WHERE used_at <= ?").bind(end)),
  ];
}
