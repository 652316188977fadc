import { batch, computed, effect, signal, untracked } from "@preact/signals";
import { FIRST_PAGE } from "../protocol/limits.ts";
import type { History } from "./history.ts";
import type { RoomState } from "./room-state.ts";
import type { Cancel } from "./surroundings.ts";

/**
 * How this person reads a room: whether they see what comes, and where it began that they did not. What they see is read;
 * what came unseen begins with a line, which stays when they have seen it, until something else comes unseen.
 */
export class Reading {
  /** Seq of the last message that is not new, and below which the line is; null without a line. */
  readonly newAfter = signal<number | null>(null);
  /** True if the reader has not been at the line yet. */
  readonly isLineAhead = signal(false);
  /** Seq of the last message that is not new to this person. */
  readonly seen = computed(() =>
    Math.max(this.#foundHere.value, this.#state.read.value, this.#readHere.value, this.#lastOwn.value),
  );
  readonly unread = computed(() => Math.max(0, this.#newest - this.seen.value));

  readonly #state: RoomState;
  readonly #isHere = signal(false);
  /** Seq of the newest message on the first visit: all of it would be new to somebody who has never read anything here. */
  readonly #foundHere = signal(0);
  /** What another tab has read and the room has not passed on yet. A mark of what is not there is one of a log that is gone. */
  readonly #readHere = computed(() => {
    const seq = this.#mark() ?? 0;
    return seq <= this.#newest ? seq : 0;
  });
  /** Whoever writes, here or elsewhere, has read what was there before. */
  readonly #lastOwn = computed(() => {
    const you = this.#state.you.value?.id;
    return this.#state.transcript.tail(FIRST_PAGE).findLast(({ author }) => author.id === you)?.seq ?? 0;
  });
  readonly #mark: () => number | undefined;
  readonly #stop: Cancel;
  #hasBeenHere: boolean;
  #hasCaughtUp = false;
  /** What was seen when nobody looked here; what has been since was seen elsewhere. */
  #seenAway: number | null = null;

  /**
   * @param isLooking whether somebody looks at the messages, or where they would be; read as a signal
   * @param onRead called when everything has been seen
   * @param mark seq up to which this person has read on this device; undefined if they never were here; read as a signal
   */
  constructor(
    state: RoomState,
    history: History,
    isLooking: () => boolean,
    onRead: () => void,
    mark: () => number | undefined = () => undefined,
  ) {
    this.#state = state;
    this.#mark = mark;
    this.#hasBeenHere = untracked(mark) !== undefined;
    this.#stop = effect(() => {
      const isReady = this.#isHere.value && state.ready.value;
      const looks = isLooking();
      const sees = looks && history.atEnd.value && !history.seeking.value;
      const newest = this.#newest;
      const seen = this.seen.value;
      const isRead = newest <= state.read.value;
      untracked(() => {
        const isBack = isReady && !this.#hasCaughtUp;
        this.#hasCaughtUp = isReady;
        if (!isReady) return;
        if (isBack && !this.#hasBeenHere && state.read.peek() === 0) this.#foundHere.value = newest;
        this.#hasBeenHere = true;
        if (isBack || !looks) this.#drawLine();
        if (this.#seenAway !== null && seen > this.#seenAway && this.unread.peek() === 0) this.eraseLine();
        this.#seenAway = looks ? null : seen;
        if (sees && !isRead) onRead();
      });
    });
  }

  /** The reader comes into the room. */
  enter(): void {
    this.#isHere.value = true;
  }

  leave(): void {
    batch(() => {
      this.#isHere.value = false;
      this.eraseLine();
    });
  }

  /** The line has come into view. */
  sawLine(): void {
    this.isLineAhead.value = false;
  }

  /** The reader does not need the line any more. */
  eraseLine(): void {
    batch(() => {
      this.newAfter.value = null;
      this.isLineAhead.value = false;
    });
  }

  stop(): void {
    this.#stop();
  }

  /** Seq of the newest message, as a signal. */
  get #newest(): number {
    return this.#state.transcript.newest.value?.seq ?? 0;
  }

  #drawLine(): void {
    if (this.unread.peek() === 0 || this.newAfter.peek() === this.seen.peek()) return;
    batch(() => {
      this.newAfter.value = this.seen.peek();
      this.isLineAhead.value = true;
    });
  }
}
