import { expect, test, vi } from "vitest";
import { FIRST_PAGE } from "../../src/protocol/limits.ts";
import { pass, stopClock } from "./clock.ts";
import { fill } from "./crowd.ts";
import { TestRoom } from "./people.ts";

/** More than eight blocks of 128 fingerprints, of messages and of changes. */
const MESSAGES = 1_100;
const CHANGES = 1_100;

test("a command is still known after thousands of others and several evictions", async () => {
  stopClock();
  const room = await TestRoom.create();
  await fill(room, MESSAGES / 2);
  await room.evict();
  await fill(room, MESSAGES, MESSAGES / 2);
  await pass(room, 10_000);
  const ada = await room.join("ada");
  for (let n = 0; n < CHANGES; n += 10) {
    // Every third one changes nothing.
    for (let k = n; k < n + 10; k++) ada.send({ type: "react", id: `r${k}`, seq: 1, emoji: "👍", on: k % 3 > 0 });
    await ada.settle();
    vi.setSystemTime(Date.now() + 10_000);
    if (n % 400 === 0) await room.evict();
    if (ada.closed) throw new Error("Ada was disconnected.");
  }
  expect(ada.errors).toEqual([]);
  const { length } = ada.messages;
  expect(length).toBe(FIRST_PAGE + CHANGES);
  const before = await room.messages();
  expect(before).toHaveLength(MESSAGES);
  await room.evict();

  const stored = await room.inside((_, { storage }) =>
    storage.sql.exec<{ blocks: number }>("SELECT count(*) AS blocks FROM fingerprints").one(),
  );
  expect(stored).toEqual({ blocks: 16 });
  for (const n of [1, 2, 127, 128, 129, 1_023, 1_024, 1_025, 1_100]) {
    const poster = room.visit(`poster-${Math.ceil(n / 10)}`);
    const answer = await room.stub.post(poster, { type: "send", id: `fill-${n}`, text: "again" });
    expect(answer).toEqual({ ok: true, created: false, message: before[n - 1] });
  }
  const nths = [0, 1, 126, 127, 128, 129, 1_023, 1_024, 1_099];
  for (const n of nths) {
    ada.send({ type: "react", id: `r${n}`, seq: 1, emoji: "🎉", on: true });
  }
  await ada.settle();
  expect(await room.messages()).toEqual(before);
  expect(ada.messages.slice(length)).toMatchObject(nths.map((n) => ({ seq: 1, ack: `r${n}` })));
}, 90_000);

test("of two copies in one turn of a busy room the second changes nothing", async () => {
  stopClock();
  const room = await TestRoom.create();
  // From 20 connections on, a room gathers what comes in and does it in one turn.
  const people = await Promise.all(Array.from({ length: 24 }, (_, n) => room.join(`p${n}`)));
  const [ada, bo] = [people[0]!, people[1]!];
  for (const text of ["one", "two"]) ada.say("m1", text);
  // What is edited before everybody is told of it is told as edited.
  await ada.until(() => ada.messages.length === 2);
  for (const text of ["three", "four"]) ada.send({ type: "edit", id: "e1", seq: 1, text });
  await ada.until(() => ada.messages.length === 4);
  const posts = ["five", "six"].map((text) => room.stub.post(room.visit("ed"), { type: "send", id: "h1", text }));
  expect(await Promise.all(posts)).toMatchObject([
    { ok: true, created: true, message: { seq: 2, text: "five" } },
    { ok: true, created: false, message: { seq: 2, text: "five" } },
  ]);
  await room.settle();
  const [sent, edited] = [{ text: "one" }, { text: "three", rev: 1 }];
  expect(bo.messages).toMatchObject([sent, edited, { text: "five" }]);
  expect(bo.messages[1]).not.toHaveProperty("ack");
  const acked = { ...edited, ack: "e1" };
  expect(ada.messages).toMatchObject([sent, sent, acked, acked, { text: "five" }]);
  expect(await room.messages()).toHaveLength(2);
});
