import { expect, it } from "vitest";
import { Announcements } from "../../src/client/announcements.ts";
import { bo } from "./events.ts";
import { FakeRoom } from "./fake-room.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

/** A room with so many messages, and whoever listens to it. @param you id of who that is */
function listen(count: number, you = "nobody") {
  const room = new FakeRoom(count);
  const clock = new FakeSurroundings();
  const { state, history } = room;
  const { isLive, missed } = new Announcements({ state, history, you }, clock);
  return { room, heard: () => ({ isLive: isLive.value, missed: missed.value }), settle: () => clock.pass(1_000) };
}

it("what was there before is not read out, what comes then is", () => {
  const { room, heard, settle } = listen(200);
  expect(heard()).toEqual({ isLive: false, missed: 0 });
  settle();
  expect(heard()).toEqual({ isLive: true, missed: 0 });
  room.post(3);
  room.deliver();
  expect(heard()).toEqual({ isLive: true, missed: 0 });
});

it("of what was missed the number is said", () => {
  const { room, heard, settle } = listen(200);
  settle();
  room.post();
  room.deliver();
  room.post(12);
  room.resume();
  expect(heard()).toEqual({ isLive: false, missed: 0 });
  settle();
  expect(heard()).toEqual({ isLive: true, missed: 12 });
  room.resume();
  settle();
  expect(heard()).toEqual({ isLive: true, missed: 0 });
});

it("one's own messages are none that were missed", () => {
  const { room, heard, settle } = listen(10, bo.id);
  settle();
  room.post(2);
  room.resume();
  settle();
  expect(heard()).toEqual({ isLive: true, missed: 0 });
});

it("nothing is read out of what is loaded, nor counted as missed", async () => {
  const { room, heard, settle } = listen(200);
  settle();
  room.history.scrolled(false, room.seqs[0]!);
  void room.history.loadOlder();
  expect(heard().isLive).toBe(false);
  room.post();
  room.deliver();
  settle();
  expect(heard().isLive).toBe(false);
  await room.asked[0]!.answer();
  expect(room.seqs[0]).toBe(101);
  expect(heard().isLive).toBe(false);
  settle();
  expect(heard()).toEqual({ isLive: true, missed: 0 });
});
