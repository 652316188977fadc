import type { Time } from "../protocol/model.ts";
import { all, type Query, write } from "./query.ts";

/** Remembers that a user has been in a room; nothing is written if that is known. */
export function addMember(db: D1Database, user: string, room: number, now: Time): Query<void> {
  return write(
    db
      .prepare("INSERT INTO members (user, room, joined_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
      .bind(user, room, now),
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

/** Forgets where a guest has been. */
export function removeGuestMemberships(db: D1Database, user: string): Query<void> {
  return write(
    db
      .prepare("DELETE FROM members WHERE user = ?1 AND EXISTS (SELECT 1 FROM users WHERE id = ?1 AND guest = 1)")
      .bind(user),
  );
}
