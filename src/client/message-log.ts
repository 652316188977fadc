import { FIRST_PAGE, PAGE_DEFAULT } from "../protocol/limits.ts";
import type { Message } from "../protocol/model.ts";

/** Messages in view at most, so that the page stays fast whatever is scrolled through; and how many stay if there are more. */
const VIEW_LIMIT = 320;
const VIEW_LENGTH = 300;

/** What became of a message: `gap` if one before it is missing, `stale` if a newer state of it is held already. */
export type Upsert = "added" | "changed" | "stale" | "gap";

/**
 * The messages of a room that are held, each in its current state, and the view: the part without a gap that is shown. It
 * ends at the newest message, or anywhere else while the reader is in the past; the newest are held even then, so that
 * the way back is short. What was changed is taken in whether it is in view or not, so whatever is held can come into view.
 */
export class MessageLog {
  /** True while the reader is at the end of the view: if that is the end of the log too, it goes along with it. */
  follows = true;

  readonly #held = new Map<number, Message>();
  #from = 1;
  #to = 0;
  #last = 0;

  /** Seq of the newest message; 0 if there is none. */
  get last(): number {
    return this.#last;
  }

  get newest(): Message | undefined {
    return this.#held.get(this.#last);
  }

  /** Seq of the first message in view. */
  get from(): number {
    return this.#from;
  }

  /** Seq of the last message in view; less than `from` if nothing is. */
  get to(): number {
    return this.#to;
  }

  /** True if the view ends at the newest message. */
  get isLive(): boolean {
    return this.#to === this.#last;
  }

  find(seq: number): Message | undefined {
    return this.#held.get(seq);
  }

  /** The messages in view. */
  list(): Message[] {
    return this.#range(this.#from, this.#to);
  }

  /** Up to `count` of the newest messages, as far as they are held. */
  tail(count: number): Message[] {
    return this.#range(this.#firstBefore(this.#last + 1, count), this.#last);
  }

  holds(from: number, to: number): boolean {
    for (let seq = Math.max(1, from); seq <= Math.min(to, this.#last); seq++) if (!this.#held.has(seq)) return false;
    return true;
  }

  /** Takes in the state of a message as the room tells it. */
  upsert(message: Message): Upsert {
    const { seq } = message;
    if (this.#last > 0 && seq > this.#last + 1) return "gap";
    const held = this.#held.get(seq);
    if (held && revOf(message) < revOf(held)) return "stale";
    this.#held.set(seq, message);
    if (seq <= this.#last) return "changed";
    if (this.#last === 0) this.#from = seq;
    const wasLive = this.#last === 0 || this.isLive;
    this.#last = seq;
    if (wasLive && (this.follows || this.#length < VIEW_LIMIT)) this.#to = seq;
    if (this.follows && this.#length > VIEW_LIMIT) this.#from = this.#to - VIEW_LENGTH + 1;
    return "added";
  }

  /** Takes in a page of history, without showing it. It never is what makes a message the newest: only the room says that. */
  merge(page: readonly Message[]): void {
    for (const message of page) {
      const held = this.#held.get(message.seq);
      const isNews = !held || revOf(message) > revOf(held);
      if (isNews && message.seq <= this.#last) this.#held.set(message.seq, message);
    }
  }

  /** Extends the view by up to a page of older messages that are held, and lets go of as many at its end. */
  extendBack(): void {
    this.#from = this.#firstBefore(this.#from, PAGE_DEFAULT);
    if (this.#length > VIEW_LIMIT) this.#to = this.#from + VIEW_LENGTH - 1;
  }

  /** Extends the view by up to a page of newer messages that are held, and lets go of as many at its beginning. */
  extendForward(): void {
    this.#to = this.#lastAfter(this.#to, PAGE_DEFAULT);
    if (this.#length > VIEW_LIMIT) this.#from = this.#to - VIEW_LENGTH + 1;
  }

  /** Moves the view to a message that is held, and what is held around it. */
  moveTo(seq: number): void {
    if (!this.#held.has(seq)) return;
    this.#from = this.#firstBefore(seq, VIEW_LENGTH / 2);
    this.#to = this.#lastAfter(seq, VIEW_LENGTH - (seq - this.#from) - 1);
  }

  /** Moves the view to the end. */
  moveToEnd(): void {
    if (this.isLive) return;
    this.#to = this.#last;
    this.#from = this.#firstBefore(this.#last + 1, VIEW_LENGTH);
  }

  /** Forgets what is neither in view nor among the newest, nor quoted there. */
  tidy(): void {
    if (this.#held.size <= VIEW_LIMIT + 2 * FIRST_PAGE) return;
    const kept = [...this.list(), ...this.tail(FIRST_PAGE)];
    const quoted = kept.flatMap(({ replyTo }) => (replyTo === undefined ? [] : (this.#held.get(replyTo) ?? [])));
    this.#held.clear();
    for (const message of [...kept, ...quoted]) this.#held.set(message.seq, message);
  }

  clear(): void {
    this.#held.clear();
    this.#from = 1;
    this.#to = 0;
    this.#last = 0;
  }

  get #length(): number {
    return this.#to - this.#from + 1;
  }

  /** The first of up to `count` messages that are held right before `seq`; `seq` itself if there is none. */
  #firstBefore(seq: number, count: number): number {
    let first = seq;
    while (first > seq - count && this.#held.has(first - 1)) first--;
    return first;
  }

  #lastAfter(seq: number, count: number): number {
    let last = seq;
    while (last < seq + count && last < this.#last && this.#held.has(last + 1)) last++;
    return last;
  }

  #range(from: number, to: number): Message[] {
    const messages: Message[] = [];
    for (let seq = from; seq <= to; seq++) messages.push(this.#held.get(seq)!);
    return messages;
  }
}

function revOf({ rev = 0 }: Message): number {
  return rev;
}
