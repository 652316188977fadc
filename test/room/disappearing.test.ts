import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { Person } from "../../src/protocol/model.ts";
import { pass, stopClock } from "./clock.ts";
import { crash } from "./network.ts";
import { type Guest, TestRoom } from "./people.ts";
import { type Deed, deeds, Story } from "./story.ts";
import { tryOut } from "./trials.ts";

/** The contract: sudden loss is noticed after this time, and who is back within the grace was never away. */
const DEAD_AFTER_MS = 5 * 60_000;
const GRACE_MS = 10_000;

const advance = (ms: number) => vi.setSystemTime(Date.now() + ms);
const names = (people: Person[]) => people.map(({ id }) => id);
const presenceOf = async (room: TestRoom) => names((await room.stub.presence(room.record)).online);
const presenceEvents = (guest: Guest) => guest.events.filter(({ type }) => type === "presence");

/** The room's clock begins more than half a minute ago, so that what the runtime does now is looked at later than what happens first. */
async function beginInRealTime(...people: string[]) {
  stopClock();
  vi.setSystemTime(vi.getRealSystemTime() - 35_000);
  const room = await TestRoom.create();
  const guests: Guest[] = [];
  for (const name of people) guests.push(await room.join(name));
  return { room, guests: guests as [Guest, Guest] };
}

async function heartbeat(guest: Guest): Promise<void> {
  const pong = new Promise((resolve) => guest.socket.addEventListener("message", resolve, { once: true }));
  guest.send("ping");
  expect(((await pong) as MessageEvent).data).toBe("pong");
}

test("who vanishes without a word is noticed after five minutes; a heartbeat is a sign of life", async () => {
  const { room, guests } = await beginInRealTime("ada", "bo");
  const [ada, bo] = guests;
  await heartbeat(ada);
  advance(DEAD_AFTER_MS - 1);
  await room.alarm();
  expect(await presenceOf(room)).toEqual(["ada", "bo"]);
  // Who else falls silent within the same half minute is noticed with them.
  advance(30_001);
  await room.alarm();
  await bo.until(() => bo.closed !== undefined);
  expect(bo.closed?.code).toBe(1001);
  expect(bo.events.at(-1)).toMatchObject({ type: "bye", code: 1001, reconnect: true });
  await ada.settle();
  expect(ada.closed).toBeUndefined();
  expect(ada.events.at(-1)).toEqual({ type: "presence", online: [], offline: ["bo"], count: 1 });
  expect(await presenceOf(room)).toEqual(["ada"]);
});

test("a room with somebody in it looks after them by alarms, also after evictions", async () => {
  stopClock();
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  await pass(room, DEAD_AFTER_MS - 1, [ada]);
  const bo = await room.join("bo");
  await room.evict();
  for (let minute = 0; minute < 6; minute++) {
    await pass(room, 60_000, [ada]);
    await room.evict();
  }
  expect(bo.closed?.code).toBe(1001);
  expect(ada.closed).toBeUndefined();
  expect(await presenceOf(room)).toEqual(["ada"]);
});

test("heartbeats alone do not keep anybody here beyond the idle timeout: closed with 4009 and offline at once", async () => {
  const { room, guests } = await beginInRealTime("ada", "bo");
  const [ada, bo] = guests;
  await room.configure({ IDLE_TIMEOUT_MINUTES: 2 });
  await heartbeat(bo);
  advance(60_000);
  ada.send({ type: "status", status: "active" });
  await ada.settle();
  advance(59_999);
  await room.alarm();
  expect(await presenceOf(room)).toEqual(["ada", "bo"]);
  // With a short timeout it is a sixtieth of that, and not half a minute, that others are waited for.
  advance(2_001);
  await room.alarm();
  await bo.until(() => bo.closed !== undefined);
  expect(bo.closed?.code).toBe(4009);
  expect(bo.events.at(-1)).toMatchObject({ type: "bye", code: 4009, reconnect: true });
  await ada.settle();
  expect(ada.events.at(-1)).toEqual({ type: "presence", online: [], offline: ["bo"], count: 1 });
});

test("the idle timeout is 30 minutes", async () => {
  stopClock();
  const room = await TestRoom.create();
  const [ada, bo] = [await room.join("ada"), await room.join("bo")];
  advance(1);
  bo.send({ type: "typing" });
  await bo.settle();
  advance(30 * 60_000 - 1);
  await room.alarm();
  await room.settle();
  // Bo would be idle half a minute later, but was not heard of for more than five minutes either.
  expect([ada.closed?.code, bo.closed?.code]).toEqual([4009, 1001]);
});

test("a person with one idle tab and one in use stays", async () => {
  stopClock();
  const room = await TestRoom.create();
  await room.configure({ IDLE_TIMEOUT_MINUTES: 2 });
  const [ada, idle, used] = [await room.join("ada"), await room.join("bo"), await room.join("bo")];
  await pass(room, 100_000, [ada, used]);
  await pass(room, 100_000, [ada, used]);
  expect(idle.closed?.code).toBe(4009);
  expect(presenceEvents(ada).length).toBe(1);
  expect(await presenceOf(room)).toEqual(["ada", "bo"]);
});

test.each<[string, number, (room: TestRoom, bo: Guest) => unknown]>([
  ["a session that ends", 4001, (room) => room.stub.endSession("session-bo")],
  ["bad frames", 4400, (_, bo) => Array.from({ length: 10 }, () => bo.send("{"))],
  ["a flood", 4029, (_, bo) => Array.from({ length: 80 }, (_, n) => bo.say(`m${n}`, "flood"))],
])("with %s one is offline at once, and the others are told", async (_, code, end) => {
  const room = await TestRoom.create();
  const [ada, bo] = [await room.join("ada"), await room.join("bo")];
  await end(room, bo);
  await bo.until(() => bo.closed !== undefined);
  expect(bo.closed?.code).toBe(code);
  await ada.settle();
  expect(presenceEvents(ada).at(-1)).toEqual({ type: "presence", online: [], offline: ["bo"], count: 1 });
  expect(await presenceOf(room)).toEqual(["ada"]);
});

test("after a restart nobody flaps who is back within 10 s, though an alarm goes off first", async () => {
  stopClock();
  const room = await TestRoom.create();
  for (const name of ["ada", "bo", "cy"]) await room.join(name);
  const { online } = await room.stub.presence(room.record);
  await pass(room, 60_000);
  await crash(room);
  await room.alarm();
  advance(1_000);
  const ada = await room.join("ada");
  expect(ada.events[0]).toMatchObject({ online, count: 3 });
  await pass(room, 8_999);
  const bo = await room.join("bo");
  expect(bo.events[0]).toMatchObject({ online, count: 3 });
  await pass(room, 1);
  await room.settle();
  // Only Cy has not come back.
  const event = { type: "presence", online: [], offline: ["cy"], count: 2 };
  expect([presenceEvents(ada), presenceEvents(bo)]).toEqual([[event], [event]]);
});

test("whoever asks over HTTP after a restart sees nobody who stays away for more than the grace", async () => {
  stopClock();
  const room = await TestRoom.create();
  await room.join("ada");
  await crash(room);
  expect(await presenceOf(room)).toEqual(["ada"]);
  await pass(room, GRACE_MS);
  expect(await presenceOf(room)).toEqual([]);
  expect((await room.stub.summary(room.record)).online).toBe(0);
});

test("events, the first page's list and the rooms' list agree at every moment, and no event says what was known", async () => {
  stopClock();
  const start = Date.now();
  const comings: Deed["do"][] = [
    ...(["join", "join", "resume", "leave", "drop", "status", "status", "visible", "rename", "signOut"] as const),
    ...(["wait", "wait", "alarm", "send", "noise"] as const),
  ];
  const step = fc.record({ deed: deeds(["ada", "bo", "cy"], comings), evict: fc.boolean() });
  await tryOut(fc.array(step, { maxLength: 40, size: "max" }), async (steps) => {
    const story = await Story.begin(start);
    for (const { deed, evict } of steps) {
      await story.play(deed);
      if (evict) await story.evict();
      await story.room.settle();
      const { online, count } = await story.room.stub.presence(story.room.record);
      const summary = await story.room.stub.summary(story.room.record);
      expect([count, summary.online]).toEqual([online.length, online.length]);
      for (const { closed, roster } of story.guests) if (!closed) expect(roster).toEqual(online);
    }
    for (const guest of story.guests) {
      const known = new Map<string, string>();
      for (const event of guest.events) {
        if (event.type !== "welcome" && event.type !== "presence") continue;
        for (const person of event.online) {
          expect(known.get(person.id)).not.toBe(JSON.stringify(person));
          known.set(person.id, JSON.stringify(person));
        }
        if (event.type === "presence") for (const id of event.offline) expect(known.delete(id)).toBe(true);
        expect(event.count).toBe(known.size);
      }
    }
  });
}, 90_000);
