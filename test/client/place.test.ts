import { describe, expect, it } from "vitest";
import { type AddressBar, type Place, pathOf, placeOf, Route } from "../../src/client/place.ts";

it.each<[string, Place]>([
  ["/", { kind: "lobby" }],
  ["/r/wood", { kind: "room", id: "wood" }],
  ["/r/wood/", { kind: "room", id: "wood" }],
  ["/r/wood/123", { kind: "room", id: "wood", seq: 123 }],
  ["/r/wood/0", { kind: "room", id: "wood", seq: 0 }],
  ["/r/wood/-1", { kind: "nowhere" }],
  ["/r/wood/1e3", { kind: "nowhere" }],
  ["/r/NO", { kind: "nowhere" }],
  ["/r/", { kind: "nowhere" }],
  ["/r/a/b", { kind: "nowhere" }],
  ["/else", { kind: "nowhere" }],
])("the address %s", (path, place) => {
  expect(placeOf(path)).toEqual(place);
});

it.each(["/", "/r/wood", "/r/wood/123"])("%s is the address of what it leads to", (path) => {
  expect(pathOf(placeOf(path))).toBe(path);
});

/** A browser's history. */
class Bar implements AddressBar {
  entries: { path: string; state: ReturnType<AddressBar["state"]> }[];
  #at = 0;
  #listener = () => {};

  constructor(path: string, state: ReturnType<AddressBar["state"]> = null) {
    this.entries = [{ path, state }];
  }

  path = () => this.entries[this.#at]!.path;
  state = () => this.entries[this.#at]!.state;
  push(path: string, state: ReturnType<AddressBar["state"]>): void {
    this.entries.splice(++this.#at, this.entries.length, { path, state });
  }
  replace(path: string, state: ReturnType<AddressBar["state"]>): void {
    this.entries[this.#at] = { path, state };
  }
  back(): void {
    this.#at--;
    this.#listener();
  }
  onMoved(listener: () => void): void {
    this.#listener = listener;
  }
}

describe("going back", () => {
  it("from what an answer quotes leads to the answer", () => {
    const bar = new Bar("/r/wood");
    const route = new Route(bar);
    route.go({ kind: "room", id: "wood", seq: 40, from: 90 }, 90);
    expect(bar.path()).toBe("/r/wood/40");
    expect(route.place.value).toEqual({ kind: "room", id: "wood", seq: 40, from: 90 });
    route.back();
    expect(bar.path()).toBe("/r/wood");
    expect(route.place.value).toEqual({ kind: "room", id: "wood", reading: 90 });
  });

  it("leads all the way back from a quote in a quote", () => {
    const bar = new Bar("/r/wood/90");
    const route = new Route(bar);
    route.go({ kind: "room", id: "wood", seq: 40, from: 90 }, 90);
    route.go({ kind: "room", id: "wood", seq: 7, from: 40 }, 40);
    route.back();
    expect(route.place.value).toEqual({ kind: "room", id: "wood", seq: 40, from: 90, reading: 40 });
    route.back();
    expect(route.place.value).toEqual({ kind: "room", id: "wood", seq: 90, reading: 90 });
  });

  it("can still be done after a reload, which itself leads to what the address says", () => {
    const route = new Route(new Bar("/r/wood/40", { from: 90, reading: 50 }));
    expect(route.place.value).toEqual({ kind: "room", id: "wood", seq: 40, from: 90 });
  });
});

it("going where one is makes no new entry", () => {
  const bar = new Bar("/r/wood/40");
  new Route(bar).go({ kind: "room", id: "wood", seq: 40 }, 40);
  expect(bar.entries).toEqual([{ path: "/r/wood/40", state: null }]);
});
