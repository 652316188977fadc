import { batch, signal } from "@preact/signals";
import type { HistoryPage, Message } from "../protocol/model.ts";
import { MessageLog, type Upsert } from "./message-log.ts";

/** The messages of a room, readable as signals: those in view, and whether there are others. */
export class Transcript {
  /** Those in view, ascending by seq, without gaps. */
  readonly messages = signal<readonly Message[]>([]);
  /** True if there are older messages than those in view. */
  readonly hasBefore = signal(false);
  /** True if there are newer ones: the reader is in the past. */
  readonly hasAfter = signal(false);
  /** The newest message there is, in view or not. */
  readonly newest = signal<Message | null>(null);
  /** Ticks when anything that is held has changed, in view or not. */
  readonly changes = signal(0);

  readonly #log = new MessageLog();
  /** Pages of history that are on their way. */
  #awaited = 0;
  /** Grows when everything held was dropped. */
  #era = 0;

  /** Seq of the newest message; 0 if there is none. */
  get last(): number {
    return this.#log.last;
  }

  /** Seq of the first and the last message in view. */
  get view(): { from: number; to: number } {
    return { from: this.#log.from, to: this.#log.to };
  }

  /** True if all messages from `from` to `to`, as far as they exist, are held. */
  holds(from: number, to: number): boolean {
    return this.#log.holds(from, to);
  }

  /** The current state of a message, if it is held. */
  find(seq: number): Message | undefined {
    void this.changes.value;
    return this.#log.find(seq);
  }

  /** Up to `count` of the newest messages, in view or not: fifty for sure, others only as far as they are held. */
  tail(count: number): Message[] {
    void this.changes.value;
    return this.#log.tail(count);
  }

  /** Takes in a message as the room tells it; to be published. */
  upsert(message: Message): Upsert {
    return this.#log.upsert(message);
  }

  /**
   * Takes in a page of history when it comes, and shows what of it is to be seen. What the room tells meanwhile is newer
   * than what the page says; should everything be dropped meanwhile, the page is too.
   * @throws what the page rejects with
   */
  async merge(page: Promise<HistoryPage>, show: () => void): Promise<void> {
    const era = this.#era;
    this.#awaited++;
    try {
      const { messages } = await page;
      if (era !== this.#era) return;
      batch(() => {
        this.#log.merge(messages);
        show();
        this.publish();
      });
    } finally {
      if (era === this.#era) {
        this.#awaited--;
        this.#tidy();
      }
    }
  }

  /** @param follows whether the reader is at the end of the view, and new messages are to push out old ones */
  follow(follows: boolean): void {
    this.#log.follows = follows;
  }

  /** Extends the view at one end by what is held, and lets go of what is too much at the other. */
  extend(where: "back" | "forward"): void {
    if (where === "back") this.#log.extendBack();
    else this.#log.extendForward();
    this.publish();
  }

  /** Moves the view to a message that is held. */
  moveTo(seq: number): void {
    this.#log.moveTo(seq);
    this.publish();
  }

  moveToEnd(): void {
    this.#log.moveToEnd();
    this.publish();
  }

  /** Drops everything; to be published. */
  clear(): void {
    this.#log.clear();
    this.#era++;
    this.#awaited = 0;
  }

  /** Lets the signals show what has become of the log. */
  publish(): void {
    this.#tidy();
    batch(() => {
      const list = this.#log.list();
      if (!isSame(list, this.messages.peek())) this.messages.value = list;
      this.hasBefore.value = this.#log.from > 1;
      this.hasAfter.value = !this.#log.isLive;
      this.newest.value = this.#log.newest ?? null;
      this.changes.value++;
    });
  }

  #tidy(): void {
    // What arrives while a page is on its way may be newer than what the page says.
    if (this.#awaited === 0) this.#log.tidy();
  }
}

function isSame(list: readonly Message[], other: readonly Message[]): boolean {
  return list.length === other.length && list.every((message, index) => message === other[index]);
}
