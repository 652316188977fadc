import type { Time } from "../protocol/model.ts";
import { all, type Query, write } from "./query.ts";

/**
 * Remembers that the owner of a session has been in a room; nothing is written if that is known, or if the session has ended.
 * @param session hash of its token
 */
export function addMember(db: D1Database, session: string, room: number, now: Time): Query<void> {
  return write(
    db
      .prepare(
        `INSERT INTO members (user, room, joined_at) SELECT user, ?2, ?3 FROM sessions WHERE hash = ?1
         ON CONFLICT DO NOTHING`,
      )
      .bind(session, room, now),
  );
}

/** Ids of the rooms a user has been in. Those that are awake come first, should there be more than one request can tell. */
export function roomsOf(db: D1Database, user: string): Query<string[]> {
  return all(
    db
      .prepare(
        `SELECT rooms.id FROM members JOIN rooms ON rooms.number = members.room
         WHERE members.user = ? ORDER BY rooms.awake DESC`,
      )
      .bind(user),
    ({ id }: { id: string }) => id,
  );
}

/** Numbers of the rooms that the owner of a session has been in. Reads 1 row, and 1 for each. */
export function visitedRooms(db: D1Database, session: string): Query<number[]> {
  return all(
    db.prepare("SELECT room FROM members WHERE user = (SELECT user FROM sessions WHERE hash = ?)").bind(session),
    ({ room }: { room: number }) => room,
  );
}

/** Forgets where a guest has been. */
export function removeGuestMemberships(db: D1Database, user: string): Query<void> {
  return write(
    db
      .prepare("DELETE FROM members WHERE user = ?1 AND EXISTS (SELECT 1 FROM users WHERE id = ?1 AND guest = 1)")
      .bind(user),
  );
}
