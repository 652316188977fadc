import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { type Api, ApiError } from "../../src/client/api.ts";
import { roomsWithDrafts } from "../../src/client/draft.ts";
import { finish } from "../../src/client/finish.ts";
import { RoomCopies } from "../../src/client/offline/room-copies.ts";
import { remember } from "../../src/client/remembered.ts";
import type { Room } from "../../src/client/room.ts";
import { Rooms } from "../../src/client/rooms.ts";
import type { RoomSummary } from "../../src/protocol/model.ts";
import { ada, message, ready, welcome } from "./events.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

const settled = () => new Promise((resolve) => setImmediate(resolve));

function start(
  surroundings = new FakeSurroundings(),
  api: Partial<Api> = {},
  copies?: RoomCopies,
  onRefused: (room: Room) => void = () => {},
) {
  const isLooking = signal(true);
  const rooms = new Rooms({
    api: api as Api,
    surroundings,
    you: "ada",
    ...(copies && { copies }),
    tab: "tab-1",
    status: () => "active",
    isLooking: () => isLooking.value,
    onLatest: () => {},
    onRefused,
    onSessionChanged: () => {},
  });
  const open = () => surroundings.sockets.filter(({ closed }) => !closed).map(({ url }) => url.pathname.split("/")[3]);
  return { rooms, surroundings, open, isLooking };
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

it("and what a closed tab has left in a room that was visited here", () => {
  const { rooms, surroundings, open } = start();
  rooms.enter("wood");
  surroundings.socket.welcome(welcome(), ready);
  rooms.enter("meadow");
  const gone = start(surroundings.beside());
  gone.rooms.enter("wood");
  gone.rooms.open.value?.send("hello");
  rooms.deliver();
  expect(open()).toEqual(["meadow", "wood"]);
  surroundings.socket.welcome(welcome({ resumed: true }), ready);
  expect(surroundings.socket.frames()).toMatchObject([{ type: "send", text: "hello" }]);
});

it("the room that was open last is remembered", () => {
  const { rooms, surroundings } = start();
  expect(rooms.lastOpen()).toBeNull();
  rooms.enter("wood");
  surroundings.socket.welcome(welcome(), ready);
  expect(start(new FakeSurroundings(surroundings.storage)).rooms.lastOpen()).toBe("wood");
});

it("but none that has never answered, and no longer one that is gone", async () => {
  const { rooms, surroundings } = start(new FakeSurroundings(), {
    room: () => Promise.reject(new ApiError(404, "", "")),
  });
  rooms.enter("wood");
  surroundings.socket.welcome(welcome(), ready);
  rooms.enter("wodo");
  surroundings.socket.listener.closed(1006);
  await settled();
  expect(rooms.open.value?.connection.value).toEqual({ kind: "stopped", because: "not_found" });
  expect(rooms.lastOpen()).toBe("wood");
  rooms.enter("wood");
  surroundings.socket.listener.closed(1006);
  expect(rooms.lastOpen()).toBe("wood");
  await settled();
  expect(rooms.lastOpen()).toBeNull();
});

describe("what a room refuses once one has left it", () => {
  const refusal = (id: unknown) => ({ type: "error", code: "muted", message: "", id });

  function sendAndLeave() {
    const told: string[] = [];
    const started = start(new FakeSurroundings(), { rooms: async () => [] }, undefined, ({ id }) => told.push(id));
    const { rooms, surroundings } = started;
    rooms.enter("wood");
    surroundings.socket.welcome(welcome(), ready);
    rooms.open.value?.send("hello");
    const { socket } = surroundings;
    rooms.enter("meadow");
    return { ...started, told, refuse: () => socket.say(refusal(socket.frames().at(-1)?.id)) };
  }

  it("is told at once, and marks the room until it is tried again or given up", () => {
    const { rooms, told, refuse } = sendAndLeave();
    expect([...rooms.refusing.value]).toEqual([]);
    refuse();
    expect(told).toEqual(["wood"]);
    expect([...rooms.refusing.value]).toEqual(["wood"]);
    rooms.enter("wood");
    const [entry] = rooms.open.value?.unsent.value ?? [];
    rooms.open.value?.discard(entry!);
    expect([...rooms.refusing.value]).toEqual([]);
  });

  it("still marks it when the page is opened anew, and in a room that no list has", async () => {
    const { surroundings, refuse } = sendAndLeave();
    refuse();
    const later = start(surroundings.beside(), { rooms: async () => [summary("meadow", 0)] });
    later.rooms.enter("meadow");
    later.rooms.deliver();
    later.rooms.watch();
    await settled();
    expect([...later.rooms.refusing.value]).toEqual(["wood"]);
    expect(later.rooms.strays.value).toEqual(["wood"]);
    expect(later.open()).toEqual(["meadow"]);
  });

  it("and what it refuses while it is open is told there", () => {
    const { rooms, told, surroundings } = sendAndLeave();
    surroundings.socket.welcome(welcome(), ready);
    rooms.open.value?.send("hello");
    surroundings.socket.say(refusal(surroundings.socket.frames().at(-1)?.id));
    expect(told).toEqual([]);
  });
});

describe("before the session ends", () => {
  const never = new Promise<void>(() => {});
  const late = Promise.resolve();

  /** What is lost with the session when it is ended in this tab. */
  function finishIn({ rooms, surroundings }: ReturnType<typeof start>, enough: Promise<void>) {
    const drafts = signal<ReadonlySet<string>>(new Set());
    const lookForDrafts = () => {
      drafts.value = roomsWithDrafts(surroundings.storage, "ada");
    };
    return finish({ rooms: signal(rooms), drafts, lookForDrafts }, enough);
  }

  function enterWood(surroundings = new FakeSurroundings()) {
    const started = start(surroundings);
    started.rooms.enter("wood");
    surroundings.socket.welcome(welcome({ seq: 1 }), message(1, { author: ada }), ready);
    return { ...started, room: started.rooms.open.value! };
  }

  const lastId = (surroundings: FakeSurroundings) => String(surroundings.socket.frames().at(-1)?.id);

  it("what could still be undone is sent, and its answer waited for", async () => {
    const here = enterWood();
    here.room.delete(1);
    const finished = finishIn(here, never);
    const ack = lastId(here.surroundings);
    here.surroundings.socket.say(message(1, { author: ada, deletedAt: 1, rev: 1, ack }));
    expect(await finished).toEqual([]);
  });

  it("but not for ever", async () => {
    const here = enterWood();
    here.room.delete(1);
    expect(await finishIn(here, late)).toEqual(["unanswered"]);
  });

  it.each(["meadow", "wood"])(
    "what another tab could not send in %s is sent from this one, which is in the meadow",
    async (id) => {
      const here = start();
      here.rooms.enter("meadow");
      here.surroundings.socket.welcome(welcome(), ready);
      const there = start(here.surroundings.beside());
      there.rooms.enter(id);
      there.rooms.open.value?.send("hello");
      expect(await finishIn(here, late)).toEqual(["unanswered"]);
      const finished = finishIn(here, never);
      if (id === "wood") here.surroundings.socket.welcome(welcome(), ready);
      expect(here.surroundings.socket.frames()).toMatchObject([{ type: "send", text: "hello" }]);
      here.surroundings.socket.say(message(1, { id: lastId(here.surroundings), author: ada }));
      expect(await finished).toEqual([]);
    },
  );

  it("the text of what was refused is told of, in whichever tab, but not what has none", async () => {
    const there = enterWood();
    const refuse = () =>
      there.surroundings.socket.say({ type: "error", code: "muted", message: "", id: lastId(there.surroundings) });
    const here = start(there.surroundings.beside());
    there.room.react(1, "🎉", true);
    refuse();
    expect([await finishIn(there, late), await finishIn(here, late)]).toEqual([[], []]);
    there.room.send("hello");
    refuse();
    expect([await finishIn(there, late), await finishIn(here, late)]).toEqual([["refused"], ["refused"]]);
  });

  it("what has been begun is told of, in whichever room", async () => {
    const there = enterWood();
    there.room.draft.write("on and on");
    const here = start(there.surroundings.beside());
    expect([await finishIn(there, late), await finishIn(here, late)]).toEqual([["begun"], ["begun"]]);
    there.room.draft.write("");
    expect(await finishIn(here, late)).toEqual([]);
  });
});

it("a page that is opened anew shows the rooms as they were, and resumes them", async () => {
  const summary: RoomSummary = { id: "wood", name: "Wood", topic: "", seq: 1, lastMessageAt: 1, online: 3 };
  const surroundings = new FakeSurroundings();
  remember(surroundings.storage, { user: ada });
  const first = start(surroundings, { rooms: async () => [summary] }, new RoomCopies(surroundings, "ada"));
  first.rooms.watch();
  await settled();
  first.rooms.enter("wood");
  surroundings.socket.welcome(welcome({ seq: 1 }), message(1), ready);
  surroundings.pass(5_000);
  surroundings.socket.say(message(2));
  surroundings.happen("hidden");

  const later = surroundings.beside();
  const copies = new RoomCopies(later, "ada");
  await copies.open("wood");
  const { rooms } = start(later, {}, copies);
  rooms.watch();
  expect(rooms.shown.value).toEqual([{ ...summary, online: 0, unread: 0 }]);
  rooms.enter("wood");
  expect(rooms.open.value?.messages.value.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(later.socket.url.search).toContain("epoch=e1&seq=2&rev=0");
});

const summary = (id: string, seq: number): RoomSummary => ({
  id,
  name: "Old name",
  topic: "",
  seq,
  lastMessageAt: null,
  online: 0,
});
it("the list shows the open room as its connection knows it", async () => {
  const { rooms, surroundings } = start(new FakeSurroundings(), { rooms: async () => [summary("wood", 0)] });
  rooms.watch();
  await settled();
  rooms.enter("wood");
  expect(rooms.shown.value).toEqual([{ ...summary("wood", 0), unread: 0 }]);
  surroundings.socket.welcome(welcome({ seq: 1 }), message(1), ready);
  expect(rooms.shown.value).toMatchObject([{ name: "Wood", seq: 1, lastMessageAt: 1_000, online: 1 }]);
});

describe("what is unread", () => {
  const listed = [summary("wood", 9), summary("meadow", 5), summary("never-visited", 100)];
  const unread = ({ rooms }: ReturnType<typeof start>) => rooms.shown.value.map((room) => room.unread);

  async function visitBoth() {
    const started = start(new FakeSurroundings(), { rooms: async () => listed });
    const { rooms, surroundings } = started;
    rooms.watch();
    await settled();
    rooms.enter("wood");
    surroundings.socket.welcome(welcome({ seq: 6 }), ...[1, 2, 3, 4, 5, 6].map((seq) => message(seq)), ready);
    rooms.enter("meadow");
    surroundings.socket.welcome(welcome({ seq: 5, read: 5 }), ...[1, 2, 3, 4, 5].map((seq) => message(seq)), ready);
    return started;
  }

  it("in a room that is not open is what the list has more than was read there", async () => {
    const started = await visitBoth();
    expect(unread(started)).toEqual([3, 0, 0]);
    expect(started.rooms.unread.value).toBe(3);
  });

  it("in the open room is what came while nobody looked, or looked elsewhere", async () => {
    const started = await visitBoth();
    started.surroundings.socket.say(message(6));
    expect(unread(started)).toEqual([3, 0, 0]);
    started.isLooking.value = false;
    started.surroundings.socket.say(message(7));
    expect(unread(started)).toEqual([3, 1, 0]);
    started.isLooking.value = true;
    started.rooms.open.value?.history.scrolled(false, 3);
    started.surroundings.socket.say(message(8));
    expect(unread(started)).toEqual([3, 1, 0]);
  });

  it("is nothing that one has written oneself, also if the room answers once one has left it", async () => {
    let now = listed;
    const started = start(new FakeSurroundings(), { rooms: async () => now });
    const { rooms, surroundings } = started;
    rooms.watch();
    await settled();
    rooms.enter("meadow");
    surroundings.socket.welcome(welcome({ seq: 5, read: 5 }), ...[1, 2, 3, 4, 5].map((seq) => message(seq)), ready);
    rooms.open.value?.send("hello");
    const { socket } = surroundings;
    const { id } = socket.frames().find(({ type }) => type === "send")!;
    rooms.enter("wood");
    socket.say(message(6, { id: String(id), author: ada }));
    now = [summary("wood", 9), summary("meadow", 6)];
    surroundings.pass(5 * 60_000);
    await settled();
    expect(rooms.shown.value.map(({ seq, unread }) => [seq, unread])).toEqual([
      [9, 0],
      [6, 0],
    ]);
  });

  it("in a room that was left counts on from what another tab has of it", async () => {
    const started = await visitBoth();
    const { surroundings } = started;
    surroundings.pass(2_000);
    surroundings.storage.setItem("dormouse:ada:newest", JSON.stringify({ wood: 12 }));
    surroundings.storedElsewhere("dormouse:ada:newest");
    expect(unread(started)).toEqual([6, 0, 0]);
    surroundings.socket.say(message(6));
    expect(unread(started)).toEqual([6, 0, 0]);
  });

  it("is remembered on this device, and shared by its tabs", async () => {
    const before = await visitBoth();
    before.surroundings.happen("hidden");
    const after = start(before.surroundings.beside(), { rooms: async () => listed });
    after.rooms.watch();
    await settled();
    expect(unread(after)).toEqual([3, 0, 0]);
    before.rooms.enter("wood");
    const seqs = [7, 8, 9].map((seq) => message(seq));
    before.surroundings.socket.welcome(welcome({ seq: 9, read: 6, resumed: true }), ...seqs, ready);
    before.surroundings.pass(1_000);
    after.surroundings.storedElsewhere("dormouse:ada:read");
    expect(unread(after)).toEqual([0, 0, 0]);
  });

  it("is the same in every tab, whichever room is open in it", async () => {
    const here = await visitBoth();
    here.surroundings.happen("hidden");
    const there = start(here.surroundings.beside(), { rooms: async () => listed });
    there.rooms.watch();
    await settled();
    there.rooms.enter("wood");
    const seqs = [7, 8, 9].map((seq) => message(seq));
    there.surroundings.socket.welcome(welcome({ seq: 9, read: 9 }), ...seqs, ready);
    here.isLooking.value = false;
    here.surroundings.socket.say(message(6));
    here.surroundings.pass(1_000);
    there.surroundings.storedElsewhere("dormouse:ada:newest");
    expect(there.rooms.unread.value).toBe(1);
    here.isLooking.value = true;
    here.surroundings.pass(1_000);
    there.surroundings.storedElsewhere("dormouse:ada:read");
    expect(there.rooms.unread.value).toBe(0);
  });

  it("is no more than there is after a room's log began anew", async () => {
    const { rooms, surroundings, isLooking } = await visitBoth();
    isLooking.value = false;
    surroundings.socket.say(message(6));
    surroundings.socket.say(welcome({ epoch: "e2", seq: 1 }), message(1), ready);
    rooms.enter("wood");
    expect(rooms.shown.value.find(({ id }) => id === "meadow")?.unread).toBe(0);
  });

  it("does not draw every room anew for a message in one", async () => {
    const { rooms, surroundings } = await visitBoth();
    const [before] = rooms.shown.value;
    surroundings.socket.say(message(6));
    expect(rooms.shown.value[0]).toBe(before);
  });
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
    const spot = history?.spot.value;
    rooms.goTo({ kind: "room", id: "wood", stays: true });
    expect(history?.spot.value).toBe(spot);
    rooms.goTo({ kind: "room", id: "wood" });
    expect(history?.spot.value).toEqual({ seq: "end" });
    rooms.goTo({ kind: "lobby" });
    expect(rooms.open.value).toBeNull();
  });
});
