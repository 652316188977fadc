import type { Time } from "../protocol/model.ts";
import type { Sql } from "./storage.ts";

/** What a change did to its message; the archive's search index only follows changes of text. */
export type Effect = "text" | "reactions" | "none";

/** Rows read to tell what a returning client missed. More are not worth it: it gets the latest page. */
const SINCE_LIMIT = 5_000;

export interface Change {
  seq: number;
  effect: Effect;
  user: string;
  /** Id of the command. */
  id: string;
  at: Time;
  fullAt: Time;
}

/** The history of edits, deletions and reactions: what happened to which message, never what a text was. */
export class Changes {
  #count: number;
  #rev: number;

  constructor(private readonly sql: Sql) {
    const [last] = sql.exec<{ n: number; rev: number }>("SELECT n, rev FROM changes ORDER BY n DESC LIMIT 1").toArray();
    this.#count = last?.n ?? 0;
    this.#rev = last?.rev ?? 0;
  }

  /** The room's revision: how many changes there have been to existing messages. */
  get rev(): number {
    return this.#rev;
  }

  /** Number of rows, those without effect included. */
  get count(): number {
    return this.#count;
  }

  /** Records a command; with an effect it makes a new revision. Returns the room's revision after it. */
  record({ seq, effect, user, id, at, fullAt }: Change): number {
    if (effect !== "none") this.#rev++;
    this.sql.exec(
      "INSERT INTO changes (n, rev, seq, effect, user, id, at, full_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      ++this.#count,
      this.#rev,
      seq,
      effect,
      user,
      id,
      at,
      fullAt,
    );
    return this.#rev;
  }

  /** The rows after row `n`, up to row `last`. */
  after(n: number, last = this.#count): { n: number; seq: number; effect: Effect; at: Time }[] {
    return this.sql
      .exec<{ n: number; seq: number; effect: Effect; at: Time }>(
        "SELECT n, seq, effect, at FROM changes WHERE n > ? AND n <= ? ORDER BY n",
        n,
        last,
      )
      .toArray();
  }

  /** Numbers of the messages up to `seq` that changed after revision `rev`; undefined if it takes too much to tell. */
  since(rev: number, seq: number): number[] | undefined {
    const last = this.#lastOf(rev);
    if (this.#count - last > SINCE_LIMIT) return undefined;
    return this.sql
      .exec<{ seq: number }>(
        "SELECT DISTINCT seq FROM changes WHERE n > ? AND effect <> 'none' AND seq <= ?",
        last,
        seq,
      )
      .toArray()
      .map((row) => row.seq);
  }

  /** The revision the room had after row `n`. */
  revOf(n: number): number {
    const [row] = this.sql.exec<{ rev: number }>("SELECT rev FROM changes WHERE n = ?", n).toArray();
    return row?.rev ?? 0;
  }

  /** The number of the last row at revision `rev`: `n` and `rev` grow together, so a binary search finds it. */
  #lastOf(rev: number): number {
    let low = Math.min(rev, this.#count);
    let high = this.#count;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.revOf(middle) <= rev) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
