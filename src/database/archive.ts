import type { Message, Time } from "../protocol/model.ts";
import { putMessages } from "./messages.ts";
import { ask, DatabaseUnavailable, one, type Query, write } from "./query.ts";
import { wakeRoom } from "./rooms.ts";
import { putDocuments, type SearchDocument } from "./search-documents.ts";

/** What a room hands to the archive. */
export interface ArchiveBatch {
  /** The room's number. */
  room: number;
  /** Messages that are new or changed, in their current state. */
  messages: Message[];
  /** The search documents whose words changed, as `searchDocument` makes them. */
  documents: SearchDocument[];
  /** Number of the batch, counted by the room. A batch that arrives after one with a higher number changes nothing. */
  version: number;
  /** How far the archive has come once this batch is in it. */
  seq: number;
  rev: number;
  lastMessageAt: Time | null;
  /** False only if nobody is in the room and nothing is left to archive. */
  awake: boolean;
}

/**
 * Takes a batch into the archive, wholly or not at all, in one transaction of at most four statements. It may be
 * repeated, and may arrive late: neither undoes a newer batch, nor brings back words that it has deleted. For 50 new
 * messages 52 rows are written.
 * @returns the version the archive of the room has now: higher than the batch's if it came too late
 * @throws DatabaseUnavailable if it is not known to be in; send it again
 */
export async function archiveBatch(db: D1Database, batch: ArchiveBatch): Promise<number> {
  const { room, messages, documents, version } = batch;
  const queries: Query<unknown>[] = [];
  if (messages.length > 0) queries.push(putMessages(db, room, messages, version));
  if (documents.length > 0) queries.push(putDocuments(db, room, documents, version));
  // After the other two, because they compare themselves with the state that this one overwrites.
  queries.push(advance(db, batch));
  const [latest] = (await ask(db, ...queries, versionOf(db, room))).slice(-1);
  if (latest === undefined) throw new DatabaseUnavailable("D1 does not know this room.");
  return latest as number;
}

function advance(db: D1Database, { room, version, seq, rev, lastMessageAt, awake }: ArchiveBatch): Query<void> {
  return write(
    db
      .prepare(
        `UPDATE rooms SET version = ?2, seq = ?3, rev = ?4, last_message_at = ?5, awake = ?6
         WHERE number = ?1 AND version <= ?2`,
      )
      .bind(room, version, seq, rev, lastMessageAt, Number(awake)),
  );
}

/**
 * Takes the texts of deleted messages out of the archive, ahead of the batch that carries their deletion.
 * @param documents the search documents they were in, without them
 * @param version of the last batch; after a later one this does nothing
 * @throws DatabaseUnavailable
 */
export async function archiveDeletions(
  db: D1Database,
  room: number,
  deleted: Message[],
  documents: SearchDocument[],
  version: number,
): Promise<void> {
  await ask(db, putMessages(db, room, deleted, version), putDocuments(db, room, documents, version));
}

/**
 * Notes that a room has to be asked. The room calls this itself if someone came in while it was archiving its farewell.
 * @param room the room's number
 * @throws DatabaseUnavailable
 */
export async function markAwake(db: D1Database, room: number): Promise<void> {
  await ask(db, wakeRoom(db, room));
}

function versionOf(db: D1Database, room: number): Query<number | undefined> {
  return one(
    db.prepare("SELECT version FROM rooms WHERE number = ?").bind(room),
    ({ version }: { version: number }) => version,
  );
}
