import { env } from "cloudflare:workers";
import { type ArchiveBatch, archiveBatch } from "../../src/database/archive.ts";
import type { RoomRecord } from "../../src/database/rooms.ts";
import { chunkOf, ROOM_STRIDE, searchDocument } from "../../src/database/search-documents.ts";
import type { Message } from "../../src/protocol/model.ts";
import { noUsage } from "../../src/protocol/usage.ts";

/** The archive's side of a room: what a room would send it, without a room. */
export class ArchivedRoom {
  readonly messages: Message[] = [];
  #version = 0;
  #rev = 0;

  private constructor(readonly record: RoomRecord) {}

  /** Many rooms in one go, with what `fill` says in each of them archived. */
  static async createMany(count: number, fill: (room: ArchivedRoom, i: number) => void): Promise<ArchivedRoom[]> {
    const ids = Array.from({ length: count }, () => `room-${crypto.randomUUID()}`);
    const { results } = await env.DB.prepare(
      `INSERT INTO rooms (id, name, topic, created_at, seq)
       SELECT value, 'Test', '', 0, ?2 FROM json_each(?1) RETURNING id, number`,
    )
      .bind(JSON.stringify(ids), Number.MAX_SAFE_INTEGER)
      .all<{ id: string; number: number }>();
    const rooms = results.map((row) => new ArchivedRoom({ ...row, name: "Test", topic: "", version: 0, edition: 0 }));
    for (const [i, room] of rooms.entries()) fill(room, i);
    const documents = rooms.map((room) => ({ ...searchDocument(room.messages), room: room.record.number }));
    const messages = rooms.flatMap((room) =>
      room.messages.map((message) => ({ ...message, room: room.record.number })),
    );
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO search (rowid, since, at, times, words)
         SELECT CAST(?2 AS INTEGER) * (value ->> 'room'), value ->> 'since', value ->> 'at', value ->> 'times',
                value ->> 'words'
         FROM json_each(?1)`,
      ).bind(JSON.stringify(documents), ROOM_STRIDE),
      env.DB.prepare(
        `INSERT INTO messages (room, seq, id, author, name, guest, text, at)
         SELECT value ->> 'room', value ->> 'seq', value ->> 'id', value ->> '$.author.id', 'Ada', 1, value ->> 'text', value ->> 'at'
         FROM json_each(?)`,
      ).bind(JSON.stringify(messages)),
    ]);
    return rooms;
  }

  static async create(id = `room-${crypto.randomUUID()}`): Promise<ArchivedRoom> {
    const row = await env.DB.prepare(
      "INSERT INTO rooms (id, name, topic, created_at) VALUES (?, 'Test', '', 0) RETURNING number",
    )
      .bind(id)
      .first<{ number: number }>();
    return new ArchivedRoom({ id, name: "Test", topic: "", number: row!.number, version: 0, edition: 0 });
  }

  /** Adds messages to the conversation and answers with them; nothing is archived yet. */
  say(...texts: (string | { text: string; at?: number; by?: string })[]): Message[] {
    return texts.map((said) => {
      const seq = this.messages.length + 1;
      const { text, at = 1_000 * seq, by = "ada" } = typeof said === "string" ? { text: said } : said;
      const message = { seq, id: `m${seq}`, author: { id: by, name: "Ada", guest: true }, text, at };
      this.messages.push(message);
      return message;
    });
  }

  /** Changes a message and answers with its new state; nothing is archived yet. */
  change(seq: number, change: Partial<Message>): Message {
    const message = { ...this.messages[seq - 1]!, ...change, rev: ++this.#rev };
    this.messages[seq - 1] = message;
    return message;
  }

  erase(seq: number): Message {
    return this.change(seq, { text: "", deletedAt: 9_999 });
  }

  /** What the room would send to have these messages archived. */
  batch(messages: Message[], more: Partial<ArchiveBatch> = {}): ArchiveBatch {
    const chunks = new Set(messages.map((message) => chunkOf(message.seq)));
    const seq = this.messages.length;
    return {
      room: this.record.number,
      messages,
      documents: [...chunks].map((chunk) => searchDocument(this.messages.slice(chunk * 50, chunk * 50 + 50))),
      version: ++this.#version,
      seq,
      rev: this.#rev,
      lastMessageAt: this.messages.at(-1)?.at ?? null,
      online: 0,
      awake: false,
      ledger: {
        day: "2026-11-23",
        id: `${this.record.id} ${this.#version}`,
        counts: { ...noUsage(), messages: messages.length },
      },
      ...more,
    };
  }

  /** Archives these messages, or all of them. */
  async archive(messages = this.messages, db = env.DB): Promise<void> {
    for (let start = 0; start < messages.length; start += 50) {
      await archiveBatch(db, this.batch(messages.slice(start, start + 50)));
    }
  }
}
