import type { Time, User } from "../protocol/model.ts";
import { one, type Query, write } from "./query.ts";

/** A person, and whether they want to be shown online. */
export interface Profile {
  user: User;
  visible: boolean;
}

export type ProfileRow = { id: string; name: string; guest: number; visible: number };

export function toProfile({ id, name, guest, visible }: ProfileRow): Profile {
  return { user: { id, name, guest: guest === 1 }, visible: visible === 1 };
}

export function addUser(db: D1Database, { id, name, guest }: User, now: Time): Query<void> {
  return write(
    db
      .prepare("INSERT INTO users (id, name, guest, created_at) VALUES (?, ?, ?, ?)")
      .bind(id, name, Number(guest), now),
  );
}

/** Changes what is given of a profile. Answers with the whole of it, or undefined if the user is gone. */
export function changeProfile(
  db: D1Database,
  id: string,
  { name, visible }: { name?: string | undefined; visible?: boolean | undefined },
): Query<Profile | undefined> {
  return one(
    db
      .prepare(
        `UPDATE users SET name = coalesce(?2, name), visible = coalesce(?3, visible)
         WHERE id = ?1
         RETURNING id, name, guest, visible`,
      )
      .bind(id, name ?? null, visible === undefined ? null : Number(visible)),
    toProfile,
  );
}

/** Forgets a guest, who cannot come back once their session is over. What they wrote stays, under the name they had. */
export function removeGuest(db: D1Database, id: string): Query<void> {
  return write(db.prepare("DELETE FROM users WHERE id = ? AND guest = 1").bind(id));
}
