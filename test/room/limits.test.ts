import { expect, test, vi } from "vitest";
import { stopClock } from "./clock.ts";
import { type Guest, TestRoom } from "./people.ts";

/** Sends `count` messages and waits for the answers. */
async function chatter(guest: Guest, count: number, prefix = "m"): Promise<void> {
  for (let n = 0; n < count; n++) guest.say(`${prefix}${n}`, "hello");
  await guest.settle();
}

function advance(ms: number): void {
  vi.setSystemTime(Date.now() + ms);
}

test("ten messages in a burst, then one a second, and the refusal says in how many seconds", async () => {
  stopClock();
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  await chatter(ada, 11);
  expect(ada.messages).toHaveLength(10);
  expect(ada.events.at(-1)).toMatchObject({ type: "error", code: "rate_limited", id: "m10", retryAfter: 1 });
  advance(999);
  await chatter(ada, 1, "early");
  expect(ada.errors).toEqual(["rate_limited", "rate_limited"]);
  advance(1);
  await chatter(ada, 2, "later");
  expect(ada.messages).toHaveLength(11);
  expect(ada.errors).toHaveLength(3);
});

test("the allowance is the user's: neither a second connection nor the API nor an eviction adds to it", async () => {
  stopClock();
  const room = await TestRoom.create();
  const one = await room.join("ada");
  const two = await room.join("ada");
  await chatter(one, 4, "a");
  await room.evict();
  await chatter(two, 4, "b");
  for (const id of ["c1", "c2"]) {
    const posted = await room.stub.post(room.visit("ada"), { type: "send", id, text: "hi" });
    expect(posted).toMatchObject({ ok: true, created: true });
  }
  await room.evict();
  const refused = await room.stub.post(room.visit("ada"), { type: "send", id: "c3", text: "hi" });
  expect(refused).toMatchObject({ ok: false, code: "rate_limited", retryAfter: 1 });
  const fresh = await room.join("ada");
  await chatter(fresh, 1, "d");
  expect(fresh.errors).toEqual(["rate_limited"]);

  const bo = await room.join("bo");
  await chatter(bo, 1, "e");
  expect(bo.errors).toEqual([]);
});

test("edits, deletions and reactions come out of the same allowance; what is refused or repeated costs nothing", async () => {
  stopClock();
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  await chatter(ada, 1);
  for (let n = 0; n < 20; n++) ada.send({ type: "edit", id: `bad${n}`, seq: 99, text: "x" });
  for (let n = 0; n < 20; n++) ada.say("m0", "hello");
  for (let n = 0; n < 9; n++) ada.send({ type: "react", id: `r${n}`, seq: 1, emoji: "👍", on: n % 2 === 0 });
  await ada.settle();
  expect(ada.errors.filter((code) => code === "rate_limited")).toEqual([]);
  ada.send({ type: "delete", id: "d", seq: 1 });
  await ada.settle();
  expect(ada.errors.at(-1)).toBe("rate_limited");
});

test("a clock that is set back by a day reorders nothing, and locks nobody out", async () => {
  stopClock();
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  const day = 86_400_000;
  await chatter(ada, 10, "a");
  advance(-day);
  await room.evict();
  await chatter(ada, 1, "c");
  advance(2 * day);
  await chatter(ada, 1, "d");
  advance(-2 * day);
  for (const id of ["e", "f", "g"]) {
    await chatter(ada, 1, id);
    advance(1_000);
  }
  const messages = await room.messages();
  expect(messages.map(({ id }) => id).slice(10)).toEqual(["c0", "d0", "e0", "f0", "g0"]);
  const times = messages.map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
});

test("who keeps sending after being refused is told why, disconnected with 4029, and gone", async () => {
  stopClock();
  const room = await TestRoom.create();
  const [ada, bo] = [await room.join("ada"), await room.join("bo")];
  for (let n = 0; n < 70; n++) ada.say(`m${n}`, "flood");
  await ada.until(() => ada.closed !== undefined);
  expect(ada.closed?.code).toBe(4029);
  expect(ada.errors.filter((code) => code === "rate_limited")).toHaveLength(50);
  expect(ada.events.at(-1)).toMatchObject({ type: "bye", code: 4029, reconnect: true });
  await bo.settle();
  expect(bo.roster.map(({ id }) => id)).toEqual(["bo"]);
  expect(bo.messages).toHaveLength(10);
});

test("the eleventh connection of a user takes the place of the oldest, which is told so", async () => {
  const room = await TestRoom.create();
  const tabs: Guest[] = [];
  for (let n = 0; n < 11; n++) tabs.push(await room.join("ada"));
  await tabs[0]!.until(() => tabs[0]!.closed !== undefined);
  expect(tabs[0]!.closed?.code).toBe(4000);
  expect(tabs[0]!.events.at(-1)).toMatchObject({ type: "bye", code: 4000, reconnect: false });
  await room.settle();
  expect(tabs.slice(1).every((tab) => tab.closed === undefined)).toBe(true);
});

test("a tab that connects again replaces its own old connection and nobody else's", async () => {
  const room = await TestRoom.create();
  const bo = await room.join("bo", { tab: "t1" });
  const other = await room.join("ada", { tab: "t2" });
  const old = await room.join("ada", { tab: "t1" });
  const heard = bo.events.length;
  const fresh = await room.join("ada", { tab: "t1" });
  await old.until(() => old.closed !== undefined);
  expect(old.closed?.code).toBe(4000);
  await room.settle();
  expect([bo.closed, other.closed, fresh.closed]).toEqual([undefined, undefined, undefined]);
  expect(bo.events).toHaveLength(heard);
});

test("a full room refuses a newcomer with 4010 and goes on; who is there may still replace a tab", async () => {
  const room = await TestRoom.create();
  const guests: Guest[] = [];
  for (let n = 0; n < 3; n++) guests.push(await room.join(`guest-${n}`, { tab: "t" }));
  await room.configure({ CONNECTIONS_PER_ROOM: 3 });
  const late = await room.join("late");
  expect(late.closed?.code).toBe(4010);
  expect(late.events).toMatchObject([{ type: "bye", code: 4010, reconnect: true }]);
  const again = await room.join("guest-0", { tab: "t" });
  expect(again.closed).toBeUndefined();
  await again.settle();
  expect(again.roster.map(({ id }) => id)).toEqual(["guest-0", "guest-1", "guest-2"]);
});

test("a session that ends takes its connections with it, also one that arrives just after, and no other session's", async () => {
  const room = await TestRoom.create();
  const here = await room.join("ada", { session: "s1" });
  const elsewhere = await room.join("ada", { session: "s2" });
  await room.stub.endSession("s1");
  await here.until(() => here.closed !== undefined);
  expect(here.closed?.code).toBe(4001);
  expect(here.events.at(-1)).toMatchObject({ type: "bye", code: 4001, reconnect: false });
  const late = await room.join("ada", { session: "s1" });
  expect(late.closed?.code).toBe(4001);
  expect(late.events.map(({ type }) => type)).toEqual(["bye"]);
  await elsewhere.settle();
  expect(elsewhere.closed).toBeUndefined();
});

test.each([undefined, 1000, 3000, 4999])("a client's close with code %s is answered", async (code) => {
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  await ada.leave(code);
  expect(ada.closed).toBeDefined();
});

test("how far one has read only grows, is told to one's own other connections only, and is known on return", async () => {
  const room = await TestRoom.create();
  const [one, two, bo] = [await room.join("ada"), await room.join("ada"), await room.join("bo")];
  await chatter(bo, 5);
  const told = (guest: Guest) => guest.events.flatMap((event) => (event.type === "read" ? [event.seq] : []));
  one.send({ type: "read", seq: 3 });
  one.send({ type: "read", seq: 2 });
  await one.settle();
  await room.evict();
  two.send({ type: "read", seq: 3 });
  two.send({ type: "read", seq: 99 });
  await room.settle();
  expect([told(one), told(two), told(bo)]).toEqual([[5], [3], []]);
  await one.leave();
  await room.evict();
  await two.leave();
  await room.evict();
  const back = await room.join("ada");
  expect(back.events[0]).toMatchObject({ type: "welcome", read: 5 });
});
