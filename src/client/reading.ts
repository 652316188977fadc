import { batch, computed, effect, signal, untracked } from "@preact/signals";
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
  readonly seen = computed(() => Math.max(this.#foundHere.value, this.#state.read.value));
  readonly unread = computed(() => Math.max(0, (this.#state.transcript.newest.value?.seq ?? 0) - this.seen.value));

  readonly #state: RoomState;
  readonly #isHere = signal(false);
  /** Seq of the newest message on the first visit: all of it would be new to somebody who has never read anything here. */
  readonly #foundHere = signal(0);
  readonly #stop: Cancel;
  #hasBeenHere = false;
  #hasCaughtUp = false;

  /**
   * @param isLooking whether somebody looks at the page; read as a signal
   * @param onRead called when everything has been seen
   */
  constructor(state: RoomState, history: History, isLooking: () => boolean, onRead: () => void) {
    this.#state = state;
    this.#stop = effect(() => {
      const isReady = this.#isHere.value && state.ready.value;
      const looks = isLooking();
      const sees = looks && history.atEnd.value && !history.seeking.value;
      const newest = state.transcript.newest.value?.seq ?? 0;
      const isRead = newest <= state.read.value;
      untracked(() => {
        const isBack = isReady && !this.#hasCaughtUp;
        this.#hasCaughtUp = isReady;
        if (!isReady) return;
        if (isBack && !this.#hasBeenHere && state.read.peek() === 0) this.#foundHere.value = newest;
        this.#hasBeenHere = true;
        if (isBack || !looks) this.#drawLine();
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

  #drawLine(): void {
    const isOwn = this.#state.transcript.newest.peek()?.author.id === this.#state.you.peek()?.id;
    if (this.unread.peek() === 0 || isOwn || this.newAfter.peek() === this.seen.peek()) return;
    batch(() => {
      this.newAfter.value = this.seen.peek();
      this.isLineAhead.value = true;
    });
  }
}
