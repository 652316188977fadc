import type { Cancel, Clock } from "./surroundings.ts";

/** Milliseconds between two `read` frames: in a busy room one for each message would double the traffic. */
const READ_EVERY_MS = 3_000;

/** Tells the room how far this person has read: the latest, and not too often. */
export class ReadMarker {
  readonly #clock: Clock;
  readonly #say: (seq: number) => void;
  #seq = 0;
  #saidAt = Number.NEGATIVE_INFINITY;
  #cancelTimer: Cancel | null = null;

  /** @param say sends the frame, if there is a connection */
  constructor(clock: Clock, say: (seq: number) => void) {
    this.#clock = clock;
    this.#say = say;
  }

  read(seq: number): void {
    if (seq <= this.#seq) return;
    this.#seq = seq;
    if (this.#cancelTimer) return;
    const wait = Math.max(0, this.#saidAt + READ_EVERY_MS - this.#clock.now());
    if (wait === 0) this.#sayNow();
    else this.#cancelTimer = this.#clock.after(wait, () => this.#sayNow());
  }

  /** The connection is back. What was said before may have been lost with it, or with a room that crashed. */
  connected(): void {
    if (this.#seq > 0) this.#sayNow();
  }

  /** Says it before the connection is closed on purpose. */
  flush(): void {
    if (this.#cancelTimer) this.#sayNow();
  }

  #sayNow(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#saidAt = this.#clock.now();
    this.#say(this.#seq);
  }
}
