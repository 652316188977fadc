import { effect, signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { type Api, ApiError } from "../../src/client/api.ts";
import { Room } from "../../src/client/room.ts";
import type { Status } from "../../src/protocol/model.ts";
import { ada, bo, message, person, ready, welcome } from "./events.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

function enter(api: Partial<Api> = {}, surroundings = new FakeSurroundings()) {
  const status = signal<Status>("active");
  const isLooking = signal(true);
  const session = { changes: 0 };
  const room = new Room("wood", {
    api: api as Api,
    surroundings,
    you: "ada",
    tab: "tab-1",
    status: () => status.value,
    isLooking: () => isLooking.value,
    onLatest: () => {},
    onSessionChanged: () => session.changes++,
  });
  room.enter();
  return { room, surroundings, status, isLooking, session };
}

function entered(...messages: ReturnType<typeof message>[]) {
  const all = enter();
  const seq = messages.at(-1)?.seq ?? 0;
  all.surroundings.socket.welcome(welcome({ seq, online: [person(ada), person(bo)] }), ...messages, ready);
  return all;
}

const frames = (surroundings: FakeSurroundings, type: string) =>
  surroundings.socket.frames().filter((frame) => frame.type === type);

describe("a message that is sent", () => {
  it("is shown once at every moment: below everything until it has its seq, then in its place", () => {
    const { room, surroundings } = entered();
    room.send("hello");
    const counts: number[] = [];
    const stop = effect(() => void counts.push(room.messages.value.length + room.unsent.value.length));
    const [{ id } = { id: "" }] = frames(surroundings, "send");
    surroundings.socket.say(message(1, { id: String(id), author: ada, text: "hello" }));
    stop();
    expect(counts.every((count) => count === 1)).toBe(true);
    expect(room.unsent.value).toEqual([]);
    expect(room.messages.value).toHaveLength(1);
  });

  it("while offline goes out once the room has caught up, and never before", () => {
    const { room, surroundings } = entered();
    surroundings.socket.listener.closed(1006);
    room.send("hello");
    surroundings.pass(500);
    surroundings.socket.welcome(welcome({ resumed: true }));
    expect(frames(surroundings, "send")).toEqual([]);
    surroundings.socket.say(ready);
    expect(frames(surroundings, "send")).toHaveLength(1);
  });

  it("and is not confirmed is what later ones wait for", () => {
    const { room, surroundings } = entered();
    room.send("one");
    room.send("two");
    expect(room.unconfirmed.value).toBeUndefined();
    surroundings.pass(15_000);
    expect(room.unconfirmed.value?.command).toMatchObject({ text: "one" });
    const [{ id } = { id: "" }] = frames(surroundings, "send");
    surroundings.socket.say(message(1, { id: String(id), author: ada, text: "one" }));
    expect(room.unconfirmed.value).toBeUndefined();
  });

  it("before a reload is sent again after it", () => {
    const first = entered();
    first.room.send("hello");
    const { surroundings } = enter({}, new FakeSurroundings(first.surroundings.storage));
    surroundings.socket.welcome(welcome(), ready);
    expect(frames(surroundings, "send")).toEqual(frames(first.surroundings, "send"));
  });
});

describe("a change that is asked for", () => {
  it("is shown at once, and taken back if it is refused", () => {
    const { room, surroundings } = entered(message(1, { author: ada }));
    const text = () => room.messages.value[0]?.text;
    room.edit(1, "better");
    expect(text()).toBe("better");
    const [{ id } = { id: "" }] = frames(surroundings, "edit");
    surroundings.socket.say({ type: "error", code: "forbidden", message: "Too late.", id });
    expect(text()).toBe("text 1");
    expect(room.changes.value.map(({ delivery }) => delivery.kind)).toEqual(["refused"]);
  });

  it("is what the message says wherever it is looked up, so that changing it back is a change too", () => {
    const { room, surroundings } = entered(message(1, { author: ada }));
    room.edit(1, "better");
    expect(room.find(1)?.text).toBe("better");
    const [{ id } = { id: "" }] = frames(surroundings, "edit");
    surroundings.socket.say({ type: "error", code: "forbidden", message: "Too late.", id });
    expect(room.find(1)?.text).toBe("text 1");
  });

  it("is none to the message before one that is still on its way", () => {
    const { room, surroundings } = entered(message(1, { author: ada }));
    expect(room.lastOwn()?.seq).toBe(1);
    room.send("next");
    expect(room.lastOwn()).toBeUndefined();
    const [{ id } = { id: "" }] = frames(surroundings, "send");
    surroundings.socket.say(message(2, { id: String(id), author: ada }));
    expect(room.lastOwn()?.seq).toBe(2);
  });

  it("is shown for reactions and deletions too", () => {
    const { room } = entered(message(1, { reactions: { "👍": ["bo"] } }));
    room.react(1, "👍", true);
    room.react(1, "🎉", true);
    expect(room.messages.value[0]?.reactions).toEqual({ "👍": ["bo", "ada"], "🎉": ["ada"] });
    room.react(1, "🎉", false);
    expect(room.messages.value[0]?.reactions).toEqual({ "👍": ["bo", "ada"] });
    room.delete(1);
    expect(room.messages.value[0]).toMatchObject({ text: "" });
    expect(room.messages.value[0]?.deletedAt).toBeDefined();
  });
});

describe("a deletion", () => {
  it("is shown at once, and sent when it can be undone no longer", () => {
    const { room, surroundings } = entered(message(1, { author: ada }));
    room.delete(1);
    expect(room.undoable.value).toEqual(new Set([1]));
    expect(frames(surroundings, "delete")).toEqual([]);
    surroundings.pass(5_000);
    expect(frames(surroundings, "delete")).toHaveLength(1);
    expect(room.undoable.value).toEqual(new Set());
  });

  it("that is undone leaves the message as it was", () => {
    const { room, surroundings } = entered(message(1, { author: ada }));
    room.delete(1);
    room.undelete(1);
    surroundings.pass(5_000);
    expect(frames(surroundings, "delete")).toEqual([]);
    expect(room.messages.value[0]).toMatchObject({ text: "text 1" });
  });

  it.each([
    ["nobody sees the page any more", ({ surroundings }: ReturnType<typeof entered>) => surroundings.happen("hidden")],
    ["the room is left", ({ room }: ReturnType<typeof entered>) => room.leave()],
    ["the session is about to end", ({ room }: ReturnType<typeof entered>) => room.sendHeld()],
  ])("is sent at once when %s", (_, happen) => {
    const all = entered(message(1, { author: ada }));
    all.room.delete(1);
    happen(all);
    expect(frames(all.surroundings, "delete")).toHaveLength(1);
  });
});

it("a missing message makes it reconnect and resume from the last one held", () => {
  const { surroundings } = entered(message(1));
  surroundings.socket.say(message(3));
  expect(surroundings.sockets[0]?.closed).toBe(true);
  surroundings.pass(500);
  expect(surroundings.socket.url.searchParams.get("seq")).toBe("1");
});

it("a room that is left stays connected until it has answered what was sent there", () => {
  const { room, surroundings } = entered();
  room.send("one");
  room.send("two");
  room.leave();
  const [{ id } = { id: "" }] = frames(surroundings, "send");
  surroundings.socket.say(message(1, { id: String(id), author: ada }));
  expect(surroundings.socket.closed).toBe(false);
  const [, second] = frames(surroundings, "send");
  surroundings.socket.say(message(2, { id: String(second?.id), author: ada }));
  expect(surroundings.socket.closed).toBe(true);
  surroundings.pass(60_000);
  expect(surroundings.sockets).toHaveLength(1);
});

it("coming back to a room resumes it", () => {
  const { room, surroundings } = entered(message(1), message(2));
  room.leave();
  expect(room.connection.value).toEqual({ kind: "stopped", because: "left" });
  room.enter();
  expect(surroundings.socket.url.searchParams.get("seq")).toBe("2");
  expect(room.messages.value).toHaveLength(2);
});

describe("the room is told", () => {
  it("of away and active on a change only, and again on a new connection", () => {
    const { surroundings, status } = entered();
    expect(frames(surroundings, "status")).toEqual([]);
    status.value = "away";
    status.value = "away";
    expect(frames(surroundings, "status")).toEqual([{ type: "status", status: "away" }]);
    surroundings.socket.listener.closed(1006);
    surroundings.pass(500);
    surroundings.socket.welcome(welcome({ resumed: true }), ready);
    expect(frames(surroundings, "status")).toEqual([{ type: "status", status: "away" }]);
    status.value = "active";
    expect(frames(surroundings, "status").at(-1)).toEqual({ type: "status", status: "active" });
  });

  it("how far was read, once in a minute, and the latest of it", () => {
    const { room, surroundings } = entered(message(1));
    room.readAll();
    for (let seq = 2; seq <= 9; seq++) {
      surroundings.socket.say(message(seq));
      room.readAll();
    }
    const stay = (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        surroundings.pass(1_000);
        surroundings.socket.listener.received("pong");
      }
    };
    stay(59);
    expect(frames(surroundings, "read")).toEqual([]);
    stay(1);
    expect(frames(surroundings, "read")).toEqual([{ type: "read", seq: 9 }]);
    stay(120);
    expect(frames(surroundings, "read")).toHaveLength(1);
  });

  it("how far was read at once when nobody sees the page any more, and when the room is left", () => {
    const { room, surroundings } = entered(message(1));
    room.readAll();
    surroundings.happen("hidden");
    expect(frames(surroundings, "read")).toEqual([{ type: "read", seq: 1 }]);
    surroundings.socket.say(message(2));
    room.readAll();
    room.leave();
    expect(frames(surroundings, "read").at(-1)).toEqual({ type: "read", seq: 2 });
    surroundings.pass(60_000);
    expect(frames(surroundings, "read")).toHaveLength(2);
  });

  it("of what was read when it could not be told, once it can", () => {
    const { room, surroundings } = entered(message(1));
    surroundings.socket.listener.closed(1006);
    room.readAll();
    surroundings.pass(500);
    surroundings.socket.welcome(welcome({ seq: 1, resumed: true }), ready);
    expect(frames(surroundings, "read")).toEqual([{ type: "read", seq: 1 }]);
  });

  it("of typing in a room of a hundred people, but not in a crowd, where nobody would be told", () => {
    const { room, surroundings } = entered();
    surroundings.socket.say({ type: "presence", online: [], offline: [], count: 101 });
    room.typed();
    expect(frames(surroundings, "typing")).toEqual([]);
    surroundings.socket.say({ type: "presence", online: [], offline: [], count: 100 });
    room.typed();
    expect(frames(surroundings, "typing")).toHaveLength(1);
  });

  it("of typing at most every three seconds", () => {
    const { room, surroundings } = entered();
    for (let key = 0; key < 61; key++) {
      room.typed();
      surroundings.pass(100);
    }
    expect(frames(surroundings, "typing")).toHaveLength(3);
  });
});

it("nothing is sent under the name of somebody who signed in meanwhile", () => {
  const { room, surroundings, session } = entered();
  surroundings.socket.listener.closed(1006);
  room.send("Ada's words");
  surroundings.pass(500);
  surroundings.socket.welcome(welcome({ you: bo }), ready);
  expect(surroundings.socket.frames()).toEqual([]);
  expect(surroundings.socket.closed).toBe(true);
  expect(session.changes).toBe(1);
});

describe("a room that lets nobody in", () => {
  const noSuchRoom = { room: () => Promise.reject(new ApiError(404, "", "")) };
  const refused = { kind: "refused", code: "shut_out", reason: "not_found" };
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  async function enterNowhere() {
    const all = enter(noSuchRoom);
    all.room.send("before");
    all.surroundings.socket.listener.closed(1006);
    await settled();
    return all;
  }

  it("refuses what was written before that was known, and what is written after", async () => {
    const { room, surroundings } = await enterNowhere();
    room.send("after");
    expect(room.unsent.value.map(({ command, delivery }) => [command.text, delivery])).toEqual([
      ["before", refused],
      ["after", refused],
    ]);
    surroundings.pass(60_000);
    expect(surroundings.sockets).toHaveLength(1);
  });

  it("leaves nobody waiting who has come by the address of a message", async () => {
    const { room, surroundings } = enter(noSuchRoom);
    void room.history.goTo(5);
    surroundings.socket.listener.closed(1006);
    expect(room.history.veiled.value).toBe(true);
    await settled();
    expect([room.history.veiled.value, room.history.notice.value?.kind]).toEqual([false, "failed"]);
    void room.history.goTo(6);
    expect([room.history.veiled.value, room.history.notice.value?.kind]).toEqual([false, "failed"]);
  });

  it("is asked once more if somebody wants it", async () => {
    const { room, surroundings } = await enterNowhere();
    room.retry(room.unsent.value[0]!);
    expect(room.unsent.value[0]?.delivery.kind).toBe("waiting");
    surroundings.socket.listener.closed(1006);
    await settled();
    expect(room.unsent.value[0]?.delivery).toEqual(refused);
    room.retry(room.unsent.value[0]!);
    surroundings.socket.welcome(welcome(), ready);
    expect(frames(surroundings, "send")).toMatchObject([{ text: "before" }]);
  });

  it("is not connected to again to deliver there what it refused", async () => {
    const { room, surroundings } = await enterNowhere();
    room.leave();
    const again = enter(noSuchRoom, surroundings.beside());
    again.room.leave();
    const { length } = again.surroundings.sockets;
    again.room.deliver();
    room.deliver();
    expect(again.surroundings.sockets).toHaveLength(length);
    expect(surroundings.sockets).toHaveLength(1);
  });

  it.each([
    [4003, "removed"],
    [4004, "room_deleted"],
  ])("as it says itself with %i", (code, reason) => {
    const { room, surroundings } = entered();
    room.send("hello");
    surroundings.socket.listener.closed(code);
    expect(room.unsent.value[0]?.delivery).toEqual({ ...refused, reason });
  });

  it("is another thing than one that this page does not understand: a newer page may", () => {
    const { room, surroundings } = entered();
    room.send("hello");
    room.leave();
    surroundings.socket.listener.closed(4400);
    room.deliver();
    expect(room.unsent.value[0]?.delivery.kind).toBe("waiting");
    expect(surroundings.sockets).toHaveLength(1);
  });
});

describe("being refused at the door", () => {
  it.each([
    [401, "signed_out"],
    [404, "not_found"],
  ])("with %i ends as %s", async (status, because) => {
    const { room, surroundings, session } = enter({ room: () => Promise.reject(new ApiError(status, "", "")) });
    surroundings.socket.listener.closed(1006);
    await new Promise((resolve) => setImmediate(resolve));
    expect(room.connection.value).toEqual({ kind: "stopped", because });
    expect(session.changes).toBe(status === 401 ? 1 : 0);
  });
});
