import { batch, computed, type Signal, signal } from "@preact/signals";
import { PAGE_DEFAULT } from "../protocol/limits.ts";
import type { Message, Time } from "../protocol/model.ts";
import type { PageQuery } from "../protocol/page.ts";
import type { Api } from "./api.ts";
import { firstSince } from "./date-search.ts";
import type { RoomState } from "./room-state.ts";

export type Loading = "no" | "loading" | "failed";

/** What the reader has to be told of where they are. */
export type Notice =
  /** There is no message with this number; the latest are shown. */
  | { kind: "missing"; seq: number }
  /** What was to be shown could not be loaded. */
  | { kind: "failed"; reading: number | null; retry: () => void }
  /** What they were reading had to be dropped; `seq` is where they were, if it is still there. */
  | { kind: "anew"; seq: number | null };

/** Where the timeline is to go; a new object each time. */
export interface Spot {
  seq: number | "end";
}

interface Wanted {
  seq: number;
  isMarked: boolean;
}

/** Whether the room lets this person in. */
interface Door {
  /** True if it has said that it does not. */
  isShut: () => boolean;
  /** Asks again; does nothing if it is not shut. */
  knock: () => void;
}

/** Where this person is in a room's messages: loads what is not held, and moves the view through it. */
export class History {
  readonly older = signal<Loading>("no");
  readonly newer = signal<Loading>("no");
  readonly spot = signal<Spot | null>(null);
  /** Seq of the message that was asked for by its number, to be shown as such. */
  readonly marked = signal<number | null>(null);
  /** True while a message elsewhere is being looked for. */
  readonly seeking = signal(false);
  /** True until the first message that is looked for has been found: nothing else is to flash up. */
  readonly veiled = signal(false);
  readonly notice = signal<Notice | null>(null);
  /** True while the latest message is in view. */
  readonly atEnd = signal(true);
  /** Messages that came since the reader left the end. */
  readonly behind = computed(() => {
    const newest = this.#state.transcript.newest.value?.seq ?? 0;
    return this.#leftAt.value === null ? 0 : Math.max(0, newest - this.#leftAt.value);
  });

  readonly #room: string;
  readonly #api: Api;
  readonly #state: RoomState;
  readonly #onEnd: () => void;
  readonly #door: Door;
  readonly #leftAt = signal<number | null>(null);
  /** Seq of the message that is being read; null at the end. */
  #reading: number | null = null;
  /** The message that is being looked for. */
  #wanted: Wanted | null = null;
  /** The message they have come for, as long as it was found in what is held alone, and the room has not caught up. */
  #foundHeld: Wanted | null = null;

  /** @param onEnd called when the reader goes to the latest messages */
  constructor(room: string, api: Api, state: RoomState, onEnd: () => void, door: Door) {
    this.#room = room;
    this.#api = api;
    this.#state = state;
    this.#onEnd = onEnd;
    this.#door = door;
  }

  /**
   * The reader has scrolled.
   * @param reading seq of the message they are at, if it has one
   */
  scrolled(atEnd: boolean, reading: number | null): void {
    this.#reading = atEnd ? null : reading;
    const far = (reading ?? this.#state.transcript.last) - (this.#foundHeld?.seq ?? 0);
    if (Math.abs(far) >= PAGE_DEFAULT) this.#foundHeld = null;
    if (atEnd === this.atEnd.peek()) return;
    batch(() => {
      this.atEnd.value = atEnd;
      this.#leftAt.value = atEnd ? null : this.#state.transcript.last;
      this.#state.transcript.follow(atEnd);
    });
  }

  /** Extends the view by a page of older messages. */
  loadOlder(): Promise<void> {
    const { from } = this.#state.transcript.view;
    return this.#extend("back", this.older, from - PAGE_DEFAULT, from - 1);
  }

  /** Extends the view by a page of newer messages. */
  loadNewer(): Promise<void> {
    const { to } = this.#state.transcript.view;
    return this.#extend("forward", this.newer, to + 1, to + PAGE_DEFAULT);
  }

  /** Goes to a message, or to the latest if there is none with this number. Before the room has been seen it waits for that. */
  async goTo(seq: number, isMarked = true): Promise<void> {
    batch(() => {
      this.#wanted = { seq, isMarked };
      this.notice.value = null;
      this.seeking.value = true;
      this.veiled.value ||= this.#state.transcript.last === 0;
    });
    await this.#seek();
  }

  /** Goes to the first message of a day, or what comes next. */
  async goToDate(time: Time): Promise<void> {
    const { last } = this.#state.transcript;
    if (last === 0) return;
    this.notice.value = null;
    this.seeking.value = true;
    try {
      const seq = await firstSince(time, last, (from, to) => this.#load(from, to));
      await this.goTo(seq, false);
    } catch {
      this.#fail(() => this.goToDate(time));
    }
  }

  /** Goes to the latest messages; what could not be gone to before is given up. */
  goToEnd(): void {
    batch(() => {
      this.#arrived();
      this.#foundHeld = null;
      if (this.notice.peek()?.kind === "failed") this.notice.value = null;
      this.#state.transcript.moveToEnd();
      this.scrolled(true, null);
      this.spot.value = { seq: "end" };
      this.#onEnd();
    });
  }

  /**
   * Everything held is about to be dropped.
   * @param isSameLog true if its messages are still there to be asked for
   * @param isWriting true if the reader would be taken away from what they write
   */
  dropped(isSameLog: boolean, isWriting = false): void {
    if (this.#state.transcript.last === 0) return;
    const isOnTheirWay = this.#wanted !== null || this.notice.peek() !== null;
    if (this.#foundHeld && isSameLog && !isOnTheirWay && !isWriting) {
      // Whoever has come for a message, and found it in an old copy of the room, is led there again.
      this.#wanted = this.#foundHeld;
      this.seeking.value = true;
      this.veiled.value = true;
    } else if (!this.atEnd.peek()) this.notice.value = { kind: "anew", seq: isSameLog ? this.#reading : null };
    this.older.value = "no";
    this.newer.value = "no";
    this.scrolled(true, null);
    this.spot.value = { seq: "end" };
  }

  /**
   * The room has caught up: what failed meanwhile is tried again where the reader is still waiting for it.
   * @param isWriting true if they would be taken away from what they write
   */
  caughtUp(isWriting = false): void {
    this.#foundHeld = null;
    const [older, newer] = [this.older, this.newer].map((loading) => loading.peek() === "failed");
    if (older) this.older.value = "no";
    if (newer) this.newer.value = "no";
    // At the end nobody waits for what is older.
    if (older && !this.atEnd.peek()) void this.loadOlder();
    if (newer) void this.loadNewer();
    const notice = this.notice.peek();
    if (notice?.kind !== "failed") void this.#seek();
    else if (notice.reading === this.#reading && !isWriting) notice.retry();
  }

  /** The connection ended: who waits for a room that lets nobody in would wait for ever. */
  disconnected(): void {
    if (this.#door.isShut()) void this.#seek();
  }

  /** The reader leaves: next time they come to the latest messages. */
  leave(): void {
    batch(() => {
      this.#arrived();
      this.#foundHeld = null;
      this.scrolled(true, null);
      this.notice.value = null;
      this.marked.value = null;
      this.spot.value = null;
      this.#state.transcript.moveToEnd();
    });
  }

  async #extend(where: "back" | "forward", loading: Signal<Loading>, from: number, to: number): Promise<void> {
    const { transcript, position } = this.#state;
    const isMore = where === "back" ? transcript.hasBefore : transcript.hasAfter;
    if (!isMore.peek() || position === null || loading.peek() === "loading") return;
    if (transcript.holds(from, to)) {
      transcript.extend(where);
      return;
    }
    loading.value = "loading";
    try {
      const query = where === "back" ? { before: to + 1 } : { after: from - 1 };
      await transcript.merge(this.#page(query), () => {
        loading.value = transcript.holds(from, to) ? "no" : "failed";
        transcript.extend(where);
      });
    } catch {
      loading.value = "failed";
    }
  }

  async #seek(): Promise<void> {
    const { transcript, position, ready } = this.#state;
    const wanted = this.#wanted;
    if (wanted === null) return;
    const { seq } = wanted;
    const fail = () => this.#wanted === wanted && this.#fail(() => this.goTo(seq, wanted.isMarked));
    if (position === null || (seq > transcript.last && !ready.peek())) {
      if (this.#door.isShut()) fail();
      return;
    }
    if (seq < 1 || seq > transcript.last) {
      batch(() => {
        this.goToEnd();
        this.notice.value = { kind: "missing", seq };
      });
      return;
    }
    const show = () => {
      if (this.#wanted !== wanted) return;
      if (!this.#isShown(seq)) transcript.moveTo(seq);
      this.#arrived();
      this.#foundHeld = ready.peek() ? null : wanted;
      if (wanted.isMarked) this.marked.value = seq;
      // Until the view has been scrolled there and says otherwise.
      this.scrolled(false, seq);
      this.spot.value = { seq };
    };
    const half = PAGE_DEFAULT / 2;
    if (this.#isShown(seq) || transcript.holds(seq - half + 1, seq + half - 1)) {
      batch(show);
      return;
    }
    try {
      await transcript.merge(this.#page({ around: seq }), show);
    } catch {
      fail();
    }
  }

  /** The first message in view is not shown while there are older ones. */
  #isShown(seq: number): boolean {
    const { from, to } = this.#state.transcript.view;
    return seq <= to && (seq > from || from === 1) && seq >= from;
  }

  async #load(from: number, to: number): Promise<readonly Message[]> {
    const { transcript } = this.#state;
    if (!transcript.holds(from, to)) return (await this.#page({ after: from - 1, limit: to - from + 1 })).messages;
    return Array.from({ length: to - from + 1 }, (_, index) => transcript.find(from + index)!);
  }

  #page(query: PageQuery) {
    return this.#api.history(this.#room, { limit: PAGE_DEFAULT, ...query }, this.#state.position?.rev ?? 0);
  }

  #arrived(): void {
    this.#wanted = null;
    this.seeking.value = false;
    this.veiled.value = false;
  }

  #fail(retry: () => Promise<void>): void {
    batch(() => {
      this.#arrived();
      const again = () => {
        this.#door.knock();
        void retry();
      };
      this.notice.value = { kind: "failed", reading: this.#reading, retry: again };
    });
  }
}
