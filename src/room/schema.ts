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
 * - `presence`: the people who are shown as online; `status` and `since` as they were when they came.
 * - `reads`: how far each user had read when they last left.
 */
const VERSION_1 = `
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

/**
 * What each later version changes, as SQL: the first of them makes version 2 of version 1. Add to the end, and never
 * change one that was released; test/faults/inside/migrations.test.ts opens a room that version 1 wrote. None may rewrite
 * every message: a room of a million would be out of reach meanwhile, and each row counts.
 */
const STEPS: readonly string[] = [];

/**
 * Makes the tables in a room that has none, and gives its log an epoch; brings older tables up to date. All in one
 * transaction: a step that fails leaves the room as it was, out of reach until a version of the code comes that can.
 * @returns the epoch
 * @throws if a step fails, or if a later version of the code has been here, whose tables this one does not know
 */
export function openStorage(storage: RoomStorage, steps = STEPS): string {
  const known = storage.kv.get<string>("epoch");
  // What is as the first version made it has no number, which saves every room a row.
  const version = known === undefined ? 0 : (storage.kv.get<number>("schema") ?? 1);
  const latest = 1 + steps.length;
  if (version > latest) throw new Error(`The room's tables are of version ${version}, this code knows ${latest}.`);
  if (known !== undefined && version === latest) return known;
  return storage.transactionSync(() => {
    const epoch = known ?? crypto.randomUUID();
    if (version === 0) {
      storage.sql.exec(VERSION_1);
      storage.kv.put("epoch", epoch);
    }
    for (const step of steps.slice(Math.max(0, version - 1))) storage.sql.exec(step);
    if (latest > 1) storage.kv.put("schema", latest);
    return epoch;
  });
}
