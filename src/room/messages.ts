import type { Message, Time, User } from "../protocol/model.ts";
import type { PageRange } from "../protocol/page.ts";
import type { Sql } from "./storage.ts";

/** A message with what only the room needs to know of it. */
export interface StoredMessage extends Message {
  /** When the author's allowance was whole again. */
  fullAt: Time;
}

type Row = {
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
  rev: number | null;
  reactions: string | null;
};

/** UTF-16 code units of the rows of a statement, and what a row has besides its text. A bound value has 2 MB at most, a unit three bytes. */
const STATEMENT_UNITS = 500_000;
const ROW_UNITS = 400;

const COLUMNS = "seq, id, author, name, guest, text, at, reply_to, edited_at, deleted_at, rev, reactions";

/** The conversation: every message in its current state, numbered without gaps. */
export class Messages {
  #seq: number;
  #lastAt: Time;
  /** Posted but not written yet: the rows of a turn go out in one statement. */
  #unwritten: StoredMessage[] = [];

  constructor(private readonly sql: Sql) {
    const last = sql.exec<{ seq: number; at: number }>("SELECT seq, at FROM messages ORDER BY seq DESC LIMIT 1");
    const [row] = last.toArray();
    this.#seq = row?.seq ?? 0;
    this.#lastAt = row?.at ?? 0;
  }

  /** Number of the last message, 0 in an empty room. */
  get seq(): number {
    return this.#seq;
  }

  /** When the last message was posted, or null. */
  get lastAt(): Time | null {
    return this.#seq === 0 ? null : this.#lastAt;
  }

  /** Appends a message. A clock that was set back does not reorder anything: times never decrease. */
  post(author: User, id: string, text: string, replyTo: number | undefined, now: Time, fullAt: Time): Message {
    this.#lastAt = Math.max(now, this.#lastAt);
    const message: Message = { seq: ++this.#seq, id, author, text, at: this.#lastAt };
    if (replyTo !== undefined) message.replyTo = replyTo;
    this.#unwritten.push({ ...message, fullAt });
    return message;
  }

  /** Writes what was posted since the last call, as one statement with one bound value, or a few if there is very much. */
  write(): void {
    let units = 0;
    let batch: StoredMessage[] = [];
    for (const message of this.#unwritten) {
      units += message.text.length + ROW_UNITS;
      if (units > STATEMENT_UNITS) {
        this.#insert(batch);
        batch = [];
        units = message.text.length + ROW_UNITS;
      }
      batch.push(message);
    }
    this.#unwritten = [];
    if (batch.length > 0) this.#insert(batch);
  }

  #insert(messages: StoredMessage[]): void {
    this.sql.exec(
      `INSERT INTO messages (seq, id, author, name, guest, text, at, reply_to, full_at)
       SELECT value ->> 'seq', value ->> 'id', value -> 'author' ->> 'id', value -> 'author' ->> 'name',
              value -> 'author' ->> 'guest', value ->> 'text', value ->> 'at', value ->> 'replyTo', value ->> 'fullAt'
       FROM json_each(?)`,
      JSON.stringify(messages),
    );
  }

  /** Writes the state that an edit, a deletion or a reaction gave an existing message. */
  replace({ seq, text, editedAt, deletedAt, replyTo, rev, reactions }: Message): void {
    this.write();
    this.sql.exec(
      "UPDATE messages SET text = ?, edited_at = ?, deleted_at = ?, reply_to = ?, rev = ?, reactions = ? WHERE seq = ?",
      text,
      editedAt ?? null,
      deletedAt ?? null,
      replyTo ?? null,
      rev ?? null,
      reactions === undefined ? null : JSON.stringify(reactions),
      seq,
    );
  }

  /** The message with this number, if there is one. */
  get(seq: number): Message | undefined {
    return this.range(seq, seq)[0];
  }

  /** The messages from `from` to `to`, both included, ascending. */
  range(from: number, to: number): Message[] {
    this.write();
    return this.#select(`SELECT ${COLUMNS} FROM messages WHERE seq BETWEEN ? AND ? ORDER BY seq`, from, to);
  }

  /** The messages of a page of history. */
  page({ from, to }: PageRange): Message[] {
    return to < from ? [] : this.range(from, to);
  }

  /** The messages with these numbers, ascending. */
  pick(seqs: number[]): Message[] {
    this.write();
    if (seqs.length === 0) return [];
    return this.#select(
      `SELECT ${COLUMNS} FROM messages WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq`,
      JSON.stringify(seqs),
    );
  }

  #select(query: string, ...values: (number | string)[]): Message[] {
    return this.sql
      .exec<Row>(query, ...values)
      .toArray()
      .map(toMessage);
  }
}

function toMessage(row: Row): Message {
  const message: Message = {
    seq: row.seq,
    id: row.id,
    author: { id: row.author, name: row.name, guest: row.guest === 1 },
    text: row.text,
    at: row.at,
  };
  if (row.reply_to !== null) message.replyTo = row.reply_to;
  if (row.edited_at !== null) message.editedAt = row.edited_at;
  if (row.deleted_at !== null) message.deletedAt = row.deleted_at;
  if (row.rev !== null) message.rev = row.rev;
  if (row.reactions !== null) message.reactions = JSON.parse(row.reactions) as Record<string, string[]>;
  return message;
}
