import { type Signal, signal } from "@preact/signals";
import { ROOM_ID } from "../protocol/model.ts";
import type { Cancel } from "./surroundings.ts";

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

/** What it keeps with an address. An entry that is there only to be gone back from says which path it covers. */
type State = (Kept & { covers?: string }) | null;

/** The part of the browser's window that keeps the address. */
export interface AddressBar {
  path(): string;
  /** What was kept with this address. */
  state(): State;
  push(path: string, state: State): void;
  replace(path: string, state: State): void;
  back(): void;
  /** Calls when the reader went back or forward. */
  onMoved(listener: () => void): void;
}

/** What lies over a place. */
interface Cover {
  /** That of the place. */
  path: string;
  /** Told when it is to go. */
  uncovered: (isLeft: boolean) => void;
}

/** The page's place, and the address bar in step with it. */
export class Route {
  readonly place: Signal<Place>;
  readonly #bar: AddressBar;
  #cover: Cover | null = null;
  /** True while the browser goes back, which takes it a moment. */
  #isUncovering = false;
  #next: (() => void) | null = null;

  constructor(bar: AddressBar) {
    this.#bar = bar;
    // After a reload the address counts, and no longer where somebody was reading before.
    const { reading: _, covers, ...kept } = bar.state() ?? {};
    this.place = signal({ ...placeOf(bar.path()), ...kept });
    bar.onMoved(() => this.#moved());
    if (covers !== undefined) this.#goBeneath(covers);
  }

  /** @param reading number of the message that is to be gone back to in the place left behind, if that is a room */
  go(place: Place, reading?: number): void {
    const path = pathOf(place);
    // What lies over this very place is out of the way when it has gone.
    if (path === this.#bar.path()) this.uncover();
    if (this.#isUncovering) {
      this.#next = () => this.go(place, reading);
      return;
    }
    const kept = keptOf(place);
    const cover = this.#cover;
    if (reading !== undefined) this.#bar.replace(this.#bar.path(), { ...this.#bar.state(), reading });
    if (path === this.#bar.path() || cover) this.#bar.replace(path, kept);
    else this.#bar.push(path, kept);
    // It is to be gone back from no more.
    this.#cover = null;
    this.place.value = place;
    cover?.uncovered(true);
  }

  /** As `go`, but the place left behind cannot be gone back to, and what lies over it stays. */
  redirect(place: Place): void {
    this.#bar.replace(pathOf(place), this.#cover ? { ...keptOf(place), covers: this.#cover.path } : keptOf(place));
    this.place.value = place;
  }

  back(): void {
    this.#bar.back();
  }

  /**
   * Lays something over the place, which going back takes away, and so does going on. Of two, only the later one stays.
   * @param uncovered called when it is to go; `isLeft` if the reader has gone on to another place
   * @returns takes it away
   */
  cover(uncovered: (isLeft: boolean) => void): Cancel {
    const lay = () => {
      const path = this.#bar.path();
      this.#cover = { path, uncovered };
      this.#bar.push(path, { ...this.#bar.state(), covers: path });
    };
    this.uncover();
    if (this.#isUncovering) this.#next = lay;
    else lay();
    return () => {
      if (this.#next === lay) this.#next = null;
      else if (this.#cover?.uncovered === uncovered) this.uncover();
    };
  }

  /** Takes away what lies over the place, if anything does. */
  uncover(): void {
    if (!this.#cover || this.#isUncovering) return;
    this.#isUncovering = true;
    this.#cover.uncovered(false);
    this.#bar.back();
  }

  #moved(): void {
    const [cover, next] = [this.#cover, this.#next];
    if (!this.#isUncovering) cover?.uncovered(false);
    this.#isUncovering = false;
    this.#cover = null;
    this.#next = null;
    const here = this.place.peek();
    const path = this.#bar.path();
    const { covers, ...kept } = this.#bar.state() ?? {};
    if (path === cover?.path) {
      // While it was covered the reader may have been led elsewhere.
      if (path !== pathOf(here)) this.#bar.replace(pathOf(here), keptOf(here));
    } else if (covers === undefined || path !== pathOf(here)) this.place.value = { ...placeOf(path), ...kept };
    if (covers !== undefined) this.#goBeneath(covers);
    next?.();
  }

  /** The reader came by a reload, or forward, to what was there to be gone back from, but over which nothing lies any more. */
  #goBeneath(path: string): void {
    this.#cover = { path, uncovered: () => {} };
    this.#bar.back();
  }
}

function keptOf(place: Place): Kept {
  return place.kind === "room" && place.from !== undefined ? { from: place.from } : null;
}
