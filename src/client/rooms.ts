import { computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import { ROOM_ID, type RoomSummary, type User } from "../protocol/model.ts";
import type { Api } from "./api.ts";
import { Names } from "./markdown/names.ts";
import { outboxesOf, roomsWithUnanswered } from "./outbox-storage.ts";
import type { Place } from "./place.ts";
import { Room } from "./room.ts";
import type { RoomContext } from "./room-context.ts";
import { RoomList } from "./room-list.ts";
import { furthest, latest, RoomSeqs } from "./room-seqs.ts";
import { SearchLine } from "./search-line.ts";
import { shutOut } from "./shut-out.ts";
import type { Cancel } from "./surroundings.ts";

/** A room as the list shows it. */
export interface ListedRoom extends RoomSummary {
  /** Messages that are new to this person; 0 if that is not known. */
  unread: number;
}

/** The rooms this person may see, and the one that is open. Rooms visited before stay in memory and are resumed. */
export class Rooms {
  /** Null until it is known. */
  readonly list: ReadonlySignal<readonly RoomSummary[] | null>;
  readonly failed: ReadonlySignal<boolean>;
  /** True while the server is asked for the list. */
  readonly isAsking: ReadonlySignal<boolean>;
  readonly open = signal<Room | null>(null);
  readonly search: SearchLine;
  /** The list as it is shown: the open room as its connection knows it, which is newer. */
  readonly shown = computed(() => (this.list.value ?? []).map((room) => this.#asKnown(room)));
  /** Messages in all rooms that are new to this person. */
  readonly unread = computed(() => this.shown.value.reduce((sum, { unread }) => sum + unread, 0));

  /** Ids of the rooms that refused something, which is kept there. */
  readonly refusing = computed(() => {
    void this.#visits.value;
    return new Set([...this.#visited.values()].filter(({ refused }) => refused.value > 0).map(({ id }) => id));
  });

  /** Those among them that the list has not, as an address that was mistyped. */
  readonly strays = computed(() => {
    const { value } = this.list;
    return value === null
      ? []
      : [...this.refusing.value].filter((refusing) => value.every(({ id }) => id !== refusing));
  });

  /** What a message may call the rooms: their names, and their ids. */
  readonly names = computed(() => {
    const names = new Names();
    for (const { id } of this.list.value ?? []) names.add(id);
    for (const { id, name } of this.list.value ?? []) names.add(name, id);
    return names;
  });

  readonly #api: Api;
  readonly #context: RoomContext;
  readonly #visited = new Map<string, Room>();
  /** Ticks when another room is visited. */
  readonly #visits = signal(0);
  readonly #list: RoomList;
  readonly #listed = new WeakMap<RoomSummary, ListedRoom>();
  /** How far they have been read on this device. */
  readonly #marks: RoomSeqs;
  /** How far they have come, as the tabs know in which they are open: sooner than the list, so that all tabs count the same. */
  readonly #newest: RoomSeqs;
  #recent: readonly string[] = [];
  readonly #lastOpenKey: string;
  readonly #stopWatching: readonly Cancel[];

  constructor(context: RoomContext) {
    const { api, surroundings, you, status, copies } = context;
    this.#api = api;
    this.search = new SearchLine({
      api,
      you,
      openRoom: () => this.open.value?.id ?? null,
      rooms: () => this.shown.value,
      people: () => this.#peopleAround(),
    });
    this.#lastOpenKey = `dormouse:${you}:last-room`;
    this.#marks = new RoomSeqs(surroundings, `dormouse:${you}:read`, furthest);
    this.#newest = new RoomSeqs(surroundings, `dormouse:${you}:newest`, latest);
    this.#context = { ...context, marks: this.#marks };
    const counts = (id: string) => id !== this.open.peek()?.id && this.#marks.of(id) !== undefined;
    const onAnswer = (rooms: readonly RoomSummary[]) => copies?.listChanged(rooms);
    this.#list = new RoomList({ api, surroundings, you, status, counts, onAnswer });
    this.list = this.#list.rooms;
    this.failed = this.#list.failed;
    this.isAsking = this.#list.isAsking;
    const stopNoting = effect(() => {
      const open = this.open.value;
      void this.#visits.value;
      // What is still sent from here to a room that was left is read; how far such a room has come others know better.
      for (const { id, reading } of this.#visited.values()) {
        if (id !== open?.id && reading.seen.value > 0) this.#marks.note(id, reading.seen.value);
      }
      if (!open?.state.ready.value) return;
      this.#marks.note(open.id, open.reading.seen.value);
      this.#newest.note(open.id, open.state.transcript.newest.value?.seq ?? 0);
    });
    this.#stopWatching = [
      stopNoting,
      effect(() => this.#rememberOpen()),
      surroundings.onStored(outboxesOf(you), () => {
        for (const room of this.#visited.values()) room.lookAtStorage();
      }),
    ];
  }

  /** Ids of the rooms that were open since the page was loaded, the last one first. */
  get recent(): readonly string[] {
    return this.#recent;
  }

  /** Those that were open or had something delivered since the page was loaded. */
  get visited(): readonly Room[] {
    return [...this.#visited.values()];
  }

  /** Shows the list as it was when it was last known here, and asks for it from now on. */
  watch(): void {
    this.#list.recall(this.#context.copies?.list ?? null);
    this.#list.watch();
  }

  /** Asks for the list, unless it is fresh. */
  refresh(): Promise<void> {
    return this.#list.refresh();
  }

  /** @returns the new room's id */
  async create(name: string, topic: string): Promise<string> {
    const room = await this.#api.createRoom(name, topic);
    this.#list.add(room);
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
    else if (isOpen && !place.stays) history?.goToEnd();
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
    this.#list.keepFresh();
  }

  /** Sends what was written in other rooms, on this page or one that was closed. */
  deliver(): void {
    const { surroundings, you } = this.#context;
    for (const id of roomsWithUnanswered(surroundings.storage, you)) {
      if (ROOM_ID.test(id) && id !== this.open.peek()?.id) this.#visit(id).deliver();
    }
  }

  /** Leaves every room at once: the session is over, and nothing of it may go out under the next one. */
  close(): void {
    this.#context.copies?.close();
    for (const room of this.#visited.values()) room.close();
    this.open.value = null;
    this.#list.stop();
    this.#marks.stop();
    this.#newest.stop();
    for (const stop of this.#stopWatching) stop();
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

  /** Who is in the open room, or wrote what is held of it. */
  #peopleAround(): User[] {
    const room = this.open.value;
    return room ? [...room.messages.value.map(({ author }) => author), ...room.state.online.value] : [];
  }

  #visit(id: string): Room {
    let room = this.#visited.get(id);
    if (!room) {
      room = new Room(id, this.#context);
      this.#visited.set(id, room);
      this.#visits.value++;
    }
    // Its name is known before the room has said it.
    const listed = this.list.peek()?.find((each) => each.id === id);
    if (listed) room.state.info.value ??= { id, name: listed.name, topic: listed.topic };
    return room;
  }

  /** Only a room that has answered, now or before: an address may be mistyped. */
  #rememberOpen(): void {
    const open = this.open.value;
    if (!open) return;
    const { storage } = this.#context.surroundings;
    const isKnown = open.state.ready.value || open.state.asOf.value !== null;
    if (shutOut(open.connection.value)) {
      if (this.lastOpen() === open.id) storage.removeItem(this.#lastOpenKey);
    } else if (isKnown) {
      try {
        storage.setItem(this.#lastOpenKey, open.id);
      } catch {
        // A full storage: the lobby will do.
      }
    }
  }

  #asKnown(room: RoomSummary): ListedRoom {
    const open = this.open.value;
    if (open?.id !== room.id || !open.state.ready.value) {
      const seen = this.#marks.of(room.id);
      const newest = Math.max(room.seq, this.#newest.of(room.id) ?? 0);
      return this.#listedAs(room, seen === undefined ? 0 : Math.max(0, newest - seen));
    }
    const last = open.state.transcript.newest.value;
    return {
      ...room,
      ...open.state.info.value,
      online: open.state.count.value,
      seq: last?.seq ?? room.seq,
      lastMessageAt: last?.at ?? room.lastMessageAt,
      unread: open.reading.unread.value,
    };
  }

  /** The same as before if nothing has changed, so that a message in one room does not draw all of them anew. */
  #listedAs(room: RoomSummary, unread: number): ListedRoom {
    const before = this.#listed.get(room);
    if (before?.unread === unread) return before;
    const listed = { ...room, unread };
    this.#listed.set(room, listed);
    return listed;
  }
}
