import { type Signal, signal } from "@preact/signals";
import { ROOM_ID } from "../protocol/model.ts";

/** A room, and what of it is shown: the latest messages, or those around one. */
export interface RoomPlace {
  kind: "room";
  id: string;
  /** Number of the message that the address names. */
  seq?: number;
  /** Number of the answer from which the reader came to that message. */
  from?: number;
  /** Number of the message they were at when they left this place. */
  reading?: number;
  /** True if they are there already, at whichever message. */
  stays?: true;
}

/** Where the page is: in a room, in the lobby (`/`), or at an address that means nothing. */
export type Place = { kind: "lobby" } | RoomPlace | { kind: "nowhere" };

export function placeOf(path: string): Place {
  if (path === "/") return { kind: "lobby" };
  const [, id, seq] = /^\/r\/([^/]+)(?:\/(\d{1,15}))?\/?$/.exec(path) ?? [];
  if (id === undefined || !ROOM_ID.test(id)) return { kind: "nowhere" };
  return { kind: "room", id, ...(seq !== undefined && { seq: Number(seq) }) };
}

export function pathOf(place: Place): string {
  if (place.kind !== "room") return "/";
  return place.seq === undefined ? `/r/${place.id}` : `/r/${place.id}/${place.seq}`;
}

/** What the browser keeps of a place besides its address. */
type Kept = Pick<RoomPlace, "from" | "reading"> | null;

/** The part of the browser's window that keeps the address. */
export interface AddressBar {
  path(): string;
  /** What was kept with this address. */
  state(): Kept;
  push(path: string, state: Kept): void;
  replace(path: string, state: Kept): void;
  back(): void;
  /** Calls when the reader went back or forward. */
  onMoved(listener: () => void): void;
}

/** The page's place, and the address bar in step with it. */
export class Route {
  readonly place: Signal<Place>;
  readonly #bar: AddressBar;
  /** Told when what lies over the place is to go; null if nothing does. */
  #uncovered: (() => void) | null = null;
  /** True while the browser goes back, which takes it a moment. */
  #isUncovering = false;
  #next: (() => void) | null = null;

  constructor(bar: AddressBar) {
    this.#bar = bar;
    // After a reload the address counts, and no longer where somebody was reading before.
    const { reading: _, ...kept } = bar.state() ?? {};
    this.place = signal({ ...placeOf(bar.path()), ...kept });
    bar.onMoved(() => this.#moved());
  }

  /** @param reading number of the message that is to be gone back to in the place left behind, if that is a room */
  go(place: Place, reading?: number): void {
    if (this.#isUncovering) {
      this.#next = () => this.go(place, reading);
      return;
    }
    const path = pathOf(place);
    const kept = keptOf(place);
    if (reading !== undefined) this.#bar.replace(this.#bar.path(), { ...this.#bar.state(), reading });
    if (path === this.#bar.path() || this.#uncovered) this.#bar.replace(path, kept);
    else this.#bar.push(path, kept);
    // It is to be gone back from no more.
    this.#uncovered = null;
    this.place.value = place;
  }

  /** As `go`, but the place left behind cannot be gone back to. */
  redirect(place: Place): void {
    this.#bar.replace(pathOf(place), keptOf(place));
    this.place.value = place;
  }

  back(): void {
    this.#bar.back();
  }

  /** Lays something over the place, which going back takes away. @param uncovered called when it is to go */
  cover(uncovered: () => void): void {
    if (this.#isUncovering) {
      this.#next = () => this.cover(uncovered);
      return;
    }
    this.#uncovered = uncovered;
    this.#bar.push(this.#bar.path(), this.#bar.state());
  }

  /** Takes away what lies over the place, if anything does. */
  uncover(): void {
    if (!this.#uncovered || this.#isUncovering) return;
    this.#isUncovering = true;
    this.#uncovered();
    this.#bar.back();
  }

  #moved(): void {
    const [uncovered, next] = [this.#uncovered, this.#next];
    if (!this.#isUncovering) uncovered?.();
    this.#isUncovering = false;
    this.#uncovered = null;
    this.#next = null;
    const path = this.#bar.path();
    if (!uncovered || path !== pathOf(this.place.peek())) this.place.value = { ...placeOf(path), ...this.#bar.state() };
    next?.();
  }
}

function keptOf(place: Place): Kept {
  return place.kind === "room" && place.from !== undefined ? { from: place.from } : null;
}
