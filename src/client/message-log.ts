import type { Message } from "../protocol/model.ts";

/** What became of a message: `gap` if one before it is missing, `stale` if a newer state of it is held already. */
export type Upsert = "added" | "changed" | "stale" | "gap";

/**
 * The messages of a room that are held, by seq. Those from `first` to `last` are without a gap and can be shown; the
 * states of older ones that changed meanwhile are kept aside until their page of history is asked for.
 */
export class MessageLog {
  readonly #bySeq = new Map<number, Message>();
  #first = 0;
  #last = 0;

  /** Seq of the oldest message that can be shown; 0 if there is none. */
  get first(): number {
    return this.#first;
  }

  /** Seq of the newest message; 0 if there is none. */
  get last(): number {
    return this.#last;
  }

  find(seq: number): Message | undefined {
    return this.#bySeq.get(seq);
  }

  list(): Message[] {
    const messages: Message[] = [];
    if (this.#last === 0) return messages;
    for (let seq = this.#first; seq <= this.#last; seq++) messages.push(this.#bySeq.get(seq)!);
    return messages;
  }

  upsert(message: Message): Upsert {
    if (this.#last > 0 && message.seq > this.#last + 1) return "gap";
    const held = this.#bySeq.get(message.seq);
    if (held && (message.rev ?? 0) < (held.rev ?? 0)) return "stale";
    this.#bySeq.set(message.seq, message);
    if (this.#last === 0) this.#first = message.seq;
    if (message.seq <= this.#last) return "changed";
    this.#last = message.seq;
    return "added";
  }

  /** Merges a page of history; a page that does not reach the messages held stays aside. */
  merge(page: readonly Message[]): void {
    for (const message of page) this.upsert(message);
    while (this.#bySeq.has(this.#first - 1)) this.#first--;
  }

  /** Forgets all but the newest `count`. */
  keepNewest(count: number): void {
    const from = Math.max(this.#first, this.#last - count + 1);
    for (const seq of this.#bySeq.keys()) {
      if (seq < from) this.#bySeq.delete(seq);
    }
    this.#first = from;
  }

  clear(): void {
    this.#bySeq.clear();
    this.#first = 0;
    this.#last = 0;
  }
}
