import type { Cancel, Clock } from "./surroundings.ts";

/**
 * Milliseconds that a `read` frame waits for further ones. If every reader confirmed each message at once, reading would
 * cost more requests than writing: with thirty readers, thirty frames for one.
 */
const READ_AFTER_MS = 60_000;

/** Tells the room how far this person has read: once in a while, and in the end. */
export class ReadMarker {
  readonly #clock: Clock;
  readonly #say: (seq: number) => void;
  #seq = 0;
  #cancelTimer: Cancel | null = null;

  /** @param say sends the frame, if there is a connection */
  constructor(clock: Clock, say: (seq: number) => void) {
    this.#clock = clock;
    this.#say = say;
  }

  read(seq: number): void {
    if (seq <= this.#seq) return;
    this.#seq = seq;
    this.#cancelTimer ??= this.#clock.after(READ_AFTER_MS, () => this.#sayNow());
  }

  /** The connection is back. What was said before may have been lost with it, or with a room that crashed. */
  connected(): void {
    if (this.#seq > 0) this.#sayNow();
  }

  /** Nobody sees the page any more, or the room is left. */
  flush(): void {
    if (this.#cancelTimer) this.#sayNow();
  }

  #sayNow(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#say(this.#seq);
  }
}
