import { expect, test, vi } from "vitest";
import { pass } from "./clock.ts";
import { archived, complaints, expectArchived, Wire } from "./d1.ts";
import { converse, done, enter, react } from "./gathering.ts";
import type { Guest } from "./people.ts";

vi.setConfig({ testTimeout: 300_000 });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

test("nobody waits for a D1 that hangs, and what it got late is neither lost nor doubled", async () => {
  const { room, guests } = await enter(5);
  const [ada, bo] = guests as [Guest, Guest];
  const wire = Wire.tap();
  const held = wire.holdOne();
  await converse(guests, 50);
  let isOver = false;
  const alarm = room.alarm().then(() => {
    isOver = true;
  });
  await held.caught();

  await converse(guests, 20);
  await done(ada, { type: "edit", id: "e1", seq: 1, text: "Said while D1 hangs" });
  await done(bo, { type: "delete", id: "d1", seq: 2 });
  const cy = await room.join("cy");
  expect(cy.messages.at(-1)).toMatchObject({ seq: 70 });
  expect(await room.messages()).toHaveLength(70);
  expect(isOver).toBe(false);
  expect((await archived(room)).messages).toEqual([]);

  await held.release(room);
  await alarm;
  await pass(room, 11 * MINUTE, guests);
  await expectArchived(room);
});

test("D1 is given up on after half a minute, and a request that it answers even later changes nothing", async () => {
  const { room, guests } = await enter(5);
  complaints();
  const wire = Wire.tap();
  const held = wire.holdOne();
  await converse(guests, 50);
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"], now: Date.now() });
  const alarm = room.alarm();
  await held.caught();
  // The alarm does not wait for as long as the request may take, so that people who left are missed in time.
  await room.inside(() => vi.advanceTimersByTimeAsync(10 * SECOND));
  await alarm;
  expect(await room.alarmAt()).not.toBeNull();
  await room.inside(() => vi.advanceTimersByTimeAsync(20 * SECOND));
  await pass(room, MINUTE, guests);
  await expectArchived(room);
  expect(wire.calls).toHaveLength(2);

  await done(guests[0]!, { type: "edit", id: "e1", seq: 1, text: "Said since then" });
  await held.arrive();
  await pass(room, 11 * MINUTE, guests);
  await expectArchived(room);
});

test.each([
  ["fails", (wire: Wire) => wire.cut()],
  ["does what it is asked and loses its answer", (wire: Wire) => wire.loseAnswers()],
])("while D1 %s everything goes on, and afterwards it has all of it once", async (_, harm) => {
  const { room, guests } = await enter(5);
  const [ada, bo, cy] = guests as [Guest, Guest, Guest];
  await converse(guests, 60);
  await pass(room, SECOND);
  const wire = Wire.tap();
  complaints();
  harm(wire);
  for (let round = 0; round < 3; round++) {
    await converse(guests, 60);
    await done(ada, { type: "edit", id: `e${round}`, seq: 60 * round + 1, text: `Another text ${round}` });
    await done(bo, { type: "delete", id: `d${round}`, seq: 60 * round + 2 });
    await done(cy, { type: "react", id: `r${round}`, seq: 60 * round + 3, emoji: "🌧️", on: true });
    await pass(room, 3 * MINUTE, guests);
    if (round === 1) await room.evict();
  }
  expect(wire.calls.length).toBeGreaterThan(3);
  expect(await room.stub.unarchived(room.record)).not.toEqual([]);
  expect((await room.messages()).map(({ seq }) => seq)).toEqual(Array.from({ length: 240 }, (_, index) => index + 1));

  wire.mend();
  await pass(room, 11 * MINUTE, guests);
  await expectArchived(room);
});

test("a room whose alarm the runtime has given up on takes it up again, whatever wakes it", async () => {
  const { room, guests } = await enter(2);
  await converse(guests, 5);
  const wakers: [name: string, wake: () => Promise<unknown>][] = [
    ["a frame", () => guests[0]!.settle()],
    ["a visitor", () => room.join("cy")],
    ["a post", () => room.stub.post(room.visit("bot"), { type: "send", id: "p1", text: "By post" })],
    ["a page of history", () => room.stub.page(room.record, {})],
    ["the list of rooms", () => room.stub.summary(room.record)],
  ];
  for (const [name, wake] of wakers) {
    await room.inside((_, { storage }) => storage.deleteAlarm());
    await room.evict();
    await wake();
    expect(await room.alarmAt(), name).not.toBeNull();
  }
  await pass(room, 11 * MINUTE, guests);
  await expectArchived(room);
});

test("a request that arrives late undoes nothing that came after it", async () => {
  const { room, guests } = await enter(5);
  const [ada, bo] = guests as [Guest, Guest];
  const wire = Wire.tap();
  const requests: (() => unknown)[] = [];
  wire.behave = (work) => {
    requests.push(work);
    return work();
  };
  await converse(guests, 60);
  await pass(room, 11 * MINUTE, guests);
  await done(ada, { type: "edit", id: "e1", seq: 1, text: "Quite another text" });
  await done(bo, { type: "delete", id: "d1", seq: 2 });
  await react(guests, 3, 5);
  await pass(room, 11 * MINUTE, guests);
  for (const guest of guests) await guest.leave();
  await pass(room, MINUTE);
  await expectArchived(room);
  expect(requests.length).toBeGreaterThan(2);
  wire.mend();
  for (const request of requests.slice(0, -1)) await request();
  await expectArchived(room);
});

test("a request from before an eviction that arrives late undoes nothing that came after it", async () => {
  const { room, guests } = await enter(5);
  const wire = Wire.tap();
  complaints();
  // On its way when the room is restarted: to the room it has failed, but it arrives later.
  let request: (() => unknown) | undefined;
  wire.behave = (work) => {
    request ??= work;
    return Promise.reject(new Error("D1_ERROR: Network connection lost."));
  };
  await converse(guests, 50);
  await room.alarm();
  vi.setSystemTime(Date.now() + SECOND);
  await room.evict();
  wire.mend();
  await done(guests[0]!, { type: "edit", id: "e1", seq: 1, text: "Quite another text" });
  await done(guests[1]!, { type: "delete", id: "d1", seq: 2 });
  await pass(room, 11 * MINUTE, guests);
  await expectArchived(room);
  await request!();
  await expectArchived(room);
});
