import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import { type Api, ApiError } from "../../src/client/api.ts";
import { Room } from "../../src/client/room.ts";
import { spentUntil } from "../../src/client/spent.ts";
import type { Status } from "../../src/protocol/model.ts";
import { ada, bo, message, person, ready, welcome } from "./events.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

const HOUR = 3_600_000;
/** Shorter than the time after which a silent connection is given up. */
const WHILE = 20_000;

function open(surroundings = new FakeSurroundings(), api: Partial<Api> = {}) {
  const status = signal<Status>("active");
  const room = new Room("wood", {
    api: api as Api,
    surroundings,
    you: "ada",
    tab: "tab-1",
    status: () => status.value,
    isLooking: () => true,
    onLatest: () => {},
    onSessionChanged: () => {},
  });
  room.enter();
  const frames = (type: string) => surroundings.socket.frames().filter((frame) => frame.type === type);
  const welcomed = () =>
    surroundings.socket.welcome(welcome({ seq: 1, online: [person(ada), person(bo)] }), message(1), ready);
  return { room, surroundings, status, frames, welcomed };
}

const refusal = (id: unknown) => ({
  type: "error",
  code: "rate_limited",
  message: "",
  id,
  retryAfter: WHILE / 1_000,
  quota: true,
});
const saving = (surroundings: FakeSurroundings, what: object) => ({
  type: "saving",
  typing: false,
  presence: false,
  read: false,
  ...what,
  until: surroundings.date() + WHILE,
});

describe("when the room says that the day's quota is spent", () => {
  it("what was written is kept, and sent in order when it is there again", () => {
    const { room, surroundings, frames, welcomed } = open();
    welcomed();
    room.send("one");
    room.send("two");
    const [{ id } = { id: "" }] = frames("send");
    surroundings.socket.say(refusal(id));
    expect(room.spentUntil.value).toBe(surroundings.date() + WHILE);
    expect(room.unsent.value.map(({ delivery }) => delivery.kind)).toEqual(["waiting", "waiting"]);
    surroundings.pass(WHILE - 1);
    expect(frames("send")).toHaveLength(1);
    surroundings.pass(1);
    expect(room.spentUntil.value).toBeNull();
    surroundings.socket.say(message(2, { id: String(id), author: ada }));
    expect(frames("send").map(({ text }) => text)).toEqual(["one", "one", "two"]);
  });

  it("it is kept over a reload too", () => {
    const first = open();
    first.welcomed();
    first.room.send("one");
    const [{ id } = { id: "" }] = first.frames("send");
    first.surroundings.socket.say(refusal(id));
    const second = open(new FakeSurroundings(first.surroundings.storage));
    expect(second.room.unsent.value.map(({ command }) => command.text)).toEqual(["one"]);
    second.welcomed();
    expect(second.frames("send")).toEqual(first.frames("send"));
  });
});

describe("when nobody is let in because the quota is spent", () => {
  it("the server is left alone until it is there again", async () => {
    let asked = 0;
    const { room, surroundings } = open(new FakeSurroundings(), {
      room: () => {
        asked++;
        return Promise.reject(new ApiError(503, "unavailable", "Spent.", 7_200));
      },
    });
    surroundings.socket.listener.closed(1006);
    await Promise.resolve();
    await Promise.resolve();
    const until = surroundings.date() + 2 * HOUR;
    expect(room.connection.value).toEqual({ kind: "waiting", because: "quota", until });
    surroundings.happen("online");
    surroundings.happen("visible");
    surroundings.pass(2 * HOUR - 1);
    expect(surroundings.sockets).toHaveLength(1);
    surroundings.pass(30_001);
    expect(surroundings.sockets).toHaveLength(2);
    surroundings.socket.listener.closed(1006);
    await Promise.resolve();
    expect(asked).toBe(2);
  });

  it("also if the room itself says so before it closes", () => {
    const { room, surroundings } = open();
    const { id: _, ...error } = refusal("");
    surroundings.socket.welcome(error, { type: "bye", code: 1011, reason: "", reconnect: true });
    expect(room.connection.value).toMatchObject({ kind: "waiting", because: "quota" });
    surroundings.pass(WHILE - 1);
    expect(surroundings.sockets).toHaveLength(1);
  });
});

describe("a device that slept until the quota was there again goes on", () => {
  it.each(["visible", "online"] as const)("when it is %s: what was written is sent", (sign) => {
    const { room, surroundings, frames, welcomed } = open();
    welcomed();
    room.send("one");
    const [{ id } = { id: "" }] = frames("send");
    surroundings.socket.say({ ...refusal(id), retryAfter: (2 * HOUR) / 1_000 });
    surroundings.sleep(2 * HOUR - 1);
    surroundings.happen(sign);
    expect(frames("send")).toHaveLength(1);
    expect(room.spentUntil.value).not.toBeNull();
    surroundings.sleep(1);
    surroundings.happen(sign);
    expect(room.spentUntil.value).toBeNull();
    expect(frames("send").map(({ text }) => text)).toEqual(["one", "one"]);
  });

  it("when it is connected again: what was written is sent", () => {
    const { room, surroundings, frames, welcomed } = open();
    welcomed();
    room.send("one");
    const [{ id } = { id: "" }] = frames("send");
    surroundings.socket.say({ ...refusal(id), retryAfter: (2 * HOUR) / 1_000 });
    surroundings.sleep(2 * HOUR);
    surroundings.socket.listener.closed(1006);
    surroundings.pass(500);
    surroundings.socket.welcome(welcome({ seq: 1, resumed: true }), ready);
    expect(room.spentUntil.value).toBeNull();
    expect(frames("send").map(({ text }) => text)).toEqual(["one"]);
  });

  it.each(["visible", "online"] as const)("when it is %s: it asks to be let in", (sign) => {
    const { room, surroundings } = open();
    const { id: _, ...error } = refusal("");
    const spent = { ...error, retryAfter: (2 * HOUR) / 1_000 };
    surroundings.socket.welcome(spent, { type: "bye", code: 1011, reason: "", reconnect: true });
    surroundings.sleep(2 * HOUR - 1);
    surroundings.happen(sign);
    expect(surroundings.sockets).toHaveLength(1);
    surroundings.sleep(1);
    surroundings.happen(sign);
    expect(surroundings.sockets).toHaveLength(2);
    expect(room.connection.value).toEqual({ kind: "connecting" });
  });
});

describe("what the room does without is not sent", () => {
  it("typing", () => {
    const { room, surroundings, frames, welcomed } = open();
    welcomed();
    surroundings.socket.say(saving(surroundings, { typing: true }));
    room.typed();
    expect(frames("typing")).toEqual([]);
    surroundings.pass(WHILE);
    room.typed();
    expect(frames("typing")).toHaveLength(1);
  });

  it("being away or active; how it is by then is said in the end", () => {
    const { surroundings, status, frames, welcomed } = open();
    welcomed();
    surroundings.socket.say(saving(surroundings, { typing: true, presence: true }));
    status.value = "away";
    status.value = "active";
    status.value = "away";
    expect(frames("status")).toEqual([]);
    surroundings.pass(WHILE);
    expect(frames("status")).toEqual([{ type: "status", status: "away" }]);
  });

  it("how far was read; the latest is said in the end", () => {
    const { room, surroundings, frames, welcomed } = open();
    welcomed();
    surroundings.socket.say(saving(surroundings, { typing: true, presence: true, read: true }));
    room.readAll();
    surroundings.pass(WHILE - 1);
    expect(frames("read")).toEqual([]);
    surroundings.socket.say(saving(surroundings, {}));
    expect(frames("read")).toEqual([{ type: "read", seq: 1 }]);
  });

  it("and a new connection begins without any of it", () => {
    const { room, surroundings, frames, welcomed } = open();
    welcomed();
    surroundings.socket.say(saving(surroundings, { typing: true }));
    surroundings.socket.listener.closed(1006);
    surroundings.pass(500);
    surroundings.socket.welcome(welcome({ seq: 1, resumed: true }), ready);
    room.typed();
    expect(frames("typing")).toHaveLength(1);
  });
});

it.each([
  ["a fault that passes", new ApiError(503, "unavailable", "", 2), null],
  ["haste", new ApiError(429, "rate_limited", "", 3_600), null],
  ["no network", new ApiError(0, "offline", ""), null],
  ["anything else", new Error("What?"), null],
  ["the server's own word", new ApiError(503, "unavailable", "", 7_200), Date.UTC(2026, 10, 24, 1)],
  ["Cloudflare's page in its place", new ApiError(429, "internal", ""), Date.UTC(2026, 10, 24)],
])("the hour is told from %s", (_, error, until) => {
  expect(spentUntil(error, Date.UTC(2026, 10, 23, 23))).toBe(until);
});
