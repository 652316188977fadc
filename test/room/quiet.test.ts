import { expect, test, vi } from "vitest";
import { pass, stopClock } from "./clock.ts";
import { done } from "./gathering.ts";
import { Meter } from "./meter.ts";
import { type Guest, TestRoom } from "./people.ts";

vi.setConfig({ testTimeout: 300_000 });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const advance = (ms: number) => vi.setSystemTime(Date.now() + ms);

test("a join and a leave write at most 4 rows when nobody else is there", async () => {
  const { room, meter } = await usedRoom();
  const visits = 5;
  for (let i = 0; i < visits; i++) {
    const ada = await room.join("ada");
    await pass(room, MINUTE);
    await ada.leave();
    await pass(room, MINUTE);
    expect(await room.stub.presence(room.record)).toEqual({ online: [], count: 0 });
  }
  expect(meter.room(), explain(meter)).toBeLessThanOrEqual(4 * visits);
});

test("a join and a leave write at most 4 rows among others, the alarm at the end of the grace included", async () => {
  const { room, meter } = await usedRoom();
  const others = [await room.join("ada"), await room.join("bo"), await room.join("cy")];
  const visits = 5;
  meter.reset();
  for (let i = 0; i < visits; i++) {
    const dee = await room.join("dee");
    await pass(room, 20 * SECOND);
    await dee.leave();
    await pass(room, 20 * SECOND, others);
    expect(others[0]!.roster.map(({ id }) => id)).toEqual(["ada", "bo", "cy"]);
  }
  expect(meter.room(), explain(meter)).toBeLessThanOrEqual(4 * visits);
});

test("people who come and go all the time write at most 4 rows each", async () => {
  const { room, meter } = await usedRoom();
  const visits = 40;
  const here: Guest[] = [];
  for (let i = 0; i < visits; i++) {
    here.push(await room.join(`person-${i}`));
    if (here.length > 5) await here.shift()!.leave();
    await pass(room, 7 * SECOND, here);
  }
  for (const guest of here) await guest.leave();
  await pass(room, MINUTE);
  expect(await room.alarmAt()).toBeNull();
  expect(meter.room(), explain(meter)).toBeLessThanOrEqual(4 * visits);
});

test.each(["alone", "among others"])(
  "a drop and a return within the grace write no presence row, %s",
  async (where) => {
    const { room, meter } = await usedRoom();
    const others = where === "alone" ? [] : [await room.join("ada"), await room.join("bo")];
    let cy = await room.join("cy");
    await room.settle();
    const heard = others.map(({ events }) => events.length);
    meter.reset();
    for (let i = 0; i < 5; i++) {
      await cy.leave();
      await pass(room, 9 * SECOND);
      cy = await room.join("cy");
      await pass(room, 30 * SECOND, [...others, cy]);
    }
    expect(meter.room(/presence/), explain(meter)).toBe(0);
    expect(others.map(({ events }) => events.length)).toEqual(heard);
    expect((await room.stub.presence(room.record)).online.map(({ id }) => id)).toContain("cy");
  },
);

test("going away and coming back writes nothing, and is known after a sleep, also of somebody in their grace", async () => {
  const { room, meter } = await usedRoom();
  const [ada, bo] = [await room.join("ada"), await room.join("bo")];
  await pass(room, MINUTE);
  meter.reset();
  const statusOfBo = async () => {
    const { online } = await room.stub.presence(room.record);
    return online.map(({ id, status, since }) => ({ id, status, since })).find(({ id }) => id === "bo");
  };
  for (let i = 0; i < 5; i++) {
    for (const status of ["away", "active"] as const) {
      await pass(room, SECOND);
      bo.send({ type: "status", status });
      await bo.settle();
      const since = Date.now();
      await room.evict();
      expect(await statusOfBo()).toEqual({ id: "bo", status, since });
    }
  }
  bo.send({ type: "status", status: "away" });
  await bo.settle();
  const since = Date.now();
  expect(meter.room(), explain(meter)).toBe(0);
  await bo.leave();
  await room.evict();
  expect(await statusOfBo()).toEqual({ id: "bo", status: "away", since });
  await ada.settle();
  expect(ada.roster).toEqual((await room.stub.presence(room.record)).online);
});

test("a heartbeat writes nothing and does not wake the room", async () => {
  const { room, meter } = await usedRoom();
  const ada = await room.join("ada");
  await room.evict();
  meter.reset();
  for (let i = 0; i < 10; i++) await heartbeat(ada);
  expect(meter.statements).toBe(0);
  expect(meter.table).toEqual({});
  // Only a room that runs can be evicted.
  await expect(room.evict()).rejects.toThrow();

  await post(ada, "m1");
  expect(meter.statements).toBeGreaterThan(0);
  await room.evict();
});

test("a crowd that falls silent, one after the other, takes an alarm each half minute, and not one each", async () => {
  const { room } = await usedRoom();
  const people = 60;
  for (let i = 0; i < people; i++) {
    await room.join(`person-${i}`);
    advance(SECOND);
  }
  const alarm = vi.spyOn(room, "alarm");
  await pass(room, 10 * MINUTE);
  expect(await room.stub.presence(room.record)).toEqual({ online: [], count: 0 });
  // They fell silent within two or three half minutes.
  expect(alarm.mock.calls.length).toBeLessThanOrEqual(4);
});

test("a room that wakes up asks D1 nothing, whatever wakes it", async () => {
  const { room, meter } = await usedRoom();
  const ada = await room.join("ada");
  const wakers: [name: string, wake: () => unknown][] = [
    ["a frame", () => post(ada, "m1")],
    ["a visitor", () => room.join("bo")],
    ["a lost connection", () => ada.leave()],
    ["a page of history", () => room.stub.page(room.record, {})],
    ["what D1 lacks", () => room.stub.unarchived(room.record)],
    ["who is here", () => room.stub.presence(room.record)],
    ["the list of rooms", () => room.stub.summary(room.record)],
    ["a post", () => room.stub.post(room.visit("ada"), { type: "send", id: "m2", text: "By post" })],
  ];
  for (const [name, wake] of wakers) {
    await room.evict();
    meter.reset();
    await wake();
    expect(meter.statements, name).toBeGreaterThan(0);
    expect(meter.queries, name).toBe(0);
  }
  for (let i = 0; i < 100; i++) await room.stub.post(room.visit(`p${i}`), { type: "send", id: "m", text: "Hi" });
  await pass(room, 1);
  expect(meter.queries).toBeGreaterThan(0);
});

test("nobody who comes into an empty room, or posts to it, waits for D1", async () => {
  const { room, meter } = await usedRoom();
  const ada = await room.join("ada");
  expect(meter.queries).toBe(0);
  await ada.leave();
  await pass(room, MINUTE);
  meter.reset();
  await room.knock();
  await room.stub.post(room.visit("bot"), { type: "send", id: "m1", text: "By post" });
  expect(meter.queries).toBe(0);
});

test("a room with nobody in it and nothing to archive has no alarm", async () => {
  const { room } = await usedRoom();
  expect(await room.alarmAt()).toBeNull();

  const ada = await room.join("ada");
  expect(await room.alarmAt()).not.toBeNull();
  await post(ada, "m1");
  await ada.leave();
  await pass(room, MINUTE);
  expect(await room.stub.unarchived(room.record)).toEqual([]);
  expect(await room.alarmAt()).toBeNull();

  for (const look of ["page", "unarchived", "presence", "summary"] as const) {
    await room.evict();
    await room.stub[look](room.record, {});
    await pass(room, MINUTE);
    expect(await room.alarmAt(), look).toBeNull();
  }
});

/** A room in which somebody was, and wrote, long ago. */
async function usedRoom(): Promise<{ room: TestRoom; meter: Meter }> {
  stopClock();
  const room = await TestRoom.create();
  const founder = await room.join("founder");
  await post(founder, "m0");
  await founder.leave();
  await pass(room, 20 * MINUTE);
  return { room, meter: await Meter.start(room) };
}

/** Says something and waits for the acknowledgement. */
function post(guest: Guest, id: string): Promise<void> {
  return done(guest, { type: "send", id, text: "Anybody?" });
}

function heartbeat({ socket }: Guest): Promise<void> {
  return new Promise((resolve) => {
    socket.addEventListener("message", ({ data }) => {
      if (data === "pong") resolve();
    });
    socket.send("ping");
  });
}

function explain(meter: Meter): string {
  return JSON.stringify(meter.table, null, 1);
}
