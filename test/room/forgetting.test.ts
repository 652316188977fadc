import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { Command } from "../../src/protocol/frames.ts";
import { pass, until } from "./clock.ts";
import { complaints, expectArchived, Held, Wire } from "./d1.ts";
import { converse, done, enter } from "./gathering.ts";
import { Meter } from "./meter.ts";
import type { Guest, TestRoom } from "./people.ts";

vi.setConfig({ testTimeout: 300_000 });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

test("a deleted text is gone from every table of the room, and from D1 within seconds", async () => {
  const { room, guests, seq, secret } = await secretTold("zyzzyva");
  await done(guests[0]!, { type: "delete", id: "d1", seq });
  expect(await tracesInRoom(room, secret)).toEqual([]);
  await pass(room, 10 * SECOND);
  expect(await remainders(secret)).toEqual([]);
  await pass(room, 11 * MINUTE, guests);
  await expectArchived(room);
  expect(await tracesInRoom(room, secret)).toEqual([]);
  expect(await tracesInD1(secret)).toEqual([]);
});

test("an edited text is gone from every table of the room at once, and from D1 with the next batch", async () => {
  const { room, guests, seq, secret } = await secretTold("xylyl");
  await done(guests[0]!, { type: "edit", id: "e1", seq, text: "Nothing to see here" });
  expect(await tracesInRoom(room, secret)).toEqual([]);
  await pass(room, 11 * MINUTE, guests);
  expect(await tracesInD1(secret)).toEqual([]);
});

test("a text deleted before it was archived never gets to D1", async () => {
  const { room, guests } = await enter(2);
  await done(guests[0]!, telling("qoph"));
  await done(guests[0]!, { type: "delete", id: "d1", seq: 1 });
  const wire = Wire.tap();
  const found: string[] = [];
  wire.behave = async (work) => {
    const results = await work();
    found.push(...(await tracesInD1("qoph")));
    return results;
  };
  for (const guest of guests) await guest.leave();
  await pass(room, MINUTE);
  expect(wire.calls.length).toBeGreaterThan(0);
  expect(found).toEqual([]);
  await expectArchived(room);
});

test("a text deleted while the batch with it is on its way to D1 is gone within seconds of its arrival", async () => {
  const { room, guests } = await enter(5);
  const wire = Wire.tap();
  const held = wire.holdOne();
  await converse(guests, 49);
  await done(guests[0]!, telling("jynx"));
  const alarm = room.alarm();
  await held.caught();
  await done(guests[0]!, { type: "delete", id: "d1", seq: 50 });
  await held.release(room);
  await alarm;
  await pass(room, 20 * SECOND);
  expect(await remainders("jynx")).toEqual([]);
});

test("a text deleted while a later batch is on its way to D1 is gone within seconds of its arrival", async () => {
  const { room, guests, seq, secret } = await secretTold("kvass");
  const wire = Wire.tap();
  const held = wire.holdOne();
  // This batch carries the document of the secret once more, because that was not full.
  await converse(guests, 50);
  const alarm = room.alarm();
  await held.caught();
  await done(guests[0]!, { type: "delete", id: "d1", seq });
  await remainders(secret);
  await held.release(room);
  await alarm;
  await pass(room, 20 * SECOND);
  expect(await remainders(secret)).toEqual([]);
});

test("a text deleted while D1 is told of another goes right after it, and costs no alarm", async () => {
  const { room, guests, seq, secret } = await secretTold("fjeld");
  const another = guests[1]!.messages.find(({ author }) => author.id === guests[1]!.name)!;
  const meter = await Meter.start(room);
  const held = Wire.tap().holdOne();
  await done(guests[1]!, { type: "delete", id: "d1", seq: another.seq });
  await held.caught();
  await done(guests[0]!, { type: "delete", id: "d2", seq });
  await held.release(room);
  expect(await remainders(secret)).toEqual([]);
  // That of the next batch, which brings the deletions as changes.
  expect(meter.room(/setAlarm/)).toBeLessThanOrEqual(1);
});

test("a text deleted while a full batch overtakes that deletion on the way to D1 is gone from D1", async () => {
  const { room, guests, seq, secret } = await secretTold("topaz");
  // More than one batch holds, so that the deletion has no room in it.
  for (let n = 0; n < 90; n++) {
    await done(guests[n % 5]!, { type: "send", id: `long-${n}`, text: `${"lorem ipsum ".repeat(330)}${n}` });
    vi.setSystemTime(Date.now() + 200);
  }
  const held = Wire.tap().holdOne();
  await done(guests[0]!, { type: "delete", id: "d1", seq });
  await held.caught();
  await room.alarm();
  await held.release(room);
  expect(await remainders(secret)).toEqual([]);
  await pass(room, 11 * MINUTE, guests);
  await expectArchived(room);
});

test("a deletion that a batch overtakes, and whose answer comes before the batch's, brings nothing back", async () => {
  const { room, guests, seq, secret } = await secretTold("myrrh");
  await converse(guests, 60);
  const another = guests[1]!.messages.find(({ author }) => author.id === guests[1]!.name)!;
  const wire = Wire.tap();
  const held = wire.holdOne();
  await done(guests[1]!, { type: "delete", id: "d1", seq: another.seq });
  await held.caught();
  await done(guests[0]!, { type: "delete", id: "d2", seq });
  const batch = wire.holdOne();
  const alarm = room.alarm();
  await batch.caught();
  const results = await batch.arrive();
  await held.release(room);
  await remainders(secret);
  await batch.answer(room, results);
  await alarm;
  await pass(room, 11 * MINUTE, guests);
  expect(await tracesInD1(secret)).toEqual([]);
  await expectArchived(room);
});

test("an alarm with as many batches and deletions as there can be asks D1 no more than an invocation may", async () => {
  const { room, guests } = await enter(5);
  await converse(guests.slice(0, 1), 40);
  await pass(room, 11 * MINUTE, guests);
  // As if much had been said while D1 did not answer.
  await room.inside((_, { storage }) => {
    storage.sql.exec(
      `INSERT INTO messages (seq, id, author, name, guest, text, at, full_at)
       WITH RECURSIVE numbers(seq) AS (SELECT 41 UNION ALL SELECT seq + 1 FROM numbers WHERE seq < 4600)
       SELECT seq, 'old-' || seq, 'ada', 'ada', 1, 'hello ' || seq, ?1, ?1 FROM numbers`,
      Date.now(),
    );
  });
  await room.evict();
  const [ada] = guests as [Guest];
  const own = ada.messages.filter(({ author }) => author.id === ada.name);
  await done(ada, { type: "send", id: "last", text: "last" });
  const meter = await Meter.start(room);
  const wire = Wire.tap();
  const requests: Held[] = [];
  wire.behave = (work) => {
    const held = new Held();
    requests.push(held);
    return held.take(work);
  };
  let isOver = false;
  const alarm = room.alarm().finally(() => {
    isOver = true;
  });
  // While a request is on its way, one more message is deleted.
  for (let n = 0; ; n++) {
    await until(() => isOver || requests.length > n);
    if (isOver) break;
    await done(ada, { type: "delete", id: `d${n}`, seq: own.pop()!.seq });
    vi.setSystemTime(Date.now() + SECOND);
    await requests[n]!.release(room);
  }
  await alarm;
  expect(meter.queries).toBeGreaterThan(35);
  expect(meter.queries).toBeLessThanOrEqual(50);
});

test("a text deleted while D1 fails is gone soon after it works again", async () => {
  const { room, guests, seq, secret } = await secretTold("vugh");
  const wire = Wire.tap();
  complaints();
  wire.cut();
  await done(guests[0]!, { type: "delete", id: "d1", seq });
  await pass(room, 20 * SECOND);
  expect(await tracesInD1(secret)).not.toEqual([]);
  wire.mend();
  await pass(room, MINUTE, guests);
  expect(await remainders(secret)).toEqual([]);
});

test("a text deleted just before the room is evicted is gone from D1 all the same", async () => {
  const { room, guests, seq, secret } = await secretTold("ulexite");
  const wire = Wire.tap();
  complaints();
  wire.cut();
  await done(guests[0]!, { type: "delete", id: "d1", seq });
  await room.evict();
  wire.mend();
  await pass(room, 11 * MINUTE, guests);
  await expectArchived(room);
  expect(await tracesInD1(secret)).toEqual([]);
});

test("a text that a request given up on brings to D1 late, after it was deleted, does not stay there", async () => {
  const { room, guests, seq, secret } = await secretTold("ytterbium");
  complaints();
  const wire = Wire.tap();
  const held = wire.holdOne();
  await done(guests[0]!, { type: "edit", id: "e1", seq, text: `Our word is still ${secret}.` });
  await converse(guests, 50);
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"], now: Date.now() });
  const alarm = room.alarm();
  await held.caught();
  await done(guests[0]!, { type: "delete", id: "d1", seq });
  await room.inside(() => vi.advanceTimersByTimeAsync(30 * SECOND));
  await alarm;
  // Whatever the room does about the deletion by itself, it does before the next batch is due.
  await remainders(secret);
  await held.arrive();
  await pass(room, 11 * MINUTE, guests);
  await expectArchived(room);
  expect(await remainders(secret)).toEqual([]);
});

function telling(secret: string): Command {
  return { type: "send", id: "told", text: `Our word is ${secret}.` };
}

/**
 * A room in which somebody has told a secret among other things, all of it archived.
 * @param secret a word that no other word begins like, so that the search index holds it in one piece; one for each test,
 * because the index is one for all rooms
 */
async function secretTold(secret: string) {
  const { room, guests } = await enter(5);
  await converse(guests, 20);
  await done(guests[0]!, telling(secret));
  await converse(guests, 15);
  await pass(room, 11 * MINUTE, guests);
  await expectArchived(room);
  expect(await tracesInRoom(room, secret)).toEqual(["messages"]);
  expect(await tracesInD1(secret)).toEqual(["messages", "search_content", "search_data"]);
  return { room, guests, seq: 21, secret };
}

/** Where in D1 the secret is still to be read once D1 has had time to do what it was asked; that time is real. */
async function remainders(secret: string): Promise<string[]> {
  for (let tries = 0; tries < 20; tries++) {
    if ((await tracesInD1(secret)).length === 0) return [];
    await scheduler.wait(10);
  }
  return tracesInD1(secret);
}

/** The tables of D1 that hold the secret, those of the search index included. */
async function tracesInD1(secret: string): Promise<string[]> {
  const found: string[] = [];
  for (const table of ["messages", "search_content", "search_data", "search_idx", "search_docsize", "search_config"]) {
    const { results } = await env.DB.prepare(`SELECT * FROM ${table}`).all();
    if (holds(results, secret)) found.push(table);
  }
  return found;
}

/** The tables of the room that hold the secret, in any column. */
function tracesInRoom(room: TestRoom, secret: string): Promise<string[]> {
  return room.inside((_, { storage: { sql, kv } }) => {
    const tables = sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'").toArray();
    const own = tables.map(({ name }) => name).filter((name) => !name.startsWith("_cf_"));
    const found = own.filter((name) => holds(sql.exec(`SELECT * FROM "${name}"`).toArray(), secret));
    return holds([...kv.list()], secret) ? [...found, "values"] : found;
  });
}

/** Looks through everything, bytes included. */
function holds(value: unknown, secret: string): boolean {
  if (typeof value === "string") return value.toLowerCase().includes(secret);
  if (value instanceof ArrayBuffer) return holds([...new Uint8Array(value)], secret);
  if (typeof value !== "object" || value === null) return false;
  const parts = Object.values(value);
  const isBytes = parts.length > 0 && parts.every((part) => Number.isInteger(part));
  return isBytes
    ? holds(String.fromCharCode(...(parts as number[])), secret)
    : parts.some((part) => holds(part, secret));
}

test("a text is gone within seconds also if D1 has heard a farewell since that the room does not remember", async () => {
  const { room, guests, seq, secret } = await secretTold("pyxis");
  for (const guest of guests) await guest.leave();
  await pass(room, MINUTE);
  await room.evict();
  // Nothing was said since, so this farewell leaves no trace in the room.
  const bo = await room.join("bo");
  await bo.leave();
  await pass(room, MINUTE);
  await room.evict();
  const ada = await room.join(guests[0]!.name);
  await done(ada, { type: "delete", id: "d1", seq });
  await pass(room, 10 * SECOND);
  expect(await remainders(secret)).toEqual([]);
  await pass(room, 11 * MINUTE, [ada]);
  await expectArchived(room);
});
