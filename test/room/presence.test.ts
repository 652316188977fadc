import { expect, test, vi } from "vitest";
import { pass, stopClock } from "./clock.ts";
import { cut } from "./network.ts";
import { type Guest, TestRoom } from "./people.ts";

/** The contract: no presence event for whoever is back within this time. */
const GRACE_MS = 10_000;

async function begin(...names: string[]) {
  stopClock();
  const room = await TestRoom.create();
  const guests: Guest[] = [];
  for (const name of names) guests.push(await room.join(name));
  await room.settle();
  for (const guest of guests) guest.events.splice(1);
  return { room, guests: guests as [Guest, Guest, Guest] };
}

/** What a guest was told of who is here, in short. */
function told(guest: Guest): string[] {
  return guest.events.flatMap((event) => {
    if (event.type !== "presence") return [];
    const online = event.online.map(({ name, status }) => `+${name} ${status}`);
    return [[...online, ...event.offline.map((id) => `-${id}`), event.count].join(" ")];
  });
}

const advance = (ms: number) => vi.setSystemTime(Date.now() + ms);

test("who comes and who goes is told to the others once, and to nobody twice", async () => {
  const { room, guests } = await begin("ada");
  const bo = await room.join("bo");
  const cy = await room.join("cy");
  await room.settle();
  expect(told(guests[0])).toEqual(["+bo active 2", "+cy active 3"]);
  await bo.leave();
  await pass(room, GRACE_MS);
  await room.settle();
  expect(told(guests[0]).slice(2)).toEqual(["-bo 2"]);
  expect(told(cy)).toEqual(["-bo 2"]);
  expect(told(bo)).toEqual(["+cy active 3"]);
});

test("a second tab is no event, nor is the end of one of the two; a person goes with their last one", async () => {
  const { room, guests } = await begin("ada", "bo");
  const [ada, first] = guests;
  const second = await room.join("bo");
  await first.leave();
  await pass(room, 60_000);
  await room.settle();
  expect(told(ada)).toEqual([]);
  await second.leave();
  await pass(room, GRACE_MS);
  await ada.settle();
  expect(told(ada)).toEqual(["-bo 1"]);
});

test.each(["closing", "a cut"])(
  "coming back within 10 s after %s is no event, and one is still here later",
  async (how) => {
    const { room, guests } = await begin("ada", "bo");
    const [ada, bo] = guests;
    const { online } = await room.stub.presence(room.record);
    if (how === "closing") await bo.leave();
    else await cut(room, bo);
    await pass(room, GRACE_MS - 1);
    const back = await room.join("bo");
    expect(back.events[0]).toMatchObject({ type: "welcome", online, count: 2 });
    await pass(room, 60_000);
    await room.settle();
    expect(told(ada)).toEqual([]);
    expect(await room.stub.presence(room.record)).toEqual({ online, count: 2 });
  },
);

test("reloading alone does not begin one's presence anew, though an alarm goes off meanwhile", async () => {
  const { room, guests } = await begin("ada");
  const { online } = await room.stub.presence(room.record);
  advance(5_000);
  await guests[0].leave();
  await room.alarm();
  expect(await room.stub.presence(room.record)).toEqual({ online, count: 1 });
  advance(1_000);
  const back = await room.join("ada");
  expect(back.events[0]).toMatchObject({ type: "welcome", online });
});

test("the grace is 10 s to the millisecond, each person's own, and then the others are told without asking", async () => {
  const { room, guests } = await begin("ada", "bo", "cy");
  const [ada, bo, cy] = guests;
  await cut(room, bo);
  await pass(room, 3_000);
  await cy.leave();
  await pass(room, GRACE_MS - 3_001);
  await ada.settle();
  expect(told(ada)).toEqual([]);
  await pass(room, 1);
  await ada.settle();
  expect(told(ada)).toEqual(["-bo 2"]);
  await pass(room, 2_999);
  await ada.settle();
  expect(told(ada)).toHaveLength(1);
  await pass(room, 1);
  await ada.settle();
  expect(told(ada)).toEqual(["-bo 2", "-cy 1"]);
});

test("an eviction neither shortens anybody's grace nor makes it longer", async () => {
  const { room, guests } = await begin("ada", "bo", "cy");
  const [ada, bo, cy] = guests;
  await bo.leave();
  await pass(room, 3_000);
  await cy.leave();
  await room.evict();
  await pass(room, GRACE_MS - 3_000);
  await room.evict();
  await pass(room, 2_999);
  await ada.settle();
  expect(told(ada)).toEqual(["-bo 2"]);
  await room.evict();
  await pass(room, 1);
  await ada.settle();
  expect(told(ada)).toEqual(["-bo 2", "-cy 1"]);
});

test("a grace is not forgotten although nobody was connected for a moment before the room slept", async () => {
  stopClock();
  const room = await TestRoom.create();
  const [ada, bo] = [await room.join("ada"), await room.join("bo")];
  await cut(room, bo);
  advance(1_000);
  await cut(room, ada);
  const back = await room.join("ada");
  advance(1_000);
  await room.evict();
  await pass(room, 7_999);
  await back.settle();
  expect(back.roster.map(({ id }) => id)).toEqual(["ada", "bo"]);
  await pass(room, 1);
  await back.settle();
  expect(back.roster.map(({ id }) => id)).toEqual(["ada"]);
});

test("an alarm that is due for something else does not shorten a grace, also not after an eviction", async () => {
  const { room, guests } = await begin("ada", "bo");
  const [ada, bo] = guests;
  await pass(room, 5 * 60_000 - 2_000, [ada, bo]);
  await bo.leave();
  await room.evict();
  await pass(room, 5_000);
  const back = await room.join("bo");
  await room.settle();
  expect(told(ada)).toEqual([]);
  expect(back.closed).toBeUndefined();
});

test("a close that wakes a sleeping room is noticed", async () => {
  const { room, guests } = await begin("ada", "bo", "cy");
  const [ada, bo, cy] = guests;
  await room.evict();
  await bo.leave();
  await room.evict();
  await cut(room, cy);
  await pass(room, GRACE_MS);
  await ada.settle();
  expect(told(ada)).toEqual(["-bo -cy 1"]);
});

test("nobody's grace begins anew because the one who was here longest wakes the room by leaving", async () => {
  const { room, guests } = await begin("ada", "bo", "cy");
  const [ada, bo, cy] = guests;
  await bo.leave();
  await pass(room, 3_000);
  await room.evict();
  await ada.leave();
  await pass(room, GRACE_MS - 3_000);
  await cy.settle();
  expect(told(cy)).toEqual(["-bo 2"]);
  await pass(room, 3_000);
  await cy.settle();
  expect(told(cy)).toEqual(["-bo 2", "-ada 1"]);
});

test("one is active while any tab is, and told once whenever that changes, with the time it did", async () => {
  const { room, guests } = await begin("ada", "bo");
  const [ada, one] = guests;
  const two = await room.join("bo");
  const be = async (tab: Guest, status: "active" | "away") => {
    advance(1_000);
    tab.send({ type: "status", status });
    await room.settle();
    const { online } = await room.stub.presence(room.record);
    return Date.now() - online[1]!.since;
  };
  expect(await be(one, "away")).toBe(1_000);
  expect(await be(two, "away")).toBe(0);
  expect(await be(two, "away")).toBe(1_000);
  await room.evict();
  expect(await be(one, "away")).toBe(2_000);
  expect(await be(one, "active")).toBe(0);
  expect(told(ada)).toEqual(["+bo away 2", "+bo active 2"]);
  await one.leave();
  await ada.settle();
  expect(told(ada).slice(2)).toEqual(["+bo away 2"]);
});

test("another name is told at once, to everybody, and begins no status anew", async () => {
  const { room, guests } = await begin("ada", "bo");
  const [ada, bo] = guests;
  const before = (await room.stub.presence(room.record)).online[1]!;
  advance(5_000);
  await room.stub.updateUser({ id: "bo", name: "Bonnie", guest: true }, true);
  await room.stub.updateUser({ id: "bo", name: "Bonnie", guest: true }, true);
  await room.settle();
  for (const guest of [ada, bo]) expect(told(guest)).toEqual(["+Bonnie active 2"]);
  expect(ada.roster[1]).toEqual({ ...before, name: "Bonnie" });
  await room.evict();
  bo.say("m1", "hello");
  await room.settle();
  expect(ada.messages[0]?.author).toEqual({ id: "bo", name: "Bonnie", guest: true });
});
