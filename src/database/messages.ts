import type { Message } from "../protocol/model.ts";
import { all, type Query, write } from "./query.ts";

type Row = {
  room: number;
  seq: number;
  id: string;
  author: string;
  name: string;
  guest: number;
  text: string;
  at: number;
  reply_to: number | null;
  edited_at: number | null;
  deleted_at: number | null;
  rev: number;
  reactions: string | null;
};

function toMessage(row: Row): Message {
  return {
    seq: row.seq,
    id: row.id,
    author: { id: row.author, name: row.name, guest: row.guest === 1 },
    text: row.text,
    at: row.at,
    ...(row.reply_to !== null && { replyTo: row.reply_to }),
    ...(row.edited_at !== null && { editedAt: row.edited_at }),
    ...(row.deleted_at !== null && { deletedAt: row.deleted_at }),
    ...(row.rev > 0 && { rev: row.rev }),
    ...(row.reactions !== null && { reactions: JSON.parse(row.reactions) as Record<string, string[]> }),
  };
}

/** The messages `from` to `to` of a room, both included, ascending. */
export function messagesBetween(db: D1Database, room: number, from: number, to: number): Query<Message[]> {
  return all(
    db.prepare("SELECT * FROM messages WHERE room = ? AND seq BETWEEN ? AND ? ORDER BY seq").bind(room, from, to),
    toMessage,
  );
}

/** A message's place: its room's number and its own. */
export interface Place {
  room: number;
  seq: number;
}

/** The messages at `places`, in any order. */
export function messagesAt(db: D1Database, places: Place[]): Query<{ room: number; message: Message }[]> {
  return all(
    db
      .prepare(
        `SELECT messages.* FROM json_each(?) AS place
         CROSS JOIN messages ON messages.room = place.value ->> 'room' AND messages.seq = place.value ->> 'seq'`,
      )
      .bind(JSON.stringify(places)),
    (row: Row) => ({ room: row.room, message: toMessage(row) }),
  );
}

/** Those of `places` where `author` wrote, in any order. Reads two rows for each place. */
export function placesOf(db: D1Database, author: string, places: Place[]): Query<Place[]> {
  return all(
    db
      .prepare(
        `SELECT messages.room, messages.seq FROM json_each(?1) AS place
         CROSS JOIN messages ON messages.room = place.value ->> 'room' AND messages.seq = place.value ->> 'seq'
         WHERE messages.author = ?2`,
      )
      .bind(JSON.stringify(places), author),
    (place: Place) => place,
  );
}

/**
 * Writes the state of `messages`, as one statement with one bound list, whatever their number; unless the room has sent a
 * batch with a higher number than `version` already: one that arrives late must not undo a later one.
 */
export function putMessages(db: D1Database, room: number, messages: Message[], version: number): Query<void> {
  return write(
    db
      .prepare(
        `INSERT INTO messages
           (room, seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions)
         SELECT ?1, list.value ->> 'seq', list.value ->> 'id', list.value ->> '$.author.id', list.value ->> '$.author.name',
                list.value ->> '$.author.guest', list.value ->> 'text', list.value ->> 'at', list.value ->> 'replyTo',
                list.value ->> 'editedAt', list.value ->> 'deletedAt', coalesce(list.value ->> 'rev', 0), list.value -> 'reactions'
         FROM rooms CROSS JOIN json_each(?2) AS list WHERE rooms.number = ?1 AND rooms.version <= ?3
         ON CONFLICT (room, seq) DO UPDATE SET
           id = excluded.id, author = excluded.author, name = excluded.name, guest = excluded.guest,
           text = excluded.text, at = excluded.at, reply_to = excluded.reply_to, edited_at = excluded.edited_at,
           deleted_at = excluded.deleted_at, rev = excluded.rev, reactions = excluded.reactions`,
      )
      .bind(room, JSON.stringify(messages), version),
  );
}
