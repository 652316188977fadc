import { expect, test, vi } from "vitest";
import { stopClock } from "./clock.ts";
import { type Guest, TestRoom } from "./people.ts";

const advance = (ms: number) => vi.setSystemTime(Date.now() + ms);
const typists = (guest: Guest) => guest.events.flatMap((event) => (event.type === "typing" ? [event.user] : []));

test("who types is told to the others, not to one's own tabs, and at most every three seconds", async () => {
  stopClock();
  const room = await TestRoom.create();
  const [ada, tab, bo] = [
    await room.join("ada", { as: "Ada" }),
    await room.join("ada", { as: "Ada" }),
    await room.join("bo"),
  ];
  const told: number[] = [];
  for (const wait of [0, 0, 1_000, 1_999, 1, 2_999, 1]) {
    advance(wait);
    ada.send({ type: "typing" });
    await room.settle();
    told.push(typists(bo).length);
  }
  expect(told).toEqual([1, 1, 1, 1, 2, 2, 3]);
  expect(typists(bo)[0]).toEqual({ id: "ada", name: "Ada" });
  expect([typists(ada), typists(tab)]).toEqual([[], []]);
});

test("an eviction does not let anybody type more often", async () => {
  stopClock();
  const room = await TestRoom.create();
  const [ada, bo] = [await room.join("ada"), await room.join("bo")];
  for (const wait of [0, 1_000, 1_000, 1_000, 1_000]) {
    advance(wait);
    ada.send({ type: "typing" });
    await room.settle();
    await room.evict();
  }
  expect(typists(bo)).toHaveLength(2);
});

test("typing is nothing that is kept: a newcomer and a resume hear nothing of it", async () => {
  const room = await TestRoom.create();
  const [ada, bo] = [await room.join("ada"), await room.join("bo")];
  ada.send({ type: "typing" });
  await room.settle();
  const [back, cy] = [await room.join("bo", { seen: bo.seen }), await room.join("cy")];
  expect([typists(back), typists(cy)]).toEqual([[], []]);
});
