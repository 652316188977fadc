import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, onTestFinished, vi } from "vitest";
import { noUsage, type Usage, type UsageReport } from "../../src/protocol/usage.ts";
import { stopClock } from "../room/clock.ts";
import { TestRoom } from "../room/people.ts";
import { call, json } from "../worker/calls.ts";
import { chances } from "./chances.ts";
import { diaryOf, type Entry } from "./diary.ts";
import type { Group, Stored } from "./groups.ts";
import { Visitor } from "./visitor.ts";

/** Milliseconds without anything to do after which the runtime evicts a room. */
const EVICTED_AFTER = 10_000;
const MINUTE = 60_000;

/** Lives the day of a group in a room of its own. Returns what it has used, by the product's own count, and what is stored since. */
export async function live(group: Group): Promise<{ usage: Usage; stored: Stored }> {
  stopClock();
  drawTheSameLots(group.people);
  const morning = Date.now();
  const room = await TestRoom.create();
  await heartbeatsArrive(room);
  const visitors: Visitor[] = [];
  for (let who = 0; who < group.people; who++) {
    const isNew = who < group.newcomers;
    visitors.push(isNew ? new Visitor(room.record, undefined) : await Visitor.regular(room.record));
  }
  const day = new Day(room, visitors);
  // What it took to get here is told by somebody who looks in, and is not counted.
  const first = await Visitor.regular(room.record);
  await first.come();
  await first.go();
  await day.until(morning + MINUTE);
  const before = await used();
  const storedBefore = await stored(room);
  for (const entry of diaryOf(group)) await day.play(entry, morning + entry.at);
  await day.until(Date.now() + 20 * MINUTE);
  expect(await room.alarmAt()).toBeNull();
  const after = await used();
  const usage = noUsage();
  for (const counter of Object.keys(usage) as (keyof Usage)[]) usage[counter] = after[counter] - before[counter];
  const storedAfter = await stored(room);
  return {
    usage,
    stored: {
      room: storedAfter.room - storedBefore.room,
      database: storedAfter.database - storedBefore.database,
    },
  };
}

async function stored(room: TestRoom): Promise<Stored> {
  const { meta } = await env.DB.prepare("SELECT 1").run();
  return { room: await room.inside((_, { storage }) => storage.sql.databaseSize), database: meta.size_after };
}

/** A day in one room, and the clock that goes with it. */
class Day {
  #lastEventAt = Date.now();

  constructor(
    private readonly room: TestRoom,
    private readonly visitors: Visitor[],
  ) {}

  /** Lets the time come, with everything that falls due until then; then does what the entry says. */
  async play({ who, what }: Entry, at: number): Promise<void> {
    for (;;) {
      const [reader] = this.visitors
        .filter(({ readsAt }) => readsAt !== undefined && readsAt <= at)
        .sort((a, b) => a.readsAt! - b.readsAt!);
      if (!reader) break;
      await this.until(reader.readsAt!);
      await reader.tellRead();
    }
    await this.until(at);
    await this.visitors[who]![what]();
  }

  /** Time passes, and the room's alarms go off. */
  async until(at: number): Promise<void> {
    for (;;) {
      const alarm = await this.room.alarmAt();
      if (alarm === null || alarm > at) break;
      await this.#moveTo(alarm);
      await this.room.alarm();
    }
    await this.#moveTo(at);
  }

  async #moveTo(at: number): Promise<void> {
    const sleeps = at - this.#lastEventAt > EVICTED_AFTER;
    vi.setSystemTime(Math.max(at, Date.now()));
    this.#lastEventAt = Date.now();
    if (sleeps) await evictDurableObject(this.room.stub);
  }
}

/** What the operator is told of today. */
async function used(): Promise<Usage> {
  const headers = { Authorization: `Bearer ${env.OPERATOR_TOKEN}` };
  const { days, today } = await json<UsageReport>(call("GET", "/api/usage", { headers }));
  return days.find(({ day }) => day === today) ?? noUsage();
}

/**
 * What is left to chance comes out the same each time: one row more is read of somebody's rooms unless their id is the last
 * of all in the index, and one call in hundreds sweeps.
 */
function drawTheSameLots(seed: number): void {
  const chance = chances(seed);
  const number = vi.spyOn(Math, "random").mockImplementation(chance);
  const bytes = vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
    (array as unknown as Uint8Array).set(Array.from(array as unknown as Uint8Array, () => 256 * chance()));
    return array;
  });
  onTestFinished(() => {
    number.mockRestore();
    bytes.mockRestore();
  });
}

/** The runtime stamps heartbeats with the real time, which is not the one that passes here: all of them arrive. */
async function heartbeatsArrive(room: TestRoom): Promise<void> {
  await room.inside((_, state) => {
    const prototype = Object.getPrototypeOf(state) as DurableObjectState;
    const before = prototype.getWebSocketAutoResponseTimestamp;
    prototype.getWebSocketAutoResponseTimestamp = () => new Date(Date.now());
    onTestFinished(() => {
      prototype.getWebSocketAutoResponseTimestamp = before;
    });
  });
}
