import { expect, test, vi } from "vitest";
import { pass } from "./clock.ts";
import { fill } from "./crowd.ts";
import { archived, complaints, expectArchived, isAwake, Wire } from "./d1.ts";
import { converse, done, enter, react } from "./gathering.ts";
import type { Guest } from "./people.ts";

vi.setConfig({ testTimeout: 300_000 });

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

test("D1 takes a room for awake while somebody is there, and for asleep once it is empty and archived", async () => {
  const { room, guests } = await enter(2);
  const [ada, bo] = guests as [Guest, Guest];
  expect(await isAwake(room)).toBe(true);
  await converse(guests, 60);
  await pass(room, 11 * MINUTE, guests);
  await expectArchived(room);
  expect(await isAwake(room)).toBe(true);

  await ada.leave();
  await pass(room, MINUTE, [bo]);
  expect(await isAwake(room)).toBe(true);
  await done(bo, { type: "edit", id: "e1", seq: 2, text: "Parting words" });
  await bo.leave();
  expect(await isAwake(room)).toBe(true);
  await pass(room, MINUTE);
  await expectArchived(room);
  expect(await isAwake(room)).toBe(false);
});

test("a visit without a word ends with the room asleep again", async () => {
  const { room, guests } = await enter(1);
  await guests[0]!.leave();
  await pass(room, MINUTE);
  expect(await isAwake(room)).toBe(false);
  for (const isEvicted of [false, true]) {
    const ada = await room.join("ada");
    if (isEvicted) await room.evict();
    await pass(room, MINUTE, [ada]);
    expect(await isAwake(room)).toBe(true);
    await ada.leave();
    if (isEvicted) await room.evict();
    await pass(room, MINUTE);
    expect(await isAwake(room)).toBe(false);
  }
});

test("somebody who comes back within the grace keeps the room awake", async () => {
  const { room, guests } = await enter(1);
  await converse(guests, 3);
  await guests[0]!.leave();
  await pass(room, 5 * SECOND);
  const ada = await room.join("ada");
  await pass(room, MINUTE, [ada]);
  expect(await isAwake(room)).toBe(true);
});

test("a room is not taken for asleep while D1 lacks something of it", async () => {
  const { room, guests } = await enter(2);
  const wire = Wire.tap();
  complaints();
  await converse(guests, 60);
  await pass(room, 11 * MINUTE, guests);
  await react(guests, 1, 30);
  wire.cut();
  for (const guest of guests) await guest.leave();
  await pass(room, 30 * MINUTE);
  expect(await isAwake(room)).toBe(true);
  expect(await room.stub.unarchived(room.record)).toHaveLength(30);
  wire.mend();
  await pass(room, 11 * MINUTE);
  await expectArchived(room);
  expect(await isAwake(room)).toBe(false);
});

test("a room that says goodbye in many batches is taken for asleep by the last one only", async () => {
  const { room, guests } = await enter(5);
  await fill(room, 1_230);
  for (const guest of guests) await guest.leave();
  const wire = Wire.tap();
  const seen: [inD1: number, isAwake: boolean][] = [];
  wire.behave = async (work) => {
    const results = await work();
    seen.push([(await archived(room)).messages.length, await isAwake(room)]);
    return results;
  };
  await pass(room, MINUTE);
  expect(seen).toEqual([
    [500, true],
    [1_000, true],
    [1_230, false],
  ]);
  await expectArchived(room);
});

test("a visitor during the last batch makes D1 take the room for awake again", async () => {
  const { room, guests } = await enter(1);
  await converse(guests, 5);
  await guests[0]!.leave();
  complaints();
  const held = Wire.tap().holdOne();
  const ringing = pass(room, 11 * SECOND);
  await held.caught();
  // The room says goodbye, but D1 hears of the visitor first.
  const bo = await room.join("bo");
  await held.release(room);
  await ringing;
  await pass(room, SECOND);
  expect(await isAwake(room)).toBe(true);

  await bo.leave();
  await pass(room, MINUTE);
  await expectArchived(room);
  expect(await isAwake(room)).toBe(false);
});

test("what is posted during the last batch is archived before D1 takes the room for asleep", async () => {
  const { room, guests } = await enter(1);
  await converse(guests, 5);
  await guests[0]!.leave();
  complaints();
  const held = Wire.tap().holdOne();
  const ringing = pass(room, 11 * SECOND);
  await held.caught();
  await room.knock();
  await room.stub.post(room.visit("bot"), { type: "send", id: "p1", text: "By post" });
  await held.release(room);
  await ringing;
  await pass(room, SECOND);
  if (!(await isAwake(room))) await expectArchived(room);
  await pass(room, 11 * MINUTE);
  await expectArchived(room);
  expect(await isAwake(room)).toBe(false);
});

test("a visitor whom D1 let in before the room's last batch is found in the list of rooms", async () => {
  const { room, guests } = await enter(1);
  await guests[0]!.leave();
  const wire = Wire.tap();
  const held = wire.holdOne();
  const ringing = pass(room, 11 * SECOND);
  await held.caught();
  // The visitor knocks, the farewell arrives and is confirmed, and only then does the visitor get to the room.
  await room.knock();
  await held.release(room);
  await ringing;
  expect(await isAwake(room)).toBe(false);
  room.knock = () => Promise.resolve();
  await room.join("bo");
  await pass(room, SECOND);
  expect(await isAwake(room)).toBe(true);
});

test("so is one who comes when D1 has taken the farewell and the room does not know", async () => {
  const { room, guests } = await enter(1);
  await guests[0]!.leave();
  complaints();
  const wire = Wire.tap();
  wire.behave = async (work) => {
    wire.mend();
    await room.knock();
    await work();
    throw new Error("D1_ERROR: Network connection lost.");
  };
  // Not until the room tries again, which would tell D1 who is there by then.
  await pass(room, 10.5 * SECOND);
  expect(await isAwake(room)).toBe(false);
  room.knock = () => Promise.resolve();
  await room.join("bo");
  expect(await isAwake(room)).toBe(true);
});
