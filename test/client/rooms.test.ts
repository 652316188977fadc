import { describe, expect, it } from "vitest";
import type { Api } from "../../src/client/api.ts";
import { RoomCopies } from "../../src/client/offline/room-copies.ts";
import { remember } from "../../src/client/remembered.ts";
import { Rooms } from "../../src/client/rooms.ts";
import type { RoomSummary } from "../../src/protocol/model.ts";
import { ada, message, ready, welcome } from "./events.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

function start(surroundings = new FakeSurroundings(), api: Partial<Api> = {}, copies?: RoomCopies) {
  const rooms = new Rooms({
    api: api as Api,
    surroundings,
    you: "ada",
    ...(copies && { copies }),
    tab: "tab-1",
    status: () => "active",
    isLooking: () => true,
    onLatest: () => {},
    onSessionChanged: () => {},
  });
  const open = () => surroundings.sockets.filter(({ closed }) => !closed).map(({ url }) => url.pathname.split("/")[3]);
  return { rooms, surroundings, open };
}

it("one room is connected at a time, and what was seen of another is resumed", () => {
  const { rooms, surroundings, open } = start();
  rooms.enter("wood");
  surroundings.socket.welcome(welcome({ seq: 1 }), message(1), ready);
  rooms.enter("meadow");
  expect(open()).toEqual(["meadow"]);
  rooms.enter("wood");
  expect(open()).toEqual(["wood"]);
  expect(surroundings.socket.url.searchParams.get("seq")).toBe("1");
  rooms.enter(null);
  expect(open()).toEqual([]);
});

it("what was written in another room before the page was closed is delivered there", () => {
  const before = start();
  before.rooms.enter("wood");
  before.rooms.open.value?.send("hello");
  const { rooms, surroundings, open } = start(new FakeSurroundings(before.surroundings.storage));
  rooms.enter("meadow");
  rooms.deliver();
  expect(open()).toEqual(["meadow", "wood"]);
  surroundings.socket.welcome(welcome(), ready);
  const [{ id } = { id: "" }] = surroundings.socket.frames();
  surroundings.socket.say(message(1, { id: String(id), author: ada }));
  expect(open()).toEqual(["meadow"]);
});

it("the room that was open last is remembered", () => {
  const { rooms, surroundings } = start();
  expect(rooms.lastOpen()).toBeNull();
  rooms.enter("wood");
  expect(start(new FakeSurroundings(surroundings.storage)).rooms.lastOpen()).toBe("wood");
});

it("a page that is opened anew shows the rooms as they were, and resumes them", async () => {
  const summary: RoomSummary = { id: "wood", name: "Wood", topic: "", seq: 1, lastMessageAt: 1, online: 3 };
  const surroundings = new FakeSurroundings();
  remember(surroundings.storage, { user: ada });
  const first = start(surroundings, { rooms: async () => [summary] }, new RoomCopies(surroundings, "ada"));
  await first.rooms.refresh();
  first.rooms.enter("wood");
  surroundings.socket.welcome(welcome({ seq: 1 }), message(1), ready);
  surroundings.pass(5_000);
  surroundings.socket.say(message(2));
  surroundings.happen("hidden");

  const later = surroundings.beside();
  const copies = new RoomCopies(later, "ada");
  await copies.open("wood");
  const { rooms } = start(later, {}, copies);
  rooms.recall();
  expect(rooms.shown.value).toEqual([{ ...summary, online: 0 }]);
  rooms.enter("wood");
  expect(rooms.open.value?.messages.value.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(later.socket.url.search).toContain("epoch=e1&seq=2&rev=0");
});

it("the list shows the open room as its connection knows it", async () => {
  const summary: RoomSummary = { id: "wood", name: "Old name", topic: "", seq: 0, lastMessageAt: null, online: 0 };
  const { rooms, surroundings } = start(new FakeSurroundings(), { rooms: async () => [summary] });
  await rooms.refresh();
  rooms.enter("wood");
  expect(rooms.shown.value).toEqual([summary]);
  surroundings.socket.welcome(welcome({ seq: 1 }), message(1), ready);
  expect(rooms.shown.value).toEqual([{ ...summary, name: "Wood", seq: 1, lastMessageAt: 1_000, online: 1 }]);
});

describe("the address", () => {
  it("leads to a message, and without one to the latest", async () => {
    const { rooms, surroundings } = start();
    rooms.goTo({ kind: "room", id: "wood", seq: 2 });
    surroundings.socket.welcome(welcome({ seq: 3 }), ...[1, 2, 3].map((seq) => message(seq)), ready);
    const history = rooms.open.value?.history;
    expect(history?.marked.value).toBe(2);
    rooms.goTo({ kind: "room", id: "wood", reading: 3 });
    expect(history?.spot.value).toEqual({ seq: 3 });
    rooms.goTo({ kind: "room", id: "wood" });
    expect(history?.spot.value).toEqual({ seq: "end" });
    rooms.goTo({ kind: "lobby" });
    expect(rooms.open.value).toBeNull();
  });
});
