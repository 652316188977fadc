import { signal } from "@preact/signals";
import { describe, expect, it } from "vitest";
import type { Api } from "../../src/client/api.ts";
import { Notifications } from "../../src/client/notifications.ts";
import { Room } from "../../src/client/room.ts";
import { ada, bo, message, ready, welcome } from "./events.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

/** A tab of Ada's in the room, which has two messages: one of Bo's and one of hers. */
function tab(surroundings = new FakeSurroundings(), looks = true) {
  const open = signal<string | null>("wood");
  const isFocused = signal(looks);
  const notifications = new Notifications(
    surroundings,
    "ada",
    () => isFocused.value,
    () => open.value,
  );
  const room = new Room("wood", {
    api: {} as Api,
    surroundings,
    you: "ada",
    tab: "tab-1",
    status: () => "active",
    isLooking: () => isFocused.value,
    onLatest: () => {},
    onMessage: (...heard) => void notifications.heard(...heard),
    onSessionChanged: () => {},
  });
  room.enter();
  const { socket, notifier } = surroundings;
  socket.welcome(welcome({ seq: 2 }), message(1, { text: "Hello @Ada" }), message(2, { author: ada }), ready);
  /** What is shown once everything has been considered. */
  const shown = async () => {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
    return Object.fromEntries(notifier.shown);
  };
  const paths = async () => Object.keys(await shown());
  return { surroundings, notifications, room, open, isFocused, socket, notifier, shown, paths };
}

async function elsewhere(surroundings?: FakeSurroundings) {
  const all = tab(surroundings);
  await all.notifications.turnOn();
  all.isFocused.value = false;
  return all;
}

/** The connection is lost, and there again after `ms`, with what was said meanwhile. */
function interrupt({ socket, surroundings, room }: ReturnType<typeof tab>, ms: number) {
  socket.listener.closed(4009);
  surroundings.pass(ms);
  room.wake();
  surroundings.socket.welcome(welcome({ seq: 3, resumed: true }), message(3, { text: "@Ada" }), ready);
}

describe("somebody who looks elsewhere", () => {
  it("is told of who mentions or answers them, and of nothing else", async () => {
    const { socket, shown } = await elsewhere();
    socket.say(message(3, { text: "hello @ada" }), message(4, { text: "an answer", replyTo: 2 }));
    socket.say(message(5, { text: "hello @adam" }), message(6, { text: "to himself", replyTo: 1 }));
    socket.say(message(7, { author: ada, text: "@Ada myself, in another tab" }));
    socket.say(message(1, { text: "edited for @Ada", rev: 1 }));
    expect(await shown()).toEqual({
      "/r/wood/3": "\u2068Bo\u2069 · \u2068Wood\u2069: hello @ada",
      "/r/wood/4": "\u2068Bo\u2069 · \u2068Wood\u2069: an answer",
    });
  });

  it("reads what they are told without marks, and nothing that is hidden; a quote is not for them", async () => {
    const { socket, shown } = await elsewhere();
    socket.say(message(3, { text: "/me asks **@ada** ||why||" }), message(4, { text: "> @Ada said so" }));
    expect(await shown()).toEqual({ "/r/wood/3": "\u2068Bo\u2069 · \u2068Wood\u2069: asks @ada ▒▒▒" });
  });

  it("is told of what a short interruption held back, but not of what came in a longer absence", async () => {
    const short = await elsewhere();
    interrupt(short, 30_000);
    expect(await short.paths()).toEqual(["/r/wood/3"]);
    const long = await elsewhere();
    interrupt(long, 6 * 60_000);
    expect(await long.paths()).toEqual([]);
  });

  it("is told nothing of what was there before them", async () => {
    const surroundings = new FakeSurroundings();
    surroundings.storage.setItem("dormouse:ada:notifications", "on");
    surroundings.notifier.permission.value = "granted";
    const { notifications, paths } = tab(surroundings, false);
    expect(notifications.isOn.value).toBe(true);
    expect(await paths()).toEqual([]);
  });

  it("comes back and finds nothing of this room left to be told", async () => {
    const { socket, isFocused, paths, notifier } = await elsewhere();
    socket.say(message(3, { text: "@Ada" }));
    expect(await paths()).toEqual(["/r/wood/3"]);
    notifier.notify("/r/woods/1", "", "");
    isFocused.value = true;
    expect(await paths()).toEqual(["/r/woods/1"]);
    socket.say(message(4, { text: "@Ada" }));
    expect(await paths()).toEqual(["/r/woods/1"]);
  });

  it("but at the same room in another tab is told nothing", async () => {
    const first = await elsewhere();
    const other = tab(first.surroundings.beside());
    first.socket.say(message(3, { text: "@Ada" }));
    expect(await first.shown()).toEqual({});
    other.open.value = "meadow";
    first.socket.say(message(4, { text: "@Ada" }));
    expect(await first.paths()).toEqual(["/r/wood/4"]);
  });

  it("is told by one tab of several, also if another hears of it when it was put away already", async () => {
    const first = await elsewhere();
    const other = await elsewhere(first.surroundings.beside());
    first.socket.say(message(3, { text: "@Ada" }));
    expect(await first.paths()).toEqual(["/r/wood/3"]);
    other.socket.say(message(3, { text: "@Ada" }), message(4, { text: "@Ada again" }));
    expect(await other.paths()).toEqual(["/r/wood/4"]);
  });

  it("no longer finds what was deleted", async () => {
    const { socket, paths } = await elsewhere();
    socket.say(message(3, { text: "@Ada" }), message(4, { text: "@Ada" }));
    expect(await paths()).toEqual(["/r/wood/3", "/r/wood/4"]);
    socket.say(message(3, { text: "", deletedAt: 4_000, rev: 1 }));
    expect(await paths()).toEqual(["/r/wood/4"]);
  });
});

it("whoever looks at another room is told nothing of one that is being left", async () => {
  const { socket, open, isFocused, paths } = await elsewhere();
  open.value = "meadow";
  isFocused.value = true;
  socket.say(message(3, { text: "@Ada" }));
  expect(await paths()).toEqual([]);
});

describe("whoever did not ask for it", () => {
  it.each(["never", "refused", "turned off", "gone"] as const)("is told nothing: %s", async (how) => {
    const { socket, notifications, notifier, isFocused, shown } = tab();
    if (how === "refused") notifier.answer = "denied";
    else if (how === "never") notifier.permission.value = "granted";
    if (how !== "never") await notifications.turnOn();
    isFocused.value = false;
    if (how === "turned off") notifications.turnOff();
    socket.say(message(3, { text: "@Ada", author: bo }));
    // The message was heard before, and is considered after.
    if (how === "gone") notifications.stop();
    expect(await shown()).toEqual({});
    expect(notifications.isOn.value).toBe(false);
  });

  it("nor is whoever leaves or turns it off shown any longer what was told", async () => {
    for (const end of ["stop", "turnOff"] as const) {
      const { socket, notifications, paths } = await elsewhere();
      socket.say(message(3, { text: "@Ada" }));
      expect(await paths()).toEqual(["/r/wood/3"]);
      notifications[end]();
      expect(await paths()).toEqual([]);
    }
  });

  it("can turn it on again, in all tabs, without being asked twice", async () => {
    const { notifications, notifier, surroundings } = tab();
    const other = tab(surroundings.beside());
    other.notifier.permission.value = "granted";
    await notifications.turnOn();
    notifications.turnOff();
    notifier.answer = "denied";
    await notifications.turnOn();
    expect(notifications.isOn.value).toBe(true);
    other.surroundings.storedElsewhere("dormouse:ada:notifications");
    expect(other.notifications.isOn.value).toBe(true);
    notifications.turnOff();
    other.surroundings.storedElsewhere("dormouse:ada:notifications");
    expect(other.notifications.isOn.value).toBe(false);
  });
});
