import type { RoomInfo, Time } from "../protocol/model.ts";
import type { Usage } from "../protocol/usage.ts";
import { all, one, type Query, write } from "./query.ts";

/** Rooms a list holds at most: those in which something happened last. */
const ROOMS_LISTED = 500;

/** A room as D1 knows it. */
export interface RoomRecord extends RoomInfo {
  /** Its key there, small and never reused. */
  number: number;
  /** Number of the last archive batch D1 had when it was asked. */
  version: number;
  /** How often its name or topic was changed. */
  edition: number;
  /** What the Worker has used since it last spoke to a room: it has no place of its own to tell that. It may have been for any room, or none. */
  workerUse?: Partial<Usage>;
  /** True if D1 could not be told that somebody is about to enter or to post, because its writes of the day are spent. */
  unnoted?: true;
}

/** What D1 knows of a room. */
export interface RoomEntry {
  record: RoomRecord;
  /** Id of the user who created it and moderates it; null for the lobby. */
  createdBy: string | null;
  /** How far the archive has come: its last message, and the last change to an older one. */
  seq: number;
  rev: number;
  lastMessageAt: Time | null;
  /** People shown online, as of its last batch. */
  online: number;
  /** False if the archive holds everything and nobody is there, so that the room itself need not be asked. */
  awake: boolean;
}

type Row = {
  number: number;
  id: string;
  name: string;
  topic: string;
  created_by: string | null;
  seq: number;
  rev: number;
  last_message_at: number | null;
  online: number;
  awake: number;
  version: number;
  edition: number;
};

function toEntry(row: Row): RoomEntry {
  return {
    record: {
      number: row.number,
      id: row.id,
      name: row.name,
      topic: row.topic,
      version: row.version,
      edition: row.edition,
    },
    createdBy: row.created_by,
    seq: row.seq,
    rev: row.rev,
    lastMessageAt: row.last_message_at,
    online: row.online,
    awake: row.awake === 1,
  };
}

/** The room with this id. Reads 1 row. */
export function findRoom(db: D1Database, id: string): Query<RoomEntry | undefined> {
  return one(db.prepare("SELECT * FROM rooms WHERE id = ?").bind(id), toEntry);
}

/** The room with this id, and whether the owner of a session has been there before. */
export function findRoomForVisit(
  db: D1Database,
  id: string,
  session: string,
): Query<{ room: RoomEntry; known: boolean } | undefined> {
  return one(
    db
      .prepare(
        `SELECT rooms.*, EXISTS (
           SELECT 1 FROM sessions JOIN members ON members.user = sessions.user AND members.room = rooms.number
           WHERE sessions.hash = ?2
         ) AS known
         FROM rooms WHERE id = ?1`,
      )
      .bind(id, session),
    (row: Row & { known: number }) => ({ room: toEntry(row), known: row.known === 1 }),
  );
}

/** The rooms in which something happened last, newest first. */
export function listRooms(db: D1Database): Query<RoomEntry[]> {
  return all(
    db
      .prepare("SELECT * FROM rooms ORDER BY coalesce(last_message_at, created_at) DESC, number LIMIT ?")
      .bind(ROOMS_LISTED),
    toEntry,
  );
}

/**
 * Creates a room under the first of the ids `candidates` that is not taken, which one statement decides, so that two
 * callers cannot both get it. Answers with undefined if all are taken.
 */
export function addRoom(
  db: D1Database,
  candidates: string[],
  { name, topic, createdBy }: { name: string; topic: string; createdBy: string },
  now: Time,
): Query<RoomEntry | undefined> {
  return one(
    db
      .prepare(
        `INSERT INTO rooms (id, name, topic, created_by, created_at)
         SELECT candidate.value, ?2, ?3, ?4, ?5 FROM json_each(?1) AS candidate
         WHERE NOT EXISTS (SELECT 1 FROM rooms WHERE id = candidate.value)
         ORDER BY candidate.key LIMIT 1
         RETURNING *`,
      )
      .bind(JSON.stringify(candidates), name, topic, createdBy, now),
    toEntry,
  );
}

/** Changes what is given of a room's name and topic, if `by` created it; answers with undefined if not. Writes 1 row. */
export function changeRoom(
  db: D1Database,
  id: string,
  by: string,
  { name, topic }: { name?: string | undefined; topic?: string | undefined },
): Query<RoomEntry | undefined> {
  return one(
    db
      .prepare(
        `UPDATE rooms SET name = coalesce(?3, name), topic = coalesce(?4, topic), edition = edition + 1
         WHERE id = ?1 AND created_by = ?2
         RETURNING *`,
      )
      .bind(id, by, name ?? null, topic ?? null),
    toEntry,
  );
}

/** Notes that a room has to be asked, because someone is about to enter or to post. */
export function wakeRoom(db: D1Database, room: number): Query<void> {
  return write(db.prepare("UPDATE rooms SET awake = 1 WHERE number = ? AND awake = 0").bind(room));
}
