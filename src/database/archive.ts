import type { Message, Time } from "../protocol/model.ts";
import { readUsage, type Usage } from "../protocol/usage.ts";
import { putMessages } from "./messages.ts";
import { ask, DatabaseUnavailable, one, type Query, write } from "./query.ts";
import { wakeRoom } from "./rooms.ts";
import { putDocuments, type SearchDocument } from "./search-documents.ts";
import { addToDay, type Ledger, RECORD_LEDGER, reportOf } from "./usage.ts";

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
  /** People shown online. */
  online: number;
  /** False only if nobody is in the room and nothing is left to archive. */
  awake: boolean;
  /** What the room has used, this batch included. */
  ledger: Ledger;
}

/** What D1 says after a batch. */
export interface Archived {
  /** The version the archive of the room has now: higher than the batch's if it came too late. */
  version: number;
  /** What all rooms together have used on the ledger's day, as far as they have told. */
  total: Usage | undefined;
}

/** Rows that a batch writes in D1: its messages, its documents, the room's row and the day's. */
export function rowsOf({ messages, documents }: Pick<ArchiveBatch, "messages" | "documents">): number {
  return messages.length + documents.length + 2;
}

/**
 * Takes a batch into the archive, wholly or not at all, in one transaction of at most five statements. It may be
 * repeated, and may arrive late: neither undoes a newer batch, nor brings back words that it has deleted, nor counts what
 * the room has used twice. For 50 new messages 53 rows are written.
 * @throws DatabaseUnavailable if it is not known to be in; send it again
 */
export async function archiveBatch(db: D1Database, batch: ArchiveBatch): Promise<Archived> {
  const { room, messages, documents, version, ledger } = batch;
  const queries: Query<unknown>[] = [];
  if (messages.length > 0) queries.push(putMessages(db, room, messages, version));
  if (documents.length > 0) queries.push(putDocuments(db, room, documents, version));
  queries.push(addToDay(db, room, ledger, version));
  // After the others, because they compare themselves with the state that this one overwrites.
  queries.push(advance(db, batch));
  const [archived] = (await ask(db, ...queries, stateOf(db, room, ledger.day))).slice(-1);
  if (archived === undefined) throw new DatabaseUnavailable("D1 does not know this room.");
  return archived as Archived;
}

function advance(db: D1Database, batch: ArchiveBatch): Query<void> {
  const { room, version, seq, rev, lastMessageAt, online, awake, ledger } = batch;
  return write(
    db
      .prepare(
        `UPDATE rooms SET version = ?2, seq = ?3, rev = ?7, last_message_at = ?8, awake = ?9, online = ?10,
           ${RECORD_LEDGER}
         WHERE number = ?1 AND version <= ?2`,
      )
      .bind(room, version, seq, ledger.id, reportOf(ledger), ledger.day, rev, lastMessageAt, Number(awake), online),
  );
}

/**
 * Takes the texts of deleted messages out of the archive, ahead of the batch that carries their deletion.
 * @param documents the search documents they were in, without them
 * @param version of the last batch; after a later one this does nothing
 * @returns the version the archive of the room has: if it is higher, nothing was done
 * @throws DatabaseUnavailable
 */
export async function archiveDeletions(
  db: D1Database,
  room: number,
  deleted: Message[],
  documents: SearchDocument[],
  version: number,
): Promise<number> {
  const current = one(
    db.prepare("SELECT version FROM rooms WHERE number = ?").bind(room),
    (row: { version: number }) => row.version,
  );
  const puts = [putMessages(db, room, deleted, version), putDocuments(db, room, documents, version)] as const;
  const [, , archived] = await ask(db, ...puts, current);
  if (archived === undefined) throw new DatabaseUnavailable("D1 does not know this room.");
  return archived;
}

/**
 * Notes that a room has to be asked. The room calls this itself if someone came in while it was archiving its farewell.
 * @param room the room's number
 * @throws DatabaseUnavailable
 */
export async function markAwake(db: D1Database, room: number): Promise<void> {
  await ask(db, wakeRoom(db, room));
}

function stateOf(db: D1Database, room: number, day: string): Query<Archived | undefined> {
  return one(
    db
      .prepare("SELECT version, (SELECT counts FROM usage WHERE day = ?2) AS total FROM rooms WHERE number = ?1")
      .bind(room, day),
    ({ version, total }: { version: number; total: string | null }) => ({
      version,
      total: total === null ? undefined : readUsage(total),
    }),
  );
}
