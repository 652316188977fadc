import { expect, test } from "vitest";
import { TestRoom } from "./people.ts";

test("a newcomer is welcomed with who is here and what was said last", async () => {
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  expect(ada.events.map((event) => event.type)).toEqual(["welcome", "ready"]);
  ada.say("m1", "  Hello \u0007there\r\n");
  await ada.next("message");
  expect(ada.messages).toMatchObject([{ seq: 1, id: "m1", text: "Hello there", author: { id: "ada" } }]);
  await ada.settle();

  const bo = await room.join("bo");
  expect(bo.events.map((event) => event.type)).toEqual(["welcome", "message", "ready"]);
  expect(bo.events[0]).toMatchObject({
    protocol: 1,
    you: { id: "bo", name: "bo", guest: true },
    room: { id: room.record.id, name: "Test", topic: "" },
    seq: 1,
    rev: 0,
    resumed: false,
    count: 2,
    read: 0,
  });
  expect(bo.roster.map(({ id, status }) => [id, status])).toEqual([
    ["ada", "active"],
    ["bo", "active"],
  ]);
  await ada.next("presence");
  expect(ada.roster.map(({ id }) => id)).toEqual(["ada", "bo"]);
});
