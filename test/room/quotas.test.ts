import { env } from "cloudflare:workers";
import { expect, onTestFinished, test, vi } from "vitest";
import { noUsage, type Usage } from "../../src/protocol/usage.ts";
import { pass, stopClock } from "./clock.ts";
import { complaints, expectArchived, isAwake, Wire } from "./d1.ts";
import { converse, done } from "./gathering.ts";
import { type Guest, TestRoom } from "./people.ts";

vi.setConfig({ testTimeout: 300_000 });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** The clock of these tests starts with this day. */
const MIDNIGHT = Date.UTC(2040, 0, 2);

const D1_SPENT =
  "D1_ERROR: Your account has exceeded D1's free tier daily row write limit. Upgrade to a paid plan or wait until tomorrow (midnight UTC) to continue.";
const D1_FULL = "D1_ERROR: Exceeded maximum DB size";
const ROWS_SPENT = "Exceeded allowed rows written in Durable Objects free tier.";
const READS_SPENT = "Exceeded allowed rows read in Durable Objects free tier.";
const WRITES = /^\s*(INSERT|UPDATE|DELETE)/;

/** Has D1 say that so much was used today, whatever it was told. */
async function useUp(counts: Partial<Usage>): Promise<void> {
  await env.DB.prepare("INSERT OR REPLACE INTO usage (day, counts) VALUES ('2040-01-01', ?)")
    .bind(JSON.stringify({ ...noUsage(), ...counts }))
    .run();
}

/** Lets a batch go, with whose answer the room learns what all rooms together have used. */
async function learn(room: TestRoom, guests: Guest[]): Promise<void> {
  await converse(guests, 50);
  await pass(room, SECOND, guests);
}

function warnings() {
  const log = vi.spyOn(console, "warn").mockImplementation(() => {});
  onTestFinished(() => log.mockRestore());
  return log;
}

/** The storage of rooms refuses statements that match, as the platform does when a quota is spent, until it is mended. */
async function spend(room: TestRoom, error: string, statements: RegExp): Promise<() => void> {
  const { sql, kv, storage } = await room.inside((_, state) => ({
    sql: Object.getPrototypeOf(state.storage.sql) as SqlStorage,
    kv: Object.getPrototypeOf(state.storage.kv) as SyncKvStorage,
    storage: Object.getPrototypeOf(state.storage) as DurableObjectStorage,
  }));
  const { exec } = sql;
  const { get } = kv;
  const { setAlarm } = storage;
  sql.exec = function (this: SqlStorage, query: string, ...values: unknown[]) {
    if (statements.test(query)) throw new Error(error);
    return exec.call(this, query, ...values) as never;
  };
  if (error === READS_SPENT) {
    kv.get = () => {
      throw new Error(error);
    };
  } else storage.setAlarm = () => Promise.reject(new Error(error));
  const mend = () => {
    sql.exec = exec;
    kv.get = get;
    storage.setAlarm = setAlarm;
  };
  onTestFinished(mend);
  return mend;
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

async function gather() {
  stopClock();
  // Late in the day, so that little time has to pass until its end.
  vi.setSystemTime(MIDNIGHT - 3 * HOUR);
  await useUp({});
  const room = await TestRoom.create();
  const [ada, bo] = [await room.join("ada"), await room.join("bo")];
  return { room, ada, bo, guests: [ada, bo] };
}

const savings = ({ events }: Guest) =>
  events.flatMap((event) => (event.type === "saving" ? [[event.typing, event.presence, event.read]] : []));

test("near the end of a quota typing stops first, then presence in detail, then read markers; messages never", async () => {
  const { room, ada, bo, guests } = await gather();
  const warned = warnings();
  await useUp({ d1RowsWritten: 79_000 });
  await learn(room, guests);
  expect(savings(ada)).toEqual([]);
  expect(warned).not.toHaveBeenCalled();
  await useUp({ d1RowsWritten: 94_000 });
  await learn(room, guests);
  expect(warned).toHaveBeenCalledExactlyOnceWith("94 % of the day's quota of databaseRowsWritten is used.");
  expect(savings(ada)).toEqual([]);

  await useUp({ d1RowsWritten: 95_000 });
  await learn(room, guests);
  expect(savings(ada)).toEqual([[true, false, false]]);
  expect(bo.events.findLast(({ type }) => type === "saving")).toMatchObject({ until: MIDNIGHT });
  ada.send({ type: "typing" });
  ada.send({ type: "status", status: "away" });
  await room.settle();
  expect(bo.events.filter(({ type }) => type === "typing")).toEqual([]);
  expect(bo.roster.find(({ id }) => id === "ada")?.status).toBe("away");

  await useUp({ awakeMs: 98_600_000 });
  await learn(room, [bo]);
  expect(savings(ada)).toEqual([
    [true, false, false],
    [true, true, false],
  ]);
  ada.send({ type: "status", status: "active" });
  await room.stub.updateUser({ id: "ada", name: "Ada Lovelace", guest: true }, true);
  await room.settle();
  expect(bo.roster.find(({ id }) => id === "ada")).toMatchObject({ status: "away", name: "ada" });
  const cy = await room.join("cy");
  await room.settle();
  expect(bo.roster.map(({ id }) => id)).toEqual(["ada", "bo", "cy"]);
  expect(savings(cy)).toEqual([[true, true, false]]);
  expect(cy.events.findIndex(({ type }) => type === "saving")).toBeGreaterThan(
    cy.events.findIndex(({ type }) => type === "ready"),
  );

  await useUp({ rowsRead: 4_901_000 });
  await learn(room, [bo]);
  expect(savings(ada).at(-1)).toEqual([true, true, true]);
  bo.send({ type: "read", seq: 100 });
  await done(ada, { type: "send", id: "still", text: "Still here" });
  await cy.leave();
  await bo.leave();
  await pass(room, MINUTE, [ada]);
  expect(ada.roster.map(({ id }) => id)).toEqual(["ada"]);
  const again = await room.join("bo");
  expect(await again.next("welcome")).toMatchObject({ read: 0 });
  expect(warned).toHaveBeenCalledTimes(1);

  await pass(room, MIDNIGHT - Date.now(), [ada, again]);
  await done(ada, { type: "send", id: "day", text: "A new day" });
  expect(savings(ada).at(-1)).toEqual([false, false, false]);
  expect(again.roster.find(({ id }) => id === "ada")).toMatchObject({ name: "Ada Lovelace", status: "active" });
});

test("when D1's quota is used to the last row, the cheap things stay stopped, and messages go on", async () => {
  const { room, ada, guests } = await gather();
  warnings();
  await useUp({ d1RowsWritten: 100_000 });
  await learn(room, guests);
  expect(savings(ada)).toEqual([[true, true, true]]);
  complaints();
  Wire.tap().behave = () => Promise.reject(new Error(D1_SPENT));
  await learn(room, guests);
  await room.evict();
  await done(ada, { type: "send", id: "still", text: "Still here" });
  const cy = await room.join("cy");
  await room.settle();
  // After a sleep everybody is told again.
  expect(savings(ada).at(-1)).toEqual([true, true, true]);
  expect(savings(cy)).toEqual([[true, true, true]]);
});

test("what is saved on is known after a sleep, and told to whoever comes", async () => {
  const { room, guests } = await gather();
  warnings();
  await useUp({ requests: 97_500 });
  await learn(room, guests);
  await room.evict();
  const cy = await room.join("cy");
  await room.settle();
  expect(savings(cy)).toEqual([[true, true, false]]);
});

test("on a paid plan nothing is ever saved on", async () => {
  stopClock();
  const room = await TestRoom.create();
  await room.configure({ PLAN: "paid" });
  const ada = await room.join("ada");
  const warned = warnings();
  await useUp({ requests: 10_000_000, d1RowsWritten: 10_000_000 });
  await learn(room, [ada]);
  expect(savings(ada)).toEqual([]);
  expect(warned).not.toHaveBeenCalled();
});

test("when D1's quota is spent the chat goes on, D1 is left alone until midnight, and then gets everything", async () => {
  const { room, ada, bo, guests } = await gather();
  complaints();
  const wire = Wire.tap();
  wire.behave = () => Promise.reject(new Error(D1_SPENT));
  await converse(guests, 60);
  await pass(room, MINUTE, guests);
  expect(wire.calls).toHaveLength(1);
  await converse(guests, 60);
  await done(ada, { type: "edit", id: "e1", seq: 1, text: "Said better" });
  await done(bo, { type: "react", id: "r1", seq: 2, emoji: "🌰", on: true });
  await pass(room, 2 * HOUR, guests);
  expect(wire.calls).toHaveLength(1);
  expect(await room.messages()).toHaveLength(120);
  wire.mend();
  await pass(room, MIDNIGHT - Date.now() - 1, guests);
  expect(wire.calls).toHaveLength(1);
  await pass(room, HOUR, guests);
  await expectArchived(room);
});

test("when D1 is full the room keeps what D1 does not take, over a sleep too, and D1 gets it when there is space again", async () => {
  const { room, ada, bo, guests } = await gather();
  complaints();
  await converse(guests, 60);
  await pass(room, SECOND, guests);
  const wire = Wire.tap();
  wire.behave = () => Promise.reject(new Error(D1_FULL));
  await converse(guests, 60);
  await done(ada, { type: "edit", id: "e1", seq: 1, text: "Said better" });
  await done(bo, { type: "delete", id: "d1", seq: 2 });
  await pass(room, 2 * HOUR, guests);
  // Every ten minutes at least: nobody says when there is space again, as midnight does of a quota.
  const patient = wire.calls.length;
  expect(patient).toBeGreaterThan(10);
  expect(patient).toBeLessThan(80);
  await room.evict();
  expect(await room.messages()).toHaveLength(120);
  const unarchived = await room.stub.unarchived(room.record);
  expect(unarchived.map(({ seq }) => seq).toSorted((a, b) => a - b)).toEqual([1, 2, ...range(61, 120)]);
  for (const guest of guests) await guest.leave();
  await pass(room, HOUR);
  expect(await isAwake(room)).toBe(true);
  wire.mend();
  await pass(room, 10 * MINUTE);
  await expectArchived(room);
  expect(await isAwake(room)).toBe(false);
});

test("who came in when D1 could not be told comes in again with the new day, and D1 learns that the room is awake", async () => {
  const { room, bo, guests } = await gather();
  complaints();
  const wire = Wire.tap();
  wire.behave = () => Promise.reject(new Error(D1_SPENT));
  await pass(room, HOUR, guests);
  room.record.unnoted = true;
  const cy = await room.join("cy");
  delete room.record.unnoted;
  await env.DB.prepare("UPDATE rooms SET awake = 0 WHERE number = ?").bind(room.record.number).run();
  const everybody = [...guests, cy];
  await pass(room, MIDNIGHT - Date.now() - 1, everybody);
  expect(wire.calls).toHaveLength(1);
  expect(cy.closed).toBeUndefined();
  wire.mend();
  await pass(room, MINUTE, guests);
  expect(cy.closed).toMatchObject({ code: 1001 });
  expect(bo.closed).toBeUndefined();
  await pass(room, 11 * MINUTE, guests);
  expect(await isAwake(room)).toBe(true);
});

test.each([
  ["rows written", ROWS_SPENT, WRITES],
  ["all rows", READS_SPENT, /./],
])(
  "when the room's own quota of %s is spent, nothing is lost, and everybody is told until when",
  async (_, error, statements) => {
    const { room, ada, bo } = await gather();
    await done(ada, { type: "send", id: "m1", text: "Before" });
    complaints();
    const mend = await spend(room, error, statements);
    for (const id of ["m2", "m3"]) ada.send({ type: "send", id, text: "Kept" });
    ada.send({ type: "edit", id: "e1", seq: 1, text: "Changed" });
    await ada.settle();
    const refusals = ada.events.flatMap((event) => (event.type === "error" ? [event] : []));
    expect(refusals.map(({ id, code, quota }) => [id, code, quota])).toEqual([
      ["m2", "rate_limited", true],
      ["m3", "rate_limited", true],
      ["e1", "rate_limited", true],
    ]);
    const seconds = (MIDNIGHT - Date.now()) / SECOND;
    for (const { retryAfter } of refusals) {
      expect(retryAfter).toBeGreaterThanOrEqual(seconds);
      expect(retryAfter).toBeLessThan(seconds + 60);
    }
    expect(bo.messages.map(({ id }) => id)).toEqual(["m1"]);
    const posted = await room.stub.post(room.visit("cy"), { type: "send", id: "p1", text: "By post" });
    expect(posted).toMatchObject({ ok: false, code: "rate_limited", quota: true });

    mend();
    ada.events.length = 0;
    for (const id of ["m2", "m3"]) await done(ada, { type: "send", id, text: "Kept" });
    await done(ada, { type: "edit", id: "e1", seq: 1, text: "Changed" });
    expect((await room.messages()).map(({ seq, id, text }) => [seq, id, text])).toEqual([
      [1, "m1", "Changed"],
      [2, "m2", "Kept"],
      [3, "m3", "Kept"],
    ]);
    await pass(room, 11 * MINUTE, [ada, bo]);
    await expectArchived(room);
  },
);

test("a room that cannot even be opened because its reads are spent says so to whoever is there, until the new day", async () => {
  const { room, ada, bo } = await gather();
  await done(ada, { type: "send", id: "m1", text: "Before" });
  complaints();
  const mend = await spend(room, READS_SPENT, /./);
  await room.evict();
  ada.events.length = 0;
  ada.send({ type: "typing" });
  ada.send({ type: "send", id: "m2", text: "Kept" });
  ada.send({ type: "edit", id: "e1", seq: 1, text: "" });
  await ada.until(() => ada.events.length === 2);
  const seconds = (MIDNIGHT - Date.now()) / SECOND;
  for (const [i, id] of ["m2", "e1"].entries()) {
    expect(ada.events[i]).toMatchObject({ type: "error", id, code: "rate_limited", quota: true });
    expect((ada.events[i] as { retryAfter: number }).retryAfter).toBeGreaterThanOrEqual(seconds);
  }
  const posted = room.inside((instance) =>
    instance.post(room.visit("cy"), { type: "send", id: "p1", text: "By post" }),
  );
  await expect(posted).rejects.toThrow(READS_SPENT);
  await room.stub.endSession("session-bo");
  await bo.until(() => bo.closed !== undefined);
  expect(bo.closed).toMatchObject({ code: 4001 });
  await room.alarm();
  expect(await room.alarmAt()).toBeGreaterThanOrEqual(MIDNIGHT);
  expect(ada.closed).toBeUndefined();

  mend();
  vi.setSystemTime(MIDNIGHT + MINUTE);
  ada.events.length = 0;
  await done(ada, { type: "send", id: "m2", text: "Kept" });
  expect((await room.messages()).map(({ id, text }) => [id, text])).toEqual([
    ["m1", "Before"],
    ["m2", "Kept"],
  ]);
  await pass(room, 11 * MINUTE, [ada]);
  const cy = await room.join("cy");
  expect(cy.roster.map(({ id }) => id)).toEqual(["ada", "cy"]);
  await expectArchived(room);
});
