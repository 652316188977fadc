import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { pass } from "./clock.ts";
import { archived, complaints, expectArchived, isAwake, Wire } from "./d1.ts";
import { converse, enter, react } from "./gathering.ts";
import type { Guest } from "./people.ts";

vi.setConfig({ testTimeout: 300_000 });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

test("fifty changes are archived at once, forty-nine are not", async () => {
  const { room, guests } = await enter(5);
  await converse(guests, 49);
  await pass(room, 2 * SECOND);
  expect((await archived(room)).messages).toEqual([]);
  await converse(guests, 1);
  await pass(room, 2 * SECOND);
  await expectArchived(room);

  await react(guests, 1, 49);
  await pass(room, 2 * SECOND);
  expect(await room.stub.unarchived(room.record)).toHaveLength(49);
  await react(guests, 50, 50);
  await pass(room, 2 * SECOND);
  await expectArchived(room);
});

test("a single message is archived after ten minutes at the latest, and so is a single change", async () => {
  const { room, guests } = await enter(2);
  await converse(guests, 1);
  await pass(room, 9 * MINUTE, guests);
  expect((await archived(room)).messages).toEqual([]);
  await pass(room, MINUTE, guests);
  await expectArchived(room);

  await react(guests, 1, 1);
  await pass(room, 9 * MINUTE, guests);
  expect(await room.stub.unarchived(room.record)).toHaveLength(1);
  await pass(room, MINUTE, guests);
  await expectArchived(room);
});

test("with each batch D1 is told how many people are shown, for lists that do not ask the room", async () => {
  const { room, guests } = await enter(3);
  await room.join("hidden", { visible: false });
  await converse(guests, 50);
  await pass(room, 2 * SECOND);
  const row = await env.DB.prepare("SELECT online FROM rooms WHERE number = ?").bind(room.record.number).first();
  expect(row).toEqual({ online: 3 });
});

test("what was said is archived soon after the last person has left", async () => {
  const { room, guests } = await enter(2);
  await converse(guests, 3);
  await guests[0]!.leave();
  await pass(room, 15 * SECOND);
  expect((await archived(room)).messages).toEqual([]);
  await guests[1]!.leave();
  await pass(room, 15 * SECOND);
  await expectArchived(room);
});

test("a message posted to an empty room is archived as well", async () => {
  const { room } = await enter(0);
  await room.knock();
  await room.stub.post(room.visit("bot"), { type: "send", id: "m1", text: "By post" });
  await pass(room, 11 * MINUTE);
  await expectArchived(room);
  expect(await isAwake(room)).toBe(false);
});

test("edits, deletions and reactions are carried over, before and after the message was archived", async () => {
  const { room, guests } = await enter(3);
  const [ada, bo, cy] = guests as [Guest, Guest, Guest];
  for (const when of ["before", "after"]) {
    await converse(guests, 9);
    const last = (await room.messages()).length;
    if (when === "after") await pass(room, 11 * MINUTE, guests);
    // Guests speak in turn, so ada wrote last - 8, bo last - 7 and cy last - 6.
    ada.send({ type: "edit", id: `e-${when}`, seq: last - 8, text: "Quite another text" });
    bo.send({ type: "delete", id: `d-${when}`, seq: last - 7 });
    cy.send({ type: "react", id: `r-${when}`, seq: last - 6, emoji: "🎉", on: true });
    ada.send({ type: "react", id: `s-${when}`, seq: last - 6, emoji: "🎉", on: true });
    ada.send({ type: "react", id: `t-${when}`, seq: last - 6, emoji: "🎉", on: false });
    await room.settle();
    expect(guests.flatMap(({ errors }) => errors)).toEqual([]);
    await pass(room, 11 * MINUTE, guests);
    await expectArchived(room);
    const { messages } = await archived(room);
    expect(messages[last - 9]).toMatchObject({ text: "Quite another text", editedAt: expect.any(Number) });
    expect(messages[last - 8]).toMatchObject({ text: "", deletedAt: expect.any(Number) });
    expect(messages[last - 7]).toMatchObject({ reactions: { "🎉": ["cy"] } });
  }
});

test("an archive whose rows were lost or altered is made whole again by rebuilding it, through an eviction too", async () => {
  const { room, guests } = await enter(5);
  await converse(guests, 230);
  guests[0]!.send({ type: "edit", id: "e1", seq: 1, text: "Quite another text" });
  await pass(room, 11 * MINUTE, guests);
  await expectArchived(room);
  const { number } = room.record;
  for (const harm of [
    "DELETE FROM messages WHERE room = ? AND seq % 3 = 0",
    "UPDATE messages SET text = 'forged', rev = 99, reactions = '{}' WHERE room = ? AND seq % 3 = 1",
    "DELETE FROM search WHERE rowid = ? * 4294967296 + 1",
  ]) {
    await env.DB.prepare(harm).bind(number).run();
  }
  await env.DB.prepare("UPDATE rooms SET awake = 1 WHERE number = ?").bind(number).run();
  expect((await archived(room)).messages).not.toEqual(await room.messages());

  await room.stub.rebuildArchive(room.record);
  await room.evict();
  expect(await room.stub.unarchived(room.record)).toEqual(await room.messages());
  await pass(room, MINUTE);
  await expectArchived(room);
});

test("D1 does not slow down a room: it says so when it fails, and asks again less and less often", async () => {
  const { room, guests } = await enter(1);
  const wire = Wire.tap();
  const log = complaints();
  wire.cut();
  await converse(guests, 50);
  await pass(room, 3 * 60 * MINUTE, guests);
  const gaps = wire.calls.slice(1).map((at, index) => at - wire.calls[index]!);
  expect(gaps[0]).toBeLessThanOrEqual(10 * SECOND);
  // Two doublings cannot be hidden by chance, which takes off at most a half.
  const growing = gaps.slice(0, 8);
  for (const [index, gap] of growing.slice(2).entries()) expect(gap).toBeGreaterThanOrEqual(growing[index]!);
  expect(Math.max(...gaps)).toBeLessThanOrEqual(11 * MINUTE);
  expect(gaps.length).toBeGreaterThan(15);
  expect(log).toHaveBeenCalled();
  wire.mend();
  await pass(room, 11 * MINUTE, guests);
  await expectArchived(room);
});
