import * as fc from "fast-check";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { Allowance } from "../../src/room/allowance.ts";
import type { Connection } from "../../src/room/connection.ts";
import { sweep } from "../../src/room/connections.ts";
import { Deadlines } from "../../src/room/deadlines.ts";
import { type CommandKey, Fingerprints, type Tail } from "../../src/room/fingerprints.ts";
import { Meter } from "../../src/room/meter.ts";
import { Turn, windowFor } from "../../src/room/turn.ts";
import { TestRoom } from "./people.ts";

describe("an allowance", () => {
  const NOW = Date.UTC(2040, 0, 1);
  const takeAll = (allowance: Allowance, user: string, now: number) => {
    let taken = 0;
    while (allowance.take(user, now).ok) taken++;
    return taken;
  };

  test("is a burst and then a rate, to the millisecond", () => {
    const allowance = new Allowance(10, 4);
    expect(takeAll(allowance, "ada", NOW)).toBe(10);
    expect(allowance.take("ada", NOW)).toEqual({ ok: false, retryAfterMs: 250 });
    expect(allowance.take("ada", NOW + 249)).toEqual({ ok: false, retryAfterMs: 1 });
    expect(allowance.take("ada", NOW + 250)).toEqual({ ok: true, fullAt: NOW + 2_750 });
    expect(allowance.take("bo", NOW + 250)).toMatchObject({ ok: true });
  });

  test("never lets through more than the burst and the rate allow, nor less", () => {
    const gaps = fc.array(fc.oneof(fc.nat(300), fc.nat(5_000)), { maxLength: 80 });
    fc.assert(
      fc.property(gaps, (waits) => {
        const allowance = new Allowance(5, 1);
        // The plain description: a bucket of five drops, of which one comes back each second.
        let [now, drops] = [NOW, 5];
        for (const wait of waits) {
          now += wait;
          drops = Math.min(5, drops + wait / 1_000);
          const enough = drops > 1 - 1e-6;
          expect(allowance.take("ada", now).ok).toBe(enough);
          if (enough) drops--;
        }
      }),
    );
  });

  test("is restored from what the last commands say of it", () => {
    const before = new Allowance(10, 1);
    const stored = Array.from({ length: 7 }, () => before.take("ada", NOW)).map((taken) =>
      taken.ok ? taken.fullAt : 0,
    );
    const after = new Allowance(10, 1);
    for (const fullAt of stored.reverse()) after.restore("ada", fullAt);
    expect(takeAll(after, "ada", NOW)).toBe(3);
  });

  test("is not lost when a thousand others come by", () => {
    const allowance = new Allowance(10, 1);
    takeAll(allowance, "ada", NOW);
    for (let n = 0; n < 3_000; n++) allowance.take(`user-${n}`, NOW);
    expect(allowance.take("ada", NOW)).toMatchObject({ ok: false });
  });

  test("is back after one window at most when the clock is set back, and full when it is set forward", () => {
    const allowance = new Allowance(10, 1);
    takeAll(allowance, "ada", NOW);
    const back = NOW - 86_400_000;
    takeAll(allowance, "ada", back);
    expect(takeAll(allowance, "ada", back + allowance.window)).toBe(10);
    expect(takeAll(allowance, "ada", NOW + 86_400_000)).toBe(10);
  });
});

describe("the deadlines", () => {
  const start = (armed: number | null) => {
    const set: number[] = [];
    const setAlarm = async (time: number | Date) => void set.push(Number(time));
    const deadlines = new Deadlines({ setAlarm });
    deadlines.wake(armed);
    return { set, deadlines };
  };

  test("set the alarm only for what is sooner than what it is set for", () => {
    const { set, deadlines } = start(null);
    for (const time of [500, null, 700, 500, 300, 400]) deadlines.by(time);
    expect(set).toEqual([500, 300]);
    expect(deadlines.next).toBe(300);
  });

  test("know after a wake-up what the alarm is set for", () => {
    const { set, deadlines } = start(300);
    for (const time of [300, 400, 200]) deadlines.by(time);
    expect(set).toEqual([200]);
  });

  test("set the alarm once for all that is asked for while it rings, and not at all if nothing is", () => {
    const { set, deadlines } = start(300);
    deadlines.ring();
    for (const time of [900, 700, 800]) deadlines.by(time);
    deadlines.rest();
    expect(set).toEqual([700]);
    deadlines.ring();
    deadlines.rest();
    expect(set).toEqual([700]);
    expect(deadlines.next).toBeNull();
  });
});

describe("a turn", () => {
  const start = () => {
    vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"], now: 1_000 });
    onTestFinished(() => void vi.useRealTimers());
    const taken: number[] = [];
    return { taken, turn: new Turn(() => void taken.push(Date.now())) };
  };

  test("is taken at once in a quiet room, and for all that comes within the window of a busy one", () => {
    const { taken, turn } = start();
    for (let n = 0; n < 3; n++) turn.request(Date.now(), 0);
    expect(taken).toEqual([1_000, 1_000, 1_000]);
    for (let n = 0; n < 3; n++) turn.request(Date.now(), 50);
    expect(taken).toHaveLength(3);
    vi.advanceTimersByTime(49);
    expect(taken).toHaveLength(3);
    vi.advanceTimersByTime(1_000);
    expect(taken).toEqual([1_000, 1_000, 1_000, 1_050]);
    turn.request(Date.now(), 50);
    expect(taken).toHaveLength(5);
  });

  test("is not put off for a day because the clock was set back", () => {
    const { taken, turn } = start();
    turn.request(Date.now(), 50);
    turn.request(Date.now() - 86_400_000, 50);
    expect(taken).toHaveLength(2);
  });

  test("has no window in a small room, and one that grows to 50 ms with a thousand people", () => {
    expect([0, 1, 19, 20, 200, 1_000, 5_000].map((people) => windowFor(people, 1))).toEqual([0, 0, 0, 1, 10, 50, 250]);
  });

  test("has a longer window after a turn that had much to do", () => {
    expect([0, 1, 2, 5, 10, 100].map((load) => windowFor(100, load))).toEqual([5, 5, 10, 25, 50, 50]);
    expect(windowFor(19, 100)).toBe(0);
  });
});

test("the sweep ends who did nothing for long and who has fallen silent, and knows when to look again", () => {
  const minute = 60_000;
  const connection = (name: string, activeAt: number, heardAt: number) =>
    ({ name, heardAt, state: { activeAt } }) as unknown as Connection;
  const heardAt = (one: Connection) => (one as unknown as { heardAt: number }).heardAt;
  const connections = [
    connection("busy", 29 * minute, 0),
    connection("reading", 5 * minute, 29 * minute),
    connection("silent", 25 * minute, 3 * minute),
    connection("almost silent", 25 * minute + 1, 0),
    connection("idle", 0, 30 * minute),
  ];
  const { expired, next } = sweep(connections, heardAt, 30 * minute, 30 * minute);
  expect(expired).toEqual([
    { connection: connections[2], why: "dead" },
    { connection: connections[4], why: "idle" },
  ]);
  expect(next).toBe(30.5 * minute);
  expect(sweep([], heardAt, 30 * minute, 0)).toEqual({ expired: [], next: null });
});

test("fingerprints find every command again, and hardly ever propose a wrong row, from blocks and rows alike", async () => {
  const room = await TestRoom.create();
  const keys: CommandKey[] = Array.from({ length: 9_000 }, (_, n) => ({ user: `user-${n % 7}`, id: `id-${n}` }));
  await room.inside((_, { storage: { sql } }) => {
    let rows: CommandKey[] = [];
    let read = 0;
    const open = (remembered?: Tail) => {
      const readAfter = (ordinal: number) => {
        // What is in stored blocks is not read from the table again.
        expect(rows.length - ordinal).toBeLessThan(128);
        read += rows.length - ordinal;
        return rows.slice(ordinal);
      };
      return new Fingerprints(sql, "tests", () => rows.length, readAfter, remembered);
    };
    let prints = open();
    for (const [n, key] of keys.entries()) {
      if (n % 700 === 0) prints = open();
      prints.add(key);
      rows = keys.slice(0, n + 1);
    }
    for (const found of [prints, open()]) {
      for (const [n, key] of keys.entries()) expect([...found.candidates(key)]).toContain(n + 1);
      const strangers = keys.flatMap(({ user, id }) => [...found.candidates({ user: `${user}x`, id })]);
      expect(strangers.length).toBeLessThan(5);
    }
    expect([...open().candidates({ user: "user-0", id: "" })]).toEqual([]);

    // What is remembered over a sleep spares the rows it is of; it is not believed when those rows are gone, or not its own.
    const { tail } = prints;
    const last = { user: keys.at(-1)!.user, id: keys.at(-1)!.id };
    read = 0;
    expect([...open(tail).candidates(last)]).toEqual([9_000]);
    expect(read).toBe(0);
    expect([...open({ after: 0, prints: tail!.prints }).candidates(last)]).toEqual([9_000]);
    expect(read).toBe(9_000 % 128);
    rows = keys.slice(0, 8_990);
    expect([...open(tail).candidates(last)]).toEqual([]);
  });
});

describe("a meter of the time awake", () => {
  const MIDNIGHT = Date.UTC(2040, 0, 2);
  const begin = (at: number) => {
    vi.useFakeTimers({ toFake: ["Date", "setTimeout"], now: at });
    onTestFinished(() => void vi.useRealTimers());
    return new Meter(at);
  };
  const advance = (ms: number) => vi.setSystemTime(Date.now() + ms);

  test("counts what keeps the room awake at the same time once, and nothing in between", async () => {
    const meter = begin(MIDNIGHT);
    let end = () => {};
    const long = meter.during(() => new Promise<void>((resolve) => (end = resolve)));
    advance(10);
    meter.during(() => advance(20));
    advance(30);
    end();
    await long;
    expect(meter.untold.awakeMs).toBe(60);
    advance(1_000);
    expect(() =>
      meter.during(() => {
        advance(5);
        throw new Error("A fault.");
      }),
    ).toThrow();
    advance(1_000);
    meter.settle(Date.now());
    expect(meter.untold.awakeMs).toBe(65);
  });

  test("counts until something is done that was put off, and the doing no more", () => {
    const meter = begin(MIDNIGHT);
    let awakeMs = 0;
    meter.later(50, () => {
      awakeMs = meter.untold.awakeMs;
      advance(7);
    });
    vi.advanceTimersByTime(50);
    expect(awakeMs).toBe(50);
    advance(1_000);
    meter.settle(Date.now());
    expect(meter.untold.awakeMs).toBe(50);
  });

  test("is right in the middle of it, and gives each day what was in it", () => {
    const meter = begin(MIDNIGHT - 100);
    meter.stayAwake(Date.now());
    advance(40);
    meter.settle(Date.now());
    expect(meter.untold.awakeMs).toBe(40);
    advance(60);
    meter.date(Date.now());
    advance(20);
    meter.letSleep(Date.now());
    expect(meter.state.ledgers.map(({ day, counts }) => [day, counts.awakeMs])).toEqual([
      ["2040-01-01", 100],
      ["2040-01-02", 20],
    ]);
  });

  test("takes nothing away if the clock is set back", () => {
    const meter = begin(MIDNIGHT + 1_000_000);
    meter.during(() => {
      advance(10);
      meter.settle(Date.now());
      advance(-5_000);
      meter.settle(Date.now());
      advance(3);
    });
    expect(meter.untold.awakeMs).toBe(13);
  });
});
