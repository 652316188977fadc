import { expect, test } from "vitest";
import { Meter } from "./meter.ts";
import { TestRoom } from "./people.ts";

const told = (guest: { events: { type: string }[] }) => guest.events.filter(({ type }) => type === "room");

test("everybody who is there is told of another name or topic, once; and those who come later see it", async () => {
  const room = await TestRoom.create();
  const [ada, bo] = [await room.join("ada"), await room.join("bo")];
  const changed = { ...room.record, name: "Wood", topic: "Trees", edition: 1 };
  const meter = await Meter.start(room);
  await room.stub.summary(changed);
  await room.stub.summary(changed);
  await room.settle();
  const info = { id: room.record.id, name: "Wood", topic: "Trees" };
  for (const guest of [ada, bo]) expect(told(guest)).toEqual([{ type: "room", ...info }]);
  expect(meter.room(), JSON.stringify(meter.table)).toBe(1);

  await room.evict();
  Object.assign(room.record, changed);
  const cy = await room.join("cy");
  expect(cy.events[0]).toMatchObject({ type: "welcome", room: info });
  expect([ada, bo, cy].map((guest) => told(guest).length)).toEqual([1, 1, 0]);
});

test("who asked D1 before a change does not undo it, not even after an eviction", async () => {
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  await room.stub.summary({ ...room.record, topic: "second", edition: 2 });
  await room.stub.summary({ ...room.record, topic: "first", edition: 1 });
  await room.evict();
  await room.stub.summary(room.record);
  const bo = await room.join("bo");
  await room.settle();
  expect(told(ada)).toMatchObject([{ topic: "second" }]);
  expect(bo.events[0]).toMatchObject({ type: "welcome", room: { topic: "second" } });
});
