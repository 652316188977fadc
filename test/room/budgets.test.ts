import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { Command } from "../../src/protocol/frames.ts";
import { pass } from "./clock.ts";
import { done, enter } from "./gathering.ts";
import { Meter } from "./meter.ts";
import { type Guest, TestRoom } from "./people.ts";

vi.setConfig({ testTimeout: 300_000 });

const SECOND = 1_000;

/** How a number of commands is given: by how many people, each of whom waits how long between two. */
interface Pace {
  people: number;
  pause: number;
  /** The room is evicted each time that so many commands were given, as a quiet one is by the runtime. */
  evictEvery: number;
  /** How many are given in all. */
  commands: number;
}
const BURST: Pace = { people: 10, pause: SECOND, evictEvery: Number.POSITIVE_INFINITY, commands: 300 };
/** The better part of an hour. */
const HOURS: Pace = { people: 1, pause: 11 * SECOND, evictEvery: 10, commands: 300 };

test("the meter counts what the runtime does: indexes, values, alarms, D1, and on after an eviction", async () => {
  const room = await TestRoom.create();
  const meter = await Meter.start(room);
  const count = (work: (state: DurableObjectState) => void) => {
    meter.reset();
    return room.inside((_, state) => work(state)).then(() => meter.room());
  };
  const insert = (table: string, end = "") => `INSERT INTO ${table} VALUES (1, 'a'), (2, 'b'), (3, 'c') ${end}`;
  for (const table of ["plain", "indexed", "returned"]) {
    await count(({ storage }) => storage.sql.exec(`CREATE TABLE ${table} (n INTEGER PRIMARY KEY, word TEXT)`));
  }
  await count(({ storage }) => storage.sql.exec("CREATE INDEX words ON indexed (word)"));

  expect(await count(({ storage }) => storage.sql.exec(insert("plain")))).toBe(3);
  expect(await count(({ storage }) => storage.sql.exec(insert("indexed")))).toBe(6);
  expect(await count(({ storage }) => storage.sql.exec(insert("returned", "RETURNING n")).toArray())).toBe(3);
  expect(await count(({ storage }) => storage.sql.exec("SELECT * FROM plain").toArray())).toBe(0);
  expect(await count(({ storage }) => storage.kv.put("key", 1))).toBe(1);
  expect(await count(({ storage }) => storage.kv.delete("key"))).toBe(1);
  expect(await count(({ storage }) => storage.setAlarm(Date.now() + 3_600_000))).toBe(1);
  expect(await count(({ storage }) => storage.deleteAlarm())).toBe(1);
  await count(({ storage }) => storage.setAlarm(Date.now() + 3_600_000));
  await room.alarm();
  expect(meter.room(/deleteAlarm/)).toBe(0);
  await room.evict();
  expect(await count(({ storage }) => storage.sql.exec("DELETE FROM plain"))).toBeGreaterThanOrEqual(3);

  meter.reset();
  const member = (user: string) => env.DB.prepare("INSERT INTO members VALUES (?, 0, 0)").bind(user);
  await env.DB.batch([member("meter-1"), member("meter-2")]);
  await member("meter-3").run();
  expect(meter.d1()).toBe(3);
  expect(meter.queries).toBe(3);
});

test.each([
  ["in a burst", BURST],
  ["spread over hours", HOURS],
])("a message costs at most 1.1 rows in the room and in D1, %s", async (_, pace) => {
  const { room, meter, everybody } = await begin(pace);
  for (let round = 0; round < pace.commands / pace.people; round++) {
    await together(room, everybody, pace, round, ({ name }) => words(`m-${name}-${round}`));
  }
  await archive(room, everybody, pace.commands);
  expect(meter.room(), explain(meter)).toBeLessThanOrEqual(1.1 * pace.commands);
  expect(meter.d1(), explain(meter)).toBeLessThanOrEqual(1.1 * pace.commands);
});

test.each([
  ["in a burst", BURST],
  ["spread over hours", HOURS],
])("an edit, deletion or reaction costs at most 2.1 rows in the room and in D1, %s", async (_, pace) => {
  const { room, meter, everybody } = await begin(pace);
  const each = pace.commands / 3 / everybody.length;
  for (let n = 0; n < each; n++) await together(room, everybody, BURST, n, ({ name }) => words(`m-${name}-${n}`));
  await archive(room, everybody, Math.ceil(each) * everybody.length);
  meter.reset();
  for (const kind of ["edit", "react", "delete"] as const) {
    for (let n = 0; n < each; n++) await together(room, everybody, pace, n, (guest) => change(guest, n, kind));
  }
  await archive(room, everybody, Math.ceil(each) * everybody.length);
  const changes = 3 * Math.ceil(each) * everybody.length;
  expect(meter.room(), explain(meter)).toBeLessThanOrEqual(2.1 * changes);
  expect(meter.d1(), explain(meter)).toBeLessThanOrEqual(2.1 * changes);
});

test("messages and changes to what was just said stay within the budgets of both", async () => {
  const { room, meter, everybody } = await begin(BURST);
  for (let round = 0; round < 25; round++) {
    await together(room, everybody, BURST, round, ({ name }) => words(`m-${name}-${round}`));
    const type = (["edit", "delete", "react"] as const)[round % 3]!;
    await together(room, everybody, BURST, round, (guest) => change(guest, round, type));
  }
  await archive(room, everybody, 250);
  expect(meter.room(), explain(meter)).toBeLessThanOrEqual(250 * (1.1 + 2.1));
  expect(meter.d1(), explain(meter)).toBeLessThanOrEqual(250 * (1.1 + 2.1));
});

/** A room with people in it, and a meter that starts now. */
async function begin({ people }: Pace): Promise<{ room: TestRoom; meter: Meter; everybody: Guest[] }> {
  const { room, guests } = await enter(people);
  return { room, meter: await Meter.start(room), everybody: guests };
}

/** Everybody does one thing, then time passes. */
async function together(
  room: TestRoom,
  everybody: Guest[],
  { pause, evictEvery }: Pace,
  round: number,
  command: (guest: Guest) => Command,
) {
  await Promise.all(everybody.map((guest) => done(guest, command(guest))));
  await pass(room, pause);
  if ((round + 1) % evictEvery === 0) await room.evict();
}

function words(id: string): Command {
  return { type: "send", id, text: `Words of mine, ${id}` };
}

type Change = "edit" | "delete" | "react";

/** Something done to the message `n` that the guest sent. */
function change({ name, messages }: Guest, n: number, type: Change): Command {
  const { seq } = messages.find(({ id }) => id === `m-${name}-${n}`)!;
  const id = `${type}-${name}-${n}`;
  if (type === "edit") return { type, id, seq, text: `Better words, ${id}` };
  return type === "delete" ? { type, id, seq } : { type, id, seq, emoji: "👍", on: true };
}

/** Time passes until the last batch is due, so that its cost is counted as well; no message may be missing then. */
async function archive(room: TestRoom, everybody: Guest[], messages: number): Promise<void> {
  await pass(room, 12 * 60 * SECOND, everybody);
  const { number } = room.record;
  const rows = await env.DB.prepare("SELECT count(*) AS n FROM messages WHERE room = ?")
    .bind(number)
    .all<{ n: number }>();
  expect(rows.results).toEqual([{ n: messages }]);
  expect(await room.stub.unarchived(room.record)).toEqual([]);
}

function explain(meter: Meter): string {
  return JSON.stringify(meter.table, null, 1);
}
