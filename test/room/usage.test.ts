import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { Ledger } from "../../src/database/usage.ts";
import { COUNTERS, readUsage, type Usage } from "../../src/protocol/usage.ts";
import { pass, stopClock } from "./clock.ts";
import { complaints, Wire } from "./d1.ts";
import { converse, react } from "./gathering.ts";
import { Meter } from "./meter.ts";
import { type Guest, TestRoom } from "./people.ts";

vi.setConfig({ testTimeout: 300_000 });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What D1 has been told that a room used on a day, by default the last one it told of. */
async function told(room: TestRoom): Promise<Usage & { day: string }> {
  const row = await env.DB.prepare("SELECT usage_day AS day, usage FROM rooms WHERE number = ?")
    .bind(room.record.number)
    .first<{ day: string; usage: string | null }>();
  return { day: row!.day, ...readUsage(row!.usage) };
}

/** What D1 holds of a day. */
async function total(day = "2040-01-01"): Promise<Usage> {
  const row = await env.DB.prepare("SELECT counts FROM usage WHERE day = ?").bind(day).first<{ counts: string }>();
  return readUsage(row?.counts ?? null);
}

function minus(after: Usage, before: Usage): Usage {
  return Object.fromEntries(Object.entries(after).map(([key, n]) => [key, n - before[key as keyof Usage]])) as Usage;
}

/** Counts the frames that guests send, and the alarms of a room. */
function countEvents(room: TestRoom) {
  const events = { frames: 0, alarms: 0 };
  const alarm = room.alarm.bind(room);
  room.alarm = async () => {
    const rang = await alarm();
    if (rang) events.alarms++;
    return rang;
  };
  const listen = (guest: Guest) => {
    const send = guest.socket.send.bind(guest.socket);
    guest.socket.send = (data) => {
      events.frames++;
      send(data);
    };
    return guest;
  };
  return { events, listen };
}

test("what the room counts is what the runtime counts, over sleeps and comings and goings", async () => {
  stopClock();
  const meter = await Meter.start(await TestRoom.create());
  const room = await TestRoom.create();
  const { events, listen } = countEvents(room);
  const wire = Wire.tap();
  let readsAtBatch = 0;
  wire.behave = (work) => {
    readsAtBatch = meter.reads;
    return work();
  };
  meter.reset();

  const ada = listen(await room.join("ada"));
  const bo = listen(await room.join("bo"));
  await converse([ada, bo], 30);
  await room.evict();
  await react([ada, bo], 1, 10);
  await pass(room, MINUTE, [ada, bo]);
  await ada.leave();
  await room.evict();
  await room.stub.post(room.visit("cy"), { type: "send", id: "p1", text: "By post" });
  await bo.settle();
  await room.evict();
  bo.send({ type: "typing" });
  bo.send({ type: "status", status: "away" });
  await converse([bo], 30);
  await pass(room, 11 * MINUTE, [bo]);
  await room.evict();
  await bo.leave();
  await pass(room, MINUTE);

  const used = await told(room);
  expect(used).toMatchObject({ messages: 61, connections: 2, wakeUps: 5, frames: events.frames });
  expect(used.calls).toBe(2 + 1 + events.alarms);
  expect(used.rowsWritten).toBe(meter.room(/^(?!deleteAlarm)/));
  expect(used.rowsRead).toBe(readsAtBatch);
  expect(used.d1RowsWritten).toBe(meter.d1());
  const { day, ...counts } = used;
  expect(await total(day)).toEqual(counts);
});

test("a batch that hangs, comes twice or loses its answer is never counted twice", async () => {
  stopClock();
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  const before = await total();
  complaints();
  const wire = Wire.tap();
  wire.loseAnswers();
  await converse([ada], 55);
  await pass(room, MINUTE, [ada]);
  expect(wire.calls.length).toBeGreaterThan(3);
  const late = wire.holdOne();
  void room.inside((_, { storage }) => storage.setAlarm(Date.now() + MINUTE));
  await pass(room, 0, [ada]);
  const alarm = pass(room, 5 * MINUTE, [ada]);
  await late.caught();
  await late.release(room);
  await alarm;
  await converse([ada], 5);
  await room.evict();
  await pass(room, 11 * MINUTE, [ada]);
  await late.arrive();

  expect(await told(room)).toMatchObject({ messages: 60, connections: 1, wakeUps: 2 });
  expect(minus(await total(), before)).toMatchObject({ messages: 60, connections: 1, wakeUps: 2 });
});

test("what a room used is told even if it is forgotten by then which report D1 has got", async () => {
  stopClock();
  const room = await TestRoom.create();
  const before = await total();
  complaints();
  const wire = Wire.tap();
  for (const [index, harm] of ["loseAnswers", "mend", "mend"].entries()) {
    wire[harm as "mend"]();
    const ada = await room.join("ada");
    await converse([ada], 10);
    await ada.leave();
    await pass(room, 11 * SECOND);
    // With nobody there nothing is kept: the next life of the room begins to count anew.
    await room.evict();
    expect(await told(room)).toMatchObject({ messages: 10 * (index + 1), connections: index + 1 });
  }
  expect(minus(await total(), before)).toMatchObject({ messages: 30, connections: 3, wakeUps: 3 });
});

test("each day is told apart, the one that is over first", async () => {
  stopClock();
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  vi.setSystemTime(Date.now() + 5 * DAY);
  await converse([ada], 7);
  complaints();
  const wire = Wire.tap();
  wire.cut();
  vi.setSystemTime(Date.now() + DAY);
  await converse([ada], 11);
  await room.evict();
  await pass(room, HOUR, [ada]);
  wire.mend();
  await pass(room, HOUR, [ada]);
  await converse([ada], 50);
  await pass(room, SECOND, [ada]);
  expect(await total("2040-01-06")).toMatchObject({ messages: 7, connections: 0 });
  expect(await total("2040-01-07")).toMatchObject({ messages: 61, connections: 0, wakeUps: 1 });
  expect(await told(room)).toMatchObject({ day: "2040-01-07", messages: 61, wakeUps: 1 });
});

test("telling what was used costs a row a batch, and a quiet room nothing", async () => {
  stopClock();
  const room = await TestRoom.create();
  const meter = await Meter.start(room);
  const ada = await room.join("ada");
  for (let batch = 1; batch <= 3; batch++) {
    meter.reset();
    await converse([ada], 50);
    await pass(room, SECOND, [ada]);
    // The messages, their search document, the room's row, and the one of the day.
    expect(meter.d1(), JSON.stringify(meter.table)).toBe(50 + 1 + 1 + 1);
  }
  meter.reset();
  await pass(room, 20 * MINUTE, [ada]);
  expect(meter.d1()).toBe(0);
});

test("a room in which nothing is written tells what it uses once it is worth a batch", async () => {
  stopClock();
  const room = await TestRoom.create();
  const meter = await Meter.start(room);
  const ada = await room.join("ada");
  await room.join("bo");
  meter.reset();
  for (let hour = 0; hour < 5; hour++) await pass(room, HOUR, [ada]);
  expect(meter.d1()).toBe(0);
  await room.inside(async () => {});
  for (let call = 0; call < 500; call++) await room.stub.presence(room.record);
  await pass(room, MINUTE, [ada]);
  expect((await told(room)).calls).toBeGreaterThanOrEqual(500);
  expect(meter.d1()).toBe(2);
});

test("a room is awake for as long as something keeps it so, and no longer; and tells that with the next batch", async () => {
  stopClock();
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  await converse([ada], 50);
  const wire = Wire.tap();
  const held = wire.holdOne();
  const alarm = room.alarm();
  await held.caught();
  const since = Date.now();
  await converse([ada], 50);
  const awakeMs = Date.now() - since;
  expect(awakeMs).toBe(50 * SECOND);
  await held.release(room);
  await alarm;
  // What was said meanwhile goes after it at once, and with it for how long the first batch has kept the room awake.
  expect(wire.calls).toHaveLength(2);
  expect(await told(room)).toMatchObject({ messages: 100, awakeMs });

  await pass(room, HOUR, [ada]);
  await room.stub.summary(room.record);
  await converse([ada], 50);
  await pass(room, SECOND, [ada]);
  expect(await told(room)).toMatchObject({ messages: 150, awakeMs });
});

test("what the Worker has used counts for the day, and not for the room that passes it on, and once", async () => {
  stopClock();
  const room = await TestRoom.create();
  const before = await total();
  complaints();
  const wire = Wire.tap();
  const workerUse = { requests: 3, d1RowsRead: 20, d1RowsWritten: 4 };
  const ada = await room.join("ada");
  await room.stub.page({ ...room.record, workerUse }, {});
  await room.evict();
  await room.stub.summary({ ...room.record, workerUse });
  wire.loseAnswers();
  await converse([ada], 50);
  await pass(room, MINUTE, [ada]);
  expect(wire.calls.length).toBeGreaterThan(1);
  // It is news to what was told already.
  await room.stub.summary({ ...room.record, workerUse });
  wire.mend();
  await pass(room, 11 * MINUTE, [ada]);
  await ada.leave();
  await pass(room, MINUTE);

  const own = await told(room);
  expect(own).toMatchObject({ messages: 50, requests: 0 });
  expect(minus(await total(), before)).toEqual({
    ...own,
    day: undefined,
    requests: 3 * 3,
    d1RowsRead: own.d1RowsRead + 3 * 20,
    d1RowsWritten: own.d1RowsWritten + 3 * 4,
  });
});

test("what is kept for the room fits into an attachment, with a week that D1 knows nothing of and a crowd in its grace", async () => {
  stopClock();
  const room = await TestRoom.create();
  const ada = await room.join("ada", { as: "𝒜".repeat(40) });
  complaints();
  const wire = Wire.tap();
  wire.cut();
  for (let day = 0; day < 9; day++) {
    await converse([ada], 1);
    vi.setSystemTime(Date.now() + DAY);
  }
  const { days, bytesLeft } = await room.inside((_, state) => {
    const [socket] = state.getWebSockets();
    const attachment = socket!.deserializeAttachment() as { meter: { ledgers: Ledger[] } };
    const { ledgers } = attachment.meter;
    for (const ledger of ledgers) {
      for (const name of COUNTERS) ledger.counts[name] = 123_456_789.5;
      ledger.shared = { requests: 123_456_789, d1RowsRead: 123_456_789, d1RowsWritten: 123_456_789 };
    }
    const graces = Array.from({ length: 200 }, (_, n) => [`user-${n}`.padEnd(16, "x"), Date.now()]);
    const fits = (bytes: number) => {
      try {
        socket!.serializeAttachment({ ...attachment, graces, padding: "x".repeat(bytes) });
        return true;
      } catch {
        return false;
      }
    };
    return { days: ledgers.map(({ day }) => day), bytesLeft: fits(1_000) };
  });
  expect(days).toEqual([3, 4, 5, 6, 7, 8, 9].map((day) => `2040-01-0${day}`));
  expect(bytesLeft).toBe(true);
});
