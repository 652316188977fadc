import { type Signal, signal } from "@preact/signals";
import { ROOM_ID } from "../protocol/model.ts";

/** Where the page is: in a room, in the lobby (`/`), or at an address that means nothing. */
export type Place = { kind: "lobby" } | { kind: "room"; id: string } | { kind: "nowhere" };

export function placeOf(path: string): Place {
  if (path === "/") return { kind: "lobby" };
  const id = /^\/r\/([^/]+)\/?$/.exec(path)?.[1];
  return id !== undefined && ROOM_ID.test(id) ? { kind: "room", id } : { kind: "nowhere" };
}

export function pathOf(place: Place): string {
  return place.kind === "room" ? `/r/${place.id}` : "/";
}

/** The part of the browser's window that keeps the address. */
export interface AddressBar {
  path(): string;
  push(path: string): void;
  replace(path: string): void;
  /** Calls when the reader went back or forward. */
  onMoved(listener: () => void): void;
}

/** The page's place, and the address bar in step with it. */
export class Route {
  readonly place: Signal<Place>;
  readonly #bar: AddressBar;

  constructor(bar: AddressBar) {
    this.#bar = bar;
    this.place = signal(placeOf(bar.path()));
    bar.onMoved(() => {
      this.place.value = placeOf(bar.path());
    });
  }

  go(place: Place): void {
    const path = pathOf(place);
    if (path === this.#bar.path()) this.#bar.replace(path);
    else this.#bar.push(path);
    this.place.value = place;
  }

  /** As `go`, but the place left behind cannot be gone back to. */
  redirect(place: Place): void {
    this.#bar.replace(pathOf(place));
    this.place.value = place;
  }
}
