import type { Time } from "../protocol/model.ts";

/** With fewer connections than this a room never waits. */
const SMALL = 20;
/** Connections for each millisecond between two turns that each carry out one thing. */
const PER_MS = 20;
/** Milliseconds between two turns at most, with up to 1,000 connections. */
const LONGEST_MS = 50;
/** Milliseconds at most with any number: 5,000 connections can be sent some four frames a second on one thread. */
const LONGEST_IN_A_CROWD_MS = 250;

/**
 * Milliseconds between two turns of a busy room. What a turn costs grows with the connections, so they are fewer the more
 * there are; and fewer again if the last one found several things to do, because then the next one will as well.
 * @param load commands the last turn carried out
 */
export function windowFor(connections: number, load: number): number {
  if (connections < SMALL) return 0;
  const each = connections / PER_MS;
  const longest = Math.min(LONGEST_IN_A_CROWD_MS, Math.max(LONGEST_MS, each));
  return Math.min(longest, each * Math.max(1, load));
}

/**
 * When the room acts on what came in. In a quiet room that is at once; while it is busy, everything that comes in within
 * the window is done in one turn: one transaction, one statement for all new rows, one frame for each connection.
 */
export class Turn {
  #lastAt: Time = Number.NEGATIVE_INFINITY;
  #waiting = false;
  #taking = false;
  #again = false;

  /**
   * @param take what a turn does
   * @param later does something after so many milliseconds
   */
  constructor(
    private readonly take: () => void,
    private readonly later: (work: () => void, ms: number) => void = (work, ms) => void setTimeout(work, ms),
  ) {}

  /** True if a turn will be taken without being asked for again. */
  get isAhead(): boolean {
    return this.#waiting;
  }

  /** There is something to do. Asked for within a turn, another one follows it. */
  request(now: Time, window: number): void {
    if (this.#taking) this.#again = true;
    if (this.#taking || this.#waiting) return;
    const wait = this.#lastAt + window - now;
    // A clock that was set back shows as a wait longer than the window.
    if (wait <= 0 || wait > window) this.now(now);
    else {
      this.#waiting = true;
      this.later(() => this.now(Date.now()), wait);
    }
  }

  /** Takes the turn at once. */
  now(now: Time): void {
    this.#waiting = false;
    this.#lastAt = now;
    this.#taking = true;
    try {
      do {
        this.#again = false;
        this.take();
      } while (this.#again);
    } finally {
      this.#taking = false;
    }
  }
}
