import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import { spendAllowance } from "../../../src/database/allowances.ts";
import { ask } from "../../../src/database/query.ts";
import { addSession, findSession } from "../../../src/database/sessions.ts";
import { addUser } from "../../../src/database/users.ts";
import { pass, stopClock } from "../../room/clock.ts";
import { archived, complaints, expectArchived, Wire } from "../../room/d1.ts";
import { converse } from "../../room/gathering.ts";
import { cut } from "../../room/network.ts";
import { type Guest, TestRoom } from "../../room/people.ts";

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const advance = (ms: number) => vi.setSystemTime(Date.now() + ms);
const jumps = [
  ["forward by a day", DAY],
  ["back by a day", -DAY],
  ["forward by hours", 3 * HOUR],
  ["back by hours", -3 * HOUR],
] as const;
let count = 0;

async function enter(...names: string[]): Promise<{ room: TestRoom; guests: Guest[] }> {
  stopClock();
  // So that a jump by hours stays within the day: on another one a batch is due, to tell what the former has used.
  advance(12 * HOUR);
  const room = await TestRoom.create();
  const guests: Guest[] = [];
  for (const name of names) guests.push(await room.join(name));
  return { room, guests };
}

/** Says something until it is refused as too fast, and how often it was not. */
async function sayAllOneCan(guest: Guest): Promise<number> {
  const before = guest.messages.length;
  for (let n = 0; n < 30; n++) guest.say(`said-${count++}`, "hello");
  await guest.settle();
  return guest.messages.length - before;
}

/** Something harmless happens, from which the room sees what time it is. */
async function notice(guest: Guest): Promise<void> {
  for (let n = 0; n < 2; n++) {
    advance(SECOND);
    guest.say(`said-${count++}`, "hello");
    await guest.settle();
  }
}

describe.each(jumps)("a clock that jumps %s", (_, jump) => {
  test("reorders nothing: seqs have no gap, and times never decrease, in the room, to others, in the archive", async () => {
    const { room, guests } = await enter("ada", "bo");
    const [ada, bo] = guests as [Guest, Guest];
    for (let n = 0; n < 12; n++) {
      if (n % 3 === 2) advance(n % 2 ? jump : -jump / 2);
      if (n % 4 === 3) await room.evict();
      await notice(n % 2 ? ada : bo);
      await notice(n % 2 ? ada : bo);
    }
    const messages = await room.messages();
    expect(messages.length).toBeGreaterThan(20);
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
    const times = messages.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(bo.messages.map(({ seq, at }) => ({ seq, at }))).toEqual(messages.map(({ seq, at }) => ({ seq, at })));
    for (const guest of guests) if (!guest.closed) await guest.leave();
    await pass(room, MINUTE);
    await expectArchived(room);
  });

  test.each([true, false])(
    "gives nobody a day's allowance, and keeps nobody from speaking (asleep meanwhile: %s)",
    async (isAsleep) => {
      const { room, guests } = await enter("ada");
      const [ada] = guests as [Guest];
      expect(await sayAllOneCan(ada)).toBe(10);
      advance(jump);
      if (isAsleep) await room.evict();
      expect(await sayAllOneCan(ada)).toBe(10);
      advance(10 * SECOND);
      expect(await sayAllOneCan(ada)).toBe(10);
    },
  );

  test.each([true, false])("ends a grace all the same (asleep meanwhile: %s)", async (isAsleep) => {
    const { room, guests } = await enter("ada", "bo");
    const [ada, bo] = guests as [Guest, Guest];
    await cut(room, bo);
    advance(jump);
    if (isAsleep) await room.evict();
    // Forward, everybody has been idle for a day: the room is then told by ada, who comes anew.
    const witness = jump > 0 ? await room.join("ada", { tab: "new" }) : ada;
    await notice(witness);
    await pass(room, 10 * SECOND, [witness]);
    expect(witness.roster.map(({ id }) => id)).toEqual(["ada"]);
  });

  test.each([true, false])("leaves nobody here who has fallen silent (asleep meanwhile: %s)", async (isAsleep) => {
    const { room, guests } = await enter("ada", "bo");
    const [ada, bo] = guests as [Guest, Guest];
    advance(jump);
    if (isAsleep) await room.evict();
    if (jump < 0) await notice(ada);
    // That the clock was set back is seen by the first sweep, and the second one is five minutes later.
    await pass(room, 11 * MINUTE, jump < 0 ? [ada] : []);
    await bo.settle();
    expect(bo.closed?.code).toBe(jump < 0 ? 1001 : 4009);
    const { online } = await room.stub.presence(room.record);
    expect(online.map(({ id }) => id)).toEqual(jump < 0 ? ["ada"] : []);
  });

  test("wakes the room no later than its people need it", async () => {
    const { room, guests } = await enter("ada", "bo");
    advance(jump);
    const [ada] = guests as [Guest];
    if (jump > 0) await room.join("cy");
    else await notice(ada);
    expect(await room.alarmAt()).toBeLessThanOrEqual(Date.now() + 5.5 * MINUTE);
  });

  test.each([true, false])("does not keep from the archive what it lacks (asleep meanwhile: %s)", async (isAsleep) => {
    const { room, guests } = await enter("ada");
    const [ada] = guests as [Guest];
    await notice(ada);
    advance(jump);
    if (isAsleep) await room.evict();
    const witness = jump > 0 ? await room.join("ada", { tab: "new" }) : ada;
    await pass(room, 10 * MINUTE, [witness]);
    expect((await archived(room)).messages).toEqual(await room.messages());
  });

  test("does not keep a batch of a busy room waiting", async () => {
    const { room, guests } = await enter("ada", "bo");
    await converse(guests, 50);
    await pass(room, 2 * SECOND, guests);
    advance(jump);
    const witnesses =
      jump > 0 ? [await room.join("ada", { tab: "new" }), await room.join("bo", { tab: "new" })] : guests;
    await converse(witnesses, 50);
    await pass(room, 2 * SECOND);
    expect((await archived(room)).messages).toHaveLength(100);
  });

  test("does not put off what was to be tried again with D1", async () => {
    const { room, guests } = await enter("ada");
    complaints();
    const wire = Wire.tap();
    wire.cut();
    const [ada] = guests as [Guest];
    await notice(ada);
    await pass(room, 15 * MINUTE, [ada]);
    expect(wire.calls.length).toBeGreaterThan(0);
    wire.mend();
    advance(jump);
    const witness = jump > 0 ? await room.join("ada", { tab: "new" }) : ada;
    await notice(witness);
    await pass(room, 10 * MINUTE, [witness]);
    expect((await archived(room)).messages).toEqual(await room.messages());
  });

  test("lets a room fall asleep that was left just before", async () => {
    const { room, guests } = await enter("ada");
    const [ada] = guests as [Guest];
    ada.say("m", "hello");
    await ada.settle();
    await ada.leave();
    advance(jump);
    await room.stub.summary(room.record);
    await pass(room, 20 * SECOND);
    await expectArchived(room);
    expect(await room.alarmAt()).toBeNull();
  });

  test("silences no typist, and lets nobody type more often", async () => {
    const { guests } = await enter("ada", "bo");
    const typing = async (from: Guest, to: Guest) => {
      from.send({ type: "typing" });
      await from.settle();
      await to.settle();
      return to.events.filter(({ type }) => type === "typing").length;
    };
    expect(await typing(...(guests as [Guest, Guest]))).toBe(1);
    advance(jump);
    expect(await typing(...(guests as [Guest, Guest]))).toBe(2);
    expect(await typing(...(guests as [Guest, Guest]))).toBe(2);
    advance(3 * SECOND);
    expect(await typing(...(guests as [Guest, Guest]))).toBe(3);
  });

  test("keeps an ended session out, and does not make a former name come back", async () => {
    const { room } = await enter();
    await room.stub.endSession("session-ada");
    await room.stub.updateUser({ id: "bo", name: "Former", guest: true }, false);
    advance(jump);
    const bo = await room.join("bo", { as: "Now" });
    expect(bo.roster.map(({ name }) => name)).toEqual(["Now"]);
    // A day later it is the Worker alone that knows, and lets nobody in who has signed out.
    if (jump < 0) expect((await room.join("ada")).closed?.code).toBe(4001);
  });

  test("ends no session, and locks no address out", async () => {
    stopClock();
    const now = Date.now();
    const [user, hash] = [crypto.randomUUID(), crypto.randomUUID()];
    await ask(
      env.DB,
      addUser(env.DB, { id: user, name: "Ada", guest: true }, now),
      addSession(env.DB, hash, user, now),
    );
    const [found] = await ask(env.DB, findSession(env.DB, hash, now + jump));
    expect(found?.user.id).toBe(user);
    const spend = (at: number) => spendAllowance(env.DB, user, 2, at);
    for (let n = 0; n < 2; n++) expect((await spend(now)).ok).toBe(true);
    expect((await spend(now)).ok).toBe(false);
    const outcomes = [];
    for (let n = 0; n < 4; n++) outcomes.push((await spend(now + jump + n)).ok);
    expect(outcomes).toEqual([true, true, false, false]);
  });
});

test("since when somebody is here outlives a sleep, also if they were away before the clock was set back", async () => {
  const { room, guests } = await enter("ada", "bo");
  const [, bo] = guests as [Guest, Guest];
  await cut(room, bo);
  await room.settle();
  advance(-DAY);
  // Whoever comes in now is by the clock the oldest, and keeps for the room what the first one has kept.
  const second = await room.join("ada");
  await room.evict();
  await pass(room, MINUTE, [second]);
  const back = await room.join("bo");
  const { since } = (await room.stub.presence(room.record)).online.find(({ id }) => id === "bo")!;
  await cut(room, back);
  await room.evict();
  const { online } = await room.stub.presence(room.record);
  expect(online.find(({ id }) => id === "bo")).toMatchObject({ since });
});
