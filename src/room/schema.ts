import type { RoomStorage } from "./storage.ts";

/**
 * The room's own tables. Every index would cost a second row written with each message, so there is none: each table is
 * ordered by the one key it is read by.
 *
 * - `messages`: the current state of each message. `full_at` is when its author's allowance was whole again (limits.ts).
 * - `changes`: one row for each edit, deletion or reaction, in order. It tells a returning client what changed since a
 *   revision, the archive what to carry over, and a repeated command that it has been here before. A command that
 *   changed nothing has a row too (`effect` "none", the revision as it was), because its repetition must change nothing.
 * - `fingerprints`: what `Fingerprints` keeps of blocks of either table, `size` rows up to row `last`.
 * - `presence`: the people who are shown as online, as last announced.
 * - `reads`: how far each user had read when they last left.
 */
const TABLES = `
  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL, author TEXT NOT NULL, name TEXT NOT NULL, guest INTEGER NOT NULL,
    text TEXT NOT NULL, at INTEGER NOT NULL, reply_to INTEGER, edited_at INTEGER, deleted_at INTEGER,
    rev INTEGER, reactions TEXT, full_at INTEGER NOT NULL
  );
  CREATE TABLE changes (
    n INTEGER PRIMARY KEY, rev INTEGER NOT NULL, seq INTEGER NOT NULL, effect TEXT NOT NULL,
    user TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, full_at INTEGER NOT NULL
  );
  CREATE TABLE fingerprints (
    source TEXT NOT NULL, size INTEGER NOT NULL, last INTEGER NOT NULL, prints BLOB NOT NULL,
    PRIMARY KEY (source, size, last)
  ) WITHOUT ROWID;
  CREATE TABLE presence (
    user TEXT PRIMARY KEY, name TEXT NOT NULL, guest INTEGER NOT NULL, status TEXT NOT NULL, since INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE reads (user TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
`;

/** Makes the tables in a room that has none, and gives its log an epoch. Returns the epoch. */
export function openStorage(storage: RoomStorage): string {
  const known = storage.kv.get<string>("epoch");
  if (known !== undefined) return known;
  const epoch = crypto.randomUUID();
  storage.transactionSync(() => {
    storage.sql.exec(TABLES);
    storage.kv.put("epoch", epoch);
  });
  return epoch;
}
