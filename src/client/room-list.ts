import { effect, signal } from "@preact/signals";
import { LIST_EVERY_MS, LIST_EVERY_QUIET_MS } from "../protocol/limits.ts";
import type { RoomSummary, Status } from "../protocol/model.ts";
import type { Api } from "./api.ts";
import type { Cancel, Surroundings } from "./surroundings.ts";

/** Milliseconds after which the list is worth asking for again when somebody looks at it. */
const STALE_AFTER_MS = 60_000;
/** Milliseconds within which the tabs' turns are scattered, so that one of them is first. */
const SCATTER_MS = 5_000;

/** What the tabs share: the list, when one of them asked for it, and how long to wait until the next time. */
interface Shared {
  rooms: readonly RoomSummary[] | null;
  /** By this device's clock. */
  askedAt: number;
  wait: number;
}

export interface RoomListOptions {
  api: Api;
  surroundings: Surroundings;
  /** Id of the user who is signed in. */
  you: string;
  /** Whether someone is at this browser; read as a signal. */
  status(): Status;
  /** True if what happens in this room is of interest although nobody looks at the list. */
  counts(room: string): boolean;
  /** The server has been asked. */
  onAnswer(rooms: readonly RoomSummary[]): void;
}

/**
 * The rooms this person may see. The list is asked for by one tab for all of them, and of itself only as long as somebody
 * is there, sees the page and has rooms in which something could be unread: docs/architecture.md says what that costs.
 */
export class RoomList {
  readonly rooms = signal<readonly RoomSummary[] | null>(null);
  readonly failed = signal(false);
  readonly isAsking = signal(false);

  readonly #options: RoomListOptions;
  readonly #key: string;
  #stop: readonly Cancel[] = [];
  #askedAt = Number.NEGATIVE_INFINITY;
  #wait = LIST_EVERY_MS;
  #cancelTurn: Cancel = () => {};
  #isStopped = false;

  constructor(options: RoomListOptions) {
    this.#options = options;
    this.#key = `dormouse:${options.you}:rooms`;
  }

  /** Asks for the list, and sees to it from now on that it is not too old. */
  watch(): void {
    const { surroundings, status } = this.#options;
    this.#stop = [
      surroundings.onStored(this.#key, () => this.#hear()),
      surroundings.onVisible(() => void this.refresh()),
      effect(() => {
        if (status() === "active") void this.refresh();
      }),
    ];
  }

  /** Shows the list as it was, with nobody there, until the server has been asked. */
  recall(rooms: readonly RoomSummary[] | null): void {
    this.rooms.value ??= rooms?.map((room) => ({ ...room, online: 0 })) ?? null;
  }

  /** Asks for the list, unless it is fresh. */
  async refresh(): Promise<void> {
    const age = this.#options.surroundings.date() - this.#askedAt;
    if (age >= 0 && age < STALE_AFTER_MS && !this.failed.peek()) this.keepFresh();
    // Pressing twice asks once.
    else if (!this.failed.peek() || !this.isAsking.peek()) await this.#ask();
  }

  /** Takes turns with the other tabs in asking, from now on. */
  keepFresh(): void {
    const { surroundings } = this.#options;
    this.#cancelTurn();
    const due = Math.max(0, this.#askedAt + this.#wait - surroundings.date());
    this.#cancelTurn = surroundings.after(due + surroundings.random() * SCATTER_MS, () => this.#takeTurn());
  }

  /** A room that was just made. */
  add(room: RoomSummary): void {
    this.#know([...(this.rooms.peek() ?? []).filter(({ id }) => id !== room.id), room]);
    this.#share();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelTurn();
    for (const cancel of this.#stop) cancel();
  }

  async #ask(): Promise<void> {
    this.#askedAt = this.#options.surroundings.date();
    this.#share();
    this.keepFresh();
    this.isAsking.value = true;
    try {
      const before = this.rooms.peek();
      const rooms = await this.#options.api.rooms();
      if (this.#isStopped) return;
      this.#wait =
        before === null || this.#isNews(before, rooms) ? LIST_EVERY_MS : Math.min(LIST_EVERY_QUIET_MS, 2 * this.#wait);
      this.#know(rooms);
      this.#share();
      this.#options.onAnswer(rooms);
    } catch {
      this.failed.value = this.rooms.peek() === null;
    } finally {
      this.isAsking.value = false;
    }
    if (!this.#isStopped) this.keepFresh();
  }

  #know(rooms: readonly RoomSummary[]): void {
    this.rooms.value = rooms;
    this.failed.value = false;
  }

  #isNews(before: readonly RoomSummary[], rooms: readonly RoomSummary[]): boolean {
    const seqs = new Map(before.map(({ id, seq }) => [id, seq]));
    return rooms.some(({ id, seq }) => this.#options.counts(id) && seq !== seqs.get(id));
  }

  #takeTurn(): void {
    const { surroundings, status, counts } = this.#options;
    const isOfInterest = this.rooms.peek()?.some(({ id }) => counts(id)) ?? true;
    // Whoever comes back asks anew, and goes on from there.
    if (surroundings.hidden() || status() === "away" || !isOfInterest) return;
    void this.#ask();
  }

  /** Another tab has asked, or heard the answer. */
  #hear(): void {
    const shared = this.#shared();
    if (!shared) return;
    this.#askedAt = shared.askedAt;
    this.#wait = shared.wait;
    if (shared.rooms) this.#know(shared.rooms);
    this.keepFresh();
  }

  #share(): void {
    const { storage } = this.#options.surroundings;
    const shared: Shared = { rooms: this.rooms.peek(), askedAt: this.#askedAt, wait: this.#wait };
    try {
      storage.setItem(this.#key, JSON.stringify(shared));
    } catch {
      // A full storage: then each tab asks for itself.
    }
  }

  #shared(): Shared | null {
    try {
      return JSON.parse(this.#options.surroundings.storage.getItem(this.#key) ?? "null") as Shared | null;
    } catch {
      return null;
    }
  }
}
