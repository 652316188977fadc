import type { RoomSummary } from "../../protocol/model.ts";
import { remembered } from "../remembered.ts";
import type { Snapshot } from "../room-state.ts";
import type { Cancel, Clock, Memory, Network } from "../surroundings.ts";

/** Rooms of which a copy is kept: those that were open last. */
export const ROOMS_KEPT = 10;
/** Milliseconds from a change until it is kept: the messages of a busy room are written together. */
const KEEP_AFTER_MS = 2_000;
/** Milliseconds that the page waits for its copies at most: it must open also where the browser does not hand them out. */
const PATIENCE_MS = 500;
/** Changes with the shape of what is kept; what has another shape is as good as nothing. */
const SHAPE = 1;

const LIST = "list";
/** Ids of the rooms that were open last, the latest first. */
const LATEST = "latest";
const ROOM = "room:";

interface Kept<Value> {
  shape: typeof SHAPE;
  value: Value;
}

/**
 * Copies of a person's rooms on this device. The page shows them at once when it is opened, also without a network, and the
 * rooms resume from them, so that only what has changed meanwhile is sent.
 */
export class RoomCopies {
  readonly #surroundings: Memory & Clock & Network;
  readonly #user: string;
  readonly #rooms = new Map<string, Snapshot>();
  #list: readonly RoomSummary[] | null = null;
  /** What has changed and is not kept yet: what it is by now, by its key. */
  #changed = new Map<string, () => unknown>();
  #cancelTimer: Cancel | null = null;
  readonly #stopWatching: Cancel;
  #isClosed = false;

  /** @param user id */
  constructor(surroundings: Memory & Clock & Network, user: string) {
    this.#surroundings = surroundings;
    this.#user = user;
    this.#stopWatching = surroundings.onHidden(() => this.#keepNow());
  }

  /** The list of rooms as it was. */
  get list(): readonly RoomSummary[] | null {
    return this.#list;
  }

  room(id: string): Snapshot | undefined {
    return this.#rooms.get(id);
  }

  /** Resolves when the list and the room that is shown `first` have been read, or do not come; the other rooms come later. */
  async open(first: string | null): Promise<void> {
    const read = Promise.all([this.#readList(), first === null ? null : this.#readRoom(first)]);
    await Promise.race([read, new Promise<void>((late) => this.#surroundings.after(PATIENCE_MS, late))]);
    void read.then(() => this.#readOthers());
  }

  /** @param now says what the room is like when it is kept; null if that is nothing to go on from */
  roomChanged(id: string, now: () => Snapshot | null): void {
    this.#change(ROOM + id, now);
  }

  listChanged(list: readonly RoomSummary[]): void {
    this.#change(LIST, () => list);
  }

  /** From now on nothing is kept any more. */
  close(): void {
    this.#isClosed = true;
    this.#stopWatching();
    this.#cancelTimer?.();
    this.#changed.clear();
  }

  #change(name: string, now: () => unknown): void {
    this.#changed.set(name, now);
    this.#cancelTimer ??= this.#surroundings.after(KEEP_AFTER_MS, () => this.#keepNow());
  }

  #keepNow(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const changed = this.#changed;
    this.#changed = new Map();
    // A page that was frozen may not have heard yet that its person has signed out.
    if (remembered(this.#surroundings.storage)?.user.id !== this.#user) return;
    for (const [name, now] of changed) {
      const value = now();
      if (value !== null) void this.#write(name, value);
    }
    const rooms = [...changed.keys()].filter((name) => name.startsWith(ROOM)).map((name) => name.slice(ROOM.length));
    if (rooms.length > 0) void this.#opened(rooms);
  }

  /** Lets the copies go of which the room was not open for the longest time. */
  async #opened(rooms: readonly string[]): Promise<void> {
    const before = (await this.#read<string[]>(LATEST))?.value ?? [];
    const latest = [...new Set([...rooms, ...before])].slice(0, ROOMS_KEPT);
    if (this.#isClosed || latest.join() === before.join()) return;
    await this.#write(LATEST, latest);
    const gone = before.filter((id) => !latest.includes(id));
    await this.#surroundings.records?.remove(gone.map((id) => this.#key(ROOM + id))).catch(() => {});
  }

  async #readList(): Promise<void> {
    this.#list = (await this.#read<readonly RoomSummary[]>(LIST))?.value ?? null;
  }

  async #readRoom(id: string): Promise<void> {
    const kept = await this.#read<Snapshot>(ROOM + id);
    if (kept) this.#rooms.set(id, kept.value);
  }

  async #readOthers(): Promise<void> {
    const latest = await this.#read<string[]>(LATEST);
    for (const id of latest?.value ?? []) if (!this.#rooms.has(id)) await this.#readRoom(id);
  }

  async #read<Value>(name: string): Promise<Kept<Value> | null> {
    try {
      // Nobody else writes under these keys, so the shape that is written there is the shape it has.
      const kept = (await this.#surroundings.records?.get(this.#key(name))) as Kept<Value> | undefined;
      return kept?.shape === SHAPE ? kept : null;
    } catch {
      return null;
    }
  }

  async #write(name: string, value: unknown): Promise<void> {
    const kept: Kept<unknown> = { shape: SHAPE, value };
    // A storage that is full or forbidden costs the page its life without a network, and nothing else.
    await this.#surroundings.records?.set(this.#key(name), kept).catch(() => {});
  }

  #key(name: string): string {
    return `dormouse:${this.#user}:${name}`;
  }
}
