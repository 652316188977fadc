import { globSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Message } from "../../../src/protocol/model.ts";
import type { Server } from "./server.ts";

/** Milliseconds between two looks at the files. */
const LOOK_AGAIN_MS = 50;
/** Milliseconds to wait for the runtime while it has a file to itself. */
const PATIENCE_MS = 10_000;
/** Milliseconds within which an alarm that has something to archive must go off. The next sweep of connections is minutes away. */
const SOON_MS = 60_000;

/** What the files of a local D1 and of the room's alarm hold: read beside the runtime, so that looking wakes nothing. */
export class ArchiveFile {
  readonly #database: string;
  readonly #alarms: string;

  constructor({ storage }: Server) {
    this.#database = only(globSync(join(storage, "d1/*/*.sqlite")).filter((file) => !file.endsWith("metadata.sqlite")));
    this.#alarms = only(globSync(join(storage, "do/*-Room/metadata.sqlite")));
  }

  /** The messages of a room, ascending by seq. */
  messages(room: string): Message[] {
    const query = `SELECT messages.* FROM messages JOIN rooms ON rooms.number = messages.room WHERE rooms.id = ? ORDER BY seq`;
    return read(this.#database, query, room).map(toMessage);
  }

  /** True if the room may have people in it, or more than D1 knows. */
  isAwake(room: string): boolean {
    return read(this.#database, "SELECT awake FROM rooms WHERE id = ?", room)[0]?.awake === 1n;
  }

  /**
   * Waits until a condition holds that an alarm is to bring about.
   * @returns what is wrong, if it will not, because there is no alarm any more: waiting longer is then no use
   */
  async until(condition: () => boolean, what: string): Promise<string[]> {
    for (;;) {
      if (condition()) return [];
      // In this order: should the alarm have done its work in between, the condition holds now.
      if (!this.#willRing() && !condition()) return [`stalled: ${what}, and no alarm is set`];
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  #willRing(): boolean {
    const soon = BigInt(Date.now() + SOON_MS) * 1_000_000n;
    return read(this.#alarms, "SELECT scheduled_time AS at FROM _cf_ALARM").some(({ at }) => (at as bigint) < soon);
  }
}

type Row = Record<string, unknown>;

function read(file: string, query: string, ...values: string[]): Row[] {
  const database = new DatabaseSync(file, { readOnly: true, timeout: PATIENCE_MS });
  try {
    const statement = database.prepare(query);
    statement.setReadBigInts(true);
    return statement.all(...values);
  } finally {
    database.close();
  }
}

function toMessage(row: Row): Message {
  const optional = { replyTo: row.reply_to, editedAt: row.edited_at, deletedAt: row.deleted_at, rev: row.rev || null };
  const set = Object.entries(optional).filter(([, value]) => value !== null);
  return {
    seq: Number(row.seq),
    id: String(row.id),
    author: { id: String(row.author), name: String(row.name), guest: row.guest === 1n },
    text: String(row.text),
    at: Number(row.at),
    ...Object.fromEntries(set.map(([name, value]) => [name, Number(value)])),
    ...(row.reactions !== null && { reactions: JSON.parse(String(row.reactions)) }),
  };
}

function only(files: string[]): string {
  if (files.length !== 1) throw new Error(`One file was expected: ${files}`);
  return files[0]!;
}
