import { expect, test, vi } from "vitest";
import { ACK_EVERY, UNACKNOWLEDGED_LIMIT } from "../../src/protocol/limits.ts";
import { stopClock } from "./clock.ts";
import { type Guest, TestRoom } from "./people.ts";

vi.setConfig({ testTimeout: 300_000 });

/** The most a message can bring a reader: 4,000 characters that count twice on the wire. */
const LONG_TEXT = "😀".repeat(4_000);
/** Characters of an event with such a text, at least and at most. */
const SHORTEST = 8_000;
const LONGEST = 8_400;
/** Characters that were sent before an eviction and may be forgotten over it. */
const SLACK = 4 * ACK_EVERY;
const MESSAGES_TO_LIMIT = Math.ceil(UNACKNOWLEDGED_LIMIT / SHORTEST);

test("who never confirms what came in is closed with 4008 and resumes whole; who does confirm stays", async () => {
  // No alarm goes off, so nothing but the test's own doing takes time.
  stopClock();
  const room = await TestRoom.create();
  const mute = new Reader(await room.join("mute"), () => {});
  const honest = new Reader(await room.join("honest"), confirmInTime);
  await flood(room, MESSAGES_TO_LIMIT + 60);
  await mute.hears(MESSAGES_TO_LIMIT + 60);

  expect(mute.guest.closed).toMatchObject({ code: 4008 });
  expect(mute.guest.events.at(-1)).toMatchObject({ type: "bye", code: 4008, reconnect: true });
  expect(mute.guest.events.filter(({ type }) => type === "bye")).toHaveLength(1);
  const bye = mute.guest.frames.at(-1)!.length;
  expect(mute.received - bye).toBeLessThanOrEqual(UNACKNOWLEDGED_LIMIT);
  expect(mute.received - bye).toBeGreaterThan(UNACKNOWLEDGED_LIMIT - LONGEST);

  await honest.guest.settle();
  expect(honest.guest.closed).toBeUndefined();
  expect(honest.received).toBeGreaterThan(UNACKNOWLEDGED_LIMIT);

  const { seen, messages } = mute.guest;
  const again = await room.join("mute", { seen });
  expect(again.events[0]).toMatchObject({ type: "welcome", resumed: true });
  const whole = [...messages, ...again.messages];
  expect(whole.map(({ seq }) => seq)).toEqual(numbers(MESSAGES_TO_LIMIT + 60));
  expect(again.messages[0]?.seq).toBe(seen.seq + 1);
});

test("evictions change nothing of that, but for what lies between two confirmations", async () => {
  stopClock();
  const room = await TestRoom.create();
  const mute = new Reader(await room.join("mute"), () => {});
  const honest = new Reader(await room.join("honest"), confirmInTime);
  const evictions = 3;
  const each = Math.floor((MESSAGES_TO_LIMIT - 20) / evictions);
  for (let i = 1; i <= evictions; i++) {
    await flood(room, each);
    // Only by listening: whoever sends a frame has the room write down how much they were sent.
    await mute.hears(each * i);
    await room.evict();
  }
  expect(mute.guest.closed).toBeUndefined();
  const more = Math.ceil((evictions * SLACK) / SHORTEST) + 30;
  await flood(room, more);
  await mute.hears(each * evictions + more);
  expect(mute.guest.closed).toMatchObject({ code: 4008 });
  expect(mute.received).toBeGreaterThan(UNACKNOWLEDGED_LIMIT - LONGEST);
  expect(mute.received).toBeLessThanOrEqual(UNACKNOWLEDGED_LIMIT + evictions * SLACK + LONGEST);
  await honest.guest.settle();
  expect(honest.received).toBeGreaterThan(UNACKNOWLEDGED_LIMIT);
  expect(honest.guest.closed).toBeUndefined();
});

test("confirming more than was ever sent earns nothing", async () => {
  stopClock();
  const room = await TestRoom.create();
  const boaster = new Reader(await room.join("boaster"), () => {});
  await flood(room, 10);
  await boaster.guest.settle();
  boaster.guest.send({ type: "ack", received: Number.MAX_SAFE_INTEGER });
  boaster.guest.send({ type: "ack", received: 1 });
  await boaster.guest.settle();
  const sentByThen = boaster.received;
  await flood(room, MESSAGES_TO_LIMIT + 20);
  await boaster.hears(MESSAGES_TO_LIMIT + 30);
  expect(boaster.guest.closed).toMatchObject({ code: 4008 });
  // Less would mean that the second, smaller confirmation has taken back the first.
  expect(boaster.received - sentByThen).toBeGreaterThan(UNACKNOWLEDGED_LIMIT - LONGEST);
  expect(boaster.received - sentByThen).toBeLessThanOrEqual(UNACKNOWLEDGED_LIMIT + LONGEST);
});

/** A guest with an account of what came in, and a habit of confirming it. */
class Reader {
  received: number;
  confirmed = 0;

  constructor(
    readonly guest: Guest,
    confirm: (reader: Reader) => void,
  ) {
    this.received = guest.frames.reduce((sum, frame) => sum + frame.length, 0);
    guest.socket.addEventListener("message", ({ data }) => {
      this.received += (data as string).length;
      confirm(this);
    });
  }

  /** Waits until so many messages have come in, or the connection is closed. */
  async hears(messages: number): Promise<void> {
    await this.guest.until(() => this.guest.closed !== undefined || this.guest.seen.seq >= messages);
  }
}

/** As the contract has it: whenever so many more characters have come in. */
function confirmInTime(reader: Reader): void {
  if (reader.received - reader.confirmed < ACK_EVERY || reader.guest.closed) return;
  reader.confirmed = reader.received;
  reader.guest.send({ type: "ack", received: reader.received });
}

let posters = 0;

/** Long messages, posted without a socket by as many people as the limits ask for. */
async function flood(room: TestRoom, messages: number): Promise<void> {
  for (let left = messages; left > 0; left -= 10) {
    const visit = room.visit(`poster-${posters++}`);
    const posts = numbers(Math.min(left, 10)).map((n) =>
      room.stub.post(visit, { type: "send", id: `m${n}`, text: LONG_TEXT }),
    );
    for (const answer of await Promise.all(posts)) expect(answer).toMatchObject({ ok: true });
  }
}

function numbers(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}
