import { DatabaseSync } from "node:sqlite";
import { putMessages } from "../../src/database/messages.ts";
import type { Query } from "../../src/database/query.ts";
import { CHUNK, putDocuments, searchDocument } from "../../src/database/search-documents.ts";
import type { Message } from "../../src/protocol/model.ts";
import { Writer } from "./texts.ts";

/** Messages in a statement. */
const BATCH = 40 * CHUNK;
const PEOPLE = 200;
/** Milliseconds between two messages. */
const INTERVAL = 20_000;

/**
 * Writes messages into the archive of the lobby, with the product's own statements, so that rows and search documents
 * are what they would be after so many messages.
 * @param file of D1's database, which nothing else has open
 */
export function fillArchive(file: string, count: number): void {
  const database = new DatabaseSync(file);
  const { number } = database.prepare("SELECT number FROM rooms WHERE id = 'lobby'").get() as { number: number };
  const writer = new Writer();
  const start = Date.now() - count * INTERVAL;
  database.exec("BEGIN");
  for (let seq = 1; seq <= count; seq += BATCH) {
    const messages = Array.from({ length: Math.min(BATCH, count - seq + 1) }, (_, i): Message => {
      const person = writer.pick(PEOPLE);
      const author = { id: `person-${person}`, name: `Person ${person}`, guest: true };
      return { seq: seq + i, id: `m${seq + i}`, author, text: writer.text(), at: start + (seq + i) * INTERVAL };
    });
    const documents = [];
    for (let i = 0; i < messages.length; i += CHUNK) documents.push(searchDocument(messages.slice(i, i + CHUNK)));
    run(database, putMessages(preparing, number, messages, 1));
    run(database, putDocuments(preparing, number, documents, 1));
  }
  database
    .prepare("UPDATE rooms SET version = 1, seq = ?, last_message_at = ? WHERE number = ?")
    .run(count, start + count * INTERVAL, number);
  database.exec("COMMIT");
  database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  database.close();
}

/** Takes a statement apart instead of sending it to D1. */
const preparing = {
  prepare: (sql: string) => ({ bind: (...values: (string | number)[]) => ({ sql, values }) }),
} as unknown as D1Database;

function run(database: DatabaseSync, { statement }: Query<unknown>): void {
  const { sql, values } = statement as unknown as { sql: string; values: (string | number)[] };
  database.prepare(sql).run(...values);
}
