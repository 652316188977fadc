import { computed, signal } from "@preact/signals";
import { ROOM_ID, type RoomSummary } from "../protocol/model.ts";
import type { Api } from "./api.ts";
import { roomsWithUnanswered } from "./outbox-storage.ts";
import type { Place } from "./place.ts";
import { Room, type RoomContext } from "./room.ts";

/** Milliseconds after which the list of rooms is worth asking for again. */
const STALE_AFTER_MS = 60_000;

/** The rooms this person may see, and the one that is open. Rooms visited before stay in memory and are resumed. */
export class Rooms {
  readonly list = signal<readonly RoomSummary[] | null>(null);
  readonly failed = signal(false);
  readonly open = signal<Room | null>(null);
  /** The list as it is shown: the open room as its connection knows it, which is newer. */
  readonly shown = computed(() => (this.list.value ?? []).map((room) => this.#asKnown(room)));

  readonly #api: Api;
  readonly #context: RoomContext;
  readonly #visited = new Map<string, Room>();
  #recent: readonly string[] = [];
  readonly #lastOpenKey: string;
  #askedAt = Number.NEGATIVE_INFINITY;

  constructor(context: RoomContext) {
    this.#api = context.api;
    this.#context = context;
    this.#lastOpenKey = `dormouse:${context.you}:last-room`;
  }

  /** Ids of the rooms that were open since the page was loaded, the last one first. */
  get recent(): readonly string[] {
    return this.#recent;
  }

  /** Shows the list as it was, with nobody there, until the server has been asked. */
  recall(): void {
    const list = this.#context.copies?.list ?? null;
    this.list.value ??= list?.map((room) => ({ ...room, online: 0 })) ?? null;
  }

  /** Asks for the list, unless it is fresh. */
  async refresh(): Promise<void> {
    const { now } = this.#context.surroundings;
    if (now() - this.#askedAt < STALE_AFTER_MS) return;
    this.#askedAt = now();
    try {
      const list = await this.#api.rooms();
      this.list.value = list;
      this.#context.copies?.listChanged(list);
      this.failed.value = false;
    } catch {
      this.#askedAt = Number.NEGATIVE_INFINITY;
      this.failed.value = this.list.value === null;
    }
  }

  /** @returns the new room's id */
  async create(name: string, topic: string): Promise<string> {
    const room = await this.#api.createRoom(name, topic);
    this.list.value = [...(this.list.value ?? []).filter(({ id }) => id !== room.id), room];
    return room.id;
  }

  /** Goes where the page is: into a room, and there to a message, or to the latest. */
  goTo(place: Place): void {
    const isOpen = place.kind === "room" && this.open.peek()?.id === place.id;
    this.enter(place.kind === "room" ? place.id : null);
    if (place.kind !== "room") return;
    const seq = place.reading ?? place.seq;
    const history = this.open.peek()?.history;
    if (seq !== undefined) void history?.goTo(seq);
    else if (isOpen) history?.goToEnd();
  }

  /** Leaves the open room and enters another, or none. */
  enter(id: string | null): void {
    if (this.open.peek()?.id === id) return;
    this.leave();
    if (id === null || !ROOM_ID.test(id)) return;
    const room = this.#visit(id);
    room.enter();
    this.open.value = room;
    this.#recent = [id, ...this.#recent.filter((other) => other !== id)];
    this.#rememberOpen(id);
  }

  /** Sends what was written in other rooms before the page was closed: goes there, and leaves once it is answered. */
  deliver(): void {
    const { surroundings, you } = this.#context;
    for (const id of roomsWithUnanswered(surroundings.storage, you)) {
      if (!ROOM_ID.test(id) || this.#visited.has(id)) continue;
      const room = this.#visit(id);
      if (!room.isSettled) room.enter();
      room.leave();
    }
  }

  /** Leaves every room at once: the session is over, and nothing of it may go out under the next one. */
  close(): void {
    this.#context.copies?.close();
    for (const room of this.#visited.values()) room.close();
    this.open.value = null;
  }

  /** Id of the room that was open last on this device, if any. */
  lastOpen(): string | null {
    const id = this.#context.surroundings.storage.getItem(this.#lastOpenKey);
    return id !== null && ROOM_ID.test(id) ? id : null;
  }

  leave(): void {
    this.open.peek()?.leave();
    this.open.value = null;
  }

  #visit(id: string): Room {
    const room = this.#visited.get(id) ?? new Room(id, this.#context);
    this.#visited.set(id, room);
    return room;
  }

  #rememberOpen(id: string): void {
    try {
      this.#context.surroundings.storage.setItem(this.#lastOpenKey, id);
    } catch {
      // A full storage: the lobby will do.
    }
  }

  #asKnown(room: RoomSummary): RoomSummary {
    const open = this.open.value;
    if (open?.id !== room.id || !open.state.ready.value) return room;
    const last = open.state.transcript.newest.value;
    return {
      ...room,
      ...open.state.info.value,
      online: open.state.count.value,
      seq: last?.seq ?? room.seq,
      lastMessageAt: last?.at ?? room.lastMessageAt,
    };
  }
}
