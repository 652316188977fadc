import { beforeAll, expect, test } from "vitest";
import type { Message } from "../../src/protocol/model.ts";
import { pass, stopClock } from "./clock.ts";
import { Copy } from "./copy.ts";
import { fill } from "./crowd.ts";
import { type Guest, type Seen, TestRoom } from "./people.ts";

const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const seqsOf = (guest: Guest) => guest.messages.map(({ seq }) => seq);

let room: TestRoom;
let first: Seen;

beforeAll(async () => {
  room = await TestRoom.create();
  const early = await room.join("early");
  first = early.seen;
  await early.leave();
  await fill(room, 1_001);
}, 60_000);

test("exactly 1,000 messages behind is a resume, in several frames, ready only after the last", async () => {
  const guest = await room.join("ada", { seen: { ...first, seq: 1 } });
  expect(guest.events[0]).toMatchObject({ type: "welcome", resumed: true, seq: 1_001 });
  expect(seqsOf(guest)).toEqual(numbers(2, 1_001));
  expect(guest.events.at(-1)).toEqual({ type: "ready" });
  expect(guest.events.filter(({ type }) => type === "ready")).toHaveLength(1);
  expect(guest.frames.length).toBeGreaterThan(1);
});

test("1,001 messages behind is not a resume: the latest 50", async () => {
  const guest = await room.join("ada", { seen: first });
  expect(guest.events[0]).toMatchObject({ resumed: false });
  expect(seqsOf(guest)).toEqual(numbers(952, 1_001));
});

test("what is said during a long resume comes after ready, in order, and is missed by nobody", async () => {
  const speaker = await room.join("speaker");
  const from = speaker.seen.seq;
  const joining = room.join("ada", { seen: { ...first, seq: from - 900 } });
  for (let n = 1; n <= 8; n++) speaker.say(`live-${n}`, `live ${n}`);
  const guest = await joining;
  await speaker.settle();
  await guest.settle();
  expect(seqsOf(guest)).toEqual(numbers(from - 899, from + 8));
  const [welcome] = guest.events;
  const ready = guest.events.findIndex(({ type }) => type === "ready");
  const early = guest.events.slice(0, ready).flatMap((event) => (event.type === "message" ? [event.seq] : []));
  expect(welcome).toMatchObject({ type: "welcome", resumed: true, seq: early.at(-1) });
});

test("a long resume that breaks off between two frames is made whole by the next one", async () => {
  stopClock();
  const room = await TestRoom.create();
  await fill(room, 30);
  await pass(room, 10_000);
  const reader = await room.join("reader");
  const { seen } = reader;
  await reader.leave();
  // The later messages are changed first: the order of the changes is not the order of the messages.
  for (const nth of [3, 2, 1]) {
    const editor = await room.join(`poster-${nth}`);
    for (const seq of numbers(nth * 10 - 9, nth * 10).reverse()) {
      editor.send({ type: "edit", id: `e${seq}`, seq, text: "long ".repeat(799) });
    }
    await editor.settle();
  }
  const copy = new Copy();
  for (const frame of reader.frames) copy.apply(frame);
  const [begun, ...rest] = (await room.join("reader", { seen })).frames;
  expect(rest.length).toBeGreaterThan(0);
  copy.apply(begun!);
  const next = await room.join("reader", { seen: copy.seen });
  expect(next.events[0]).toMatchObject({ resumed: true });
  for (const frame of next.frames) copy.apply(frame);
  const revs = (messages: Message[]) => messages.map((message) => [message.seq, message.rev, message.text.length]);
  expect(revs(copy.messages)).toEqual(revs(await room.messages()));
});
