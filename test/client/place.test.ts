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
  /** True to go back only when told to go on, as a browser does that has something else to do. */
  holds = false;
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
    if (!this.holds) this.goOn();
  }
  goOn(): void {
    this.#at--;
    this.#listener();
  }
  forward(): void {
    this.#at++;
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

describe("what lies over a place", () => {
  function covered() {
    const bar = new Bar("/");
    const route = new Route(bar);
    route.go({ kind: "room", id: "wood" });
    const place = route.place.value;
    const ended: string[] = [];
    const cover = (name: string) => route.cover((isLeft) => ended.push(isLeft ? `${name} left` : name));
    const end = cover("first");
    return { bar, route, place, ended, cover, end };
  }

  it("goes when the reader goes back, who is where they were", () => {
    const { bar, route, place, ended } = covered();
    bar.back();
    expect(ended).toEqual(["first"]);
    expect(route.place.value).toBe(place);
    bar.back();
    expect(route.place.value).toEqual({ kind: "lobby" });
    expect(ended).toEqual(["first"]);
  });

  it("leaves nothing to go back from when it is taken away", () => {
    const { bar, route, place, ended } = covered();
    bar.holds = true;
    route.uncover();
    route.uncover();
    expect(ended).toEqual(["first"]);
    bar.goOn();
    expect(route.place.value).toBe(place);
    route.uncover();
    bar.holds = false;
    bar.back();
    expect(bar.path()).toBe("/");
    expect(ended).toEqual(["first"]);
  });

  it("gives way to the place that is chosen in it", () => {
    const { bar, route, ended } = covered();
    route.go({ kind: "room", id: "meadow" });
    expect(bar.entries.map(({ path }) => path)).toEqual(["/", "/r/wood", "/r/meadow"]);
    bar.back();
    expect(route.place.value).toEqual({ kind: "room", id: "wood" });
    expect(ended).toEqual(["first left"]);
  });

  it("is out of the way before anything else is gone to or laid over, however slowly the browser goes back", () => {
    const { bar, route, ended, cover } = covered();
    bar.holds = true;
    route.uncover();
    route.go({ kind: "room", id: "meadow" });
    expect(bar.path()).toBe("/r/wood");
    bar.goOn();
    expect(bar.entries.map(({ path }) => path)).toEqual(["/", "/r/wood", "/r/meadow"]);
    expect(route.place.value).toEqual({ kind: "room", id: "meadow" });

    cover("second");
    route.uncover();
    cover("third");
    bar.goOn();
    expect(ended).toEqual(["first", "second"]);
    bar.holds = false;
    bar.back();
    expect(ended).toEqual(["first", "second", "third"]);
    expect(route.place.value).toEqual({ kind: "room", id: "meadow" });
  });

  it("goes, and nothing more, when the place itself is chosen", () => {
    const { bar, route, ended } = covered();
    route.go({ kind: "room", id: "wood" });
    expect(ended).toEqual(["first"]);
    expect(route.place.value).toEqual({ kind: "room", id: "wood" });
    bar.back();
    expect(bar.path()).toBe("/");
  });

  it("gives way to what is laid over it later", () => {
    const { bar, ended, cover, end } = covered();
    const endSecond = cover("second");
    expect(ended).toEqual(["first"]);
    end();
    expect(ended).toEqual(["first"]);
    endSecond();
    expect(ended).toEqual(["first", "second"]);
    bar.back();
    expect(bar.path()).toBe("/");
  });

  it("is not laid over any more when it has gone before the browser was ready for it", () => {
    const { bar, route, ended, cover } = covered();
    bar.holds = true;
    route.uncover();
    cover("second")();
    bar.goOn();
    bar.holds = false;
    bar.back();
    expect(bar.path()).toBe("/");
    expect(ended).toEqual(["first"]);
  });

  it("stays when the reader is led elsewhere beneath it, and they are there when it has gone", () => {
    const { bar, route, ended } = covered();
    route.redirect({ kind: "room", id: "meadow" });
    expect(ended).toEqual([]);
    bar.back();
    expect(ended).toEqual(["first"]);
    expect(route.place.value).toEqual({ kind: "room", id: "meadow" });
    expect(bar.path()).toBe("/r/meadow");
    bar.back();
    expect(bar.path()).toBe("/");
  });

  it("is nothing to go back from after a reload", () => {
    const { bar } = covered();
    const route = new Route(bar);
    const place = route.place.value;
    expect(place).toEqual({ kind: "room", id: "wood" });
    bar.back();
    expect(bar.path()).toBe("/");
    expect(route.place.value).toEqual({ kind: "lobby" });
  });

  it("is nothing to go forward to when it has gone", () => {
    const { bar, route, place, ended } = covered();
    bar.back();
    bar.forward();
    expect(route.place.value).toBe(place);
    bar.back();
    expect(bar.path()).toBe("/");
    expect(ended).toEqual(["first"]);
  });
});
