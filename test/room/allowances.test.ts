import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { REFUSALS_LIMIT } from "../../src/protocol/limits.ts";
import { stopClock } from "./clock.ts";
import { type Guest, TestRoom } from "./people.ts";
import { tryOut } from "./trials.ts";

const BURST = 10;
const DAY_MS = 86_400_000;
const advance = (ms: number) => vi.setSystemTime(Date.now() + ms);

async function begin() {
  stopClock();
  const room = await TestRoom.create();
  return { room, ada: await room.join("ada") };
}

let count = 0;

/** Sends a message and says whether it was accepted. */
async function say(guest: Guest): Promise<boolean> {
  const id = `said-${count++}`;
  guest.say(id, "hello");
  await guest.settle();
  return guest.messages.some((message) => message.id === id);
}

test("an eviction neither adds to an allowance nor takes from it, to the millisecond", async () => {
  const { room, ada } = await begin();
  for (let n = 0; n < 10; n++) expect(await say(ada)).toBe(true);
  for (const [wait, accepted] of [
    [0, false],
    [999, false],
    [1, true],
    [0, false],
    [2_500, true],
    [0, true],
    [0, false],
    [499, false],
    [1, true],
    [0, false],
  ] as const) {
    advance(wait);
    await room.evict();
    expect(await say(ada)).toBe(accepted);
  }
});

test("however one sends, over one's connections and HTTP, exactly the burst and the rate are let through", async () => {
  stopClock();
  const start = Date.now();
  const step = fc.record({
    wait: fc.oneof(fc.constant(0), fc.nat(1_500), fc.nat(9_000)),
    how: fc.constantFrom("one tab", "another tab", "HTTP", "a reaction"),
    evict: fc.boolean(),
  });
  await tryOut(fc.array(step, { minLength: 20, maxLength: 50 }), async (steps) => {
    vi.setSystemTime(start);
    const room = await TestRoom.create();
    const bo = await room.join("bo");
    await say(bo);
    const tabs = [await room.join("ada"), await room.join("ada")] as const;
    let drops = 10;
    let on = false;
    for (const { wait, how, evict } of steps) {
      advance(wait);
      drops = Math.min(10, drops + wait / 1_000);
      const enough = drops > 1 - 1e-6;
      if (enough) drops--;
      if (evict) await room.evict();
      const id = `any-${count++}`;
      if (how === "HTTP") {
        const answer = await room.stub.post(room.visit("ada"), { type: "send", id, text: "hello" });
        expect(answer.ok).toBe(enough);
      } else if (how === "a reaction") {
        tabs[0].send({ type: "react", id, seq: 1, emoji: "👍", on: !on });
        await tabs[0].settle();
        expect(tabs[0].messages.some(({ ack }) => ack === id)).toBe(enough);
        if (enough) on = !on;
      } else expect(await say(how === "one tab" ? tabs[0] : tabs[1])).toBe(enough);
    }
  });
}, 90_000);

test("the refusal says after how many whole seconds the same command is accepted", async () => {
  const { room, ada } = await begin();
  await room.configure({ MESSAGE_BURST: 1, MESSAGES_PER_SECOND: 0.25 });
  expect(await say(ada)).toBe(true);
  for (const [wait, retryAfter] of [
    [0, 4],
    [1, 4],
    [999, 3],
    [2_999, 1],
  ] as const) {
    advance(wait);
    const answer = await room.stub.post(room.visit("ada"), { type: "send", id: "later", text: "hello" });
    expect(answer).toMatchObject({ ok: false, code: "rate_limited", retryAfter });
  }
  advance(1_000);
  const answer = await room.stub.post(room.visit("ada"), { type: "send", id: "later", text: "hello" });
  expect(answer).toMatchObject({ ok: true, created: true });
});

test.each([DAY_MS, -DAY_MS])(
  "a clock that is moved by %i ms locks nobody out, however often the room sleeps",
  async (jump) => {
    const { room, ada } = await begin();
    for (let n = 0; n < 5; n++) await say(ada);
    ada.send({ type: "react", id: "r1", seq: 1, emoji: "👍", on: true });
    await ada.settle();
    advance(jump);
    const refused: number[] = [];
    for (let n = 0; n < 12; n++) {
      advance(2_000);
      if (n % 2 === 0) await room.evict();
      if (!(await say(ada))) refused.push(n);
    }
    expect(refused).toEqual([]);
    const messages = await room.messages();
    const times = messages.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, index) => index + 1));
  },
);

test("being refused now and then ends no connection; keeping on does, also over evictions", async () => {
  const { room, ada } = await begin();
  const flood = async (frames: number) => {
    for (let n = 0; n < frames; n++) ada.say(`flood-${count++}`, "flood");
    await ada.settle();
  };
  await flood(BURST + REFUSALS_LIMIT - 1);
  advance(10_000);
  await flood(BURST + REFUSALS_LIMIT - 1);
  expect(ada.closed).toBeUndefined();
  await room.evict();
  await flood(1);
  expect(ada.closed?.code).toBe(4029);
  expect(ada.events.at(-1)).toMatchObject({ type: "bye", code: 4029, reconnect: true });
});

test("frames that are no messages are limited too: what no client needs is refused, and going on ends it with 4029", async () => {
  const { room, ada } = await begin();
  const bo = await room.join("bo");
  for (let n = 0; n < 90; n++) ada.send({ type: "status", status: n % 2 ? "active" : "away" });
  await ada.settle();
  expect(ada.errors).toEqual([]);
  for (let n = 0; n < 200; n++) ada.send({ type: "status", status: n % 2 ? "active" : "away" });
  await ada.until(() => ada.closed !== undefined);
  expect(ada.closed?.code).toBe(4029);
  expect(new Set(ada.errors)).toEqual(new Set(["rate_limited"]));
  await bo.settle();
  expect(bo.closed).toBeUndefined();
});
