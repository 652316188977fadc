import { expect, it } from "vitest";
import { nextRoom } from "../../src/client/next-room.ts";

const rooms = ["a", "b", "c", "d"].map((id) => ({ id }));

it.each([
  ["a", 1, "b"],
  ["d", 1, "a"],
  ["a", -1, "d"],
  ["c", -1, "b"],
  [null, 1, "a"],
  [null, -1, "d"],
  ["gone", 1, "a"],
] as const)("from %s by %i to %s", (open, step, expected) => {
  expect(nextRoom(rooms, open, step)).toBe(expected);
});

it("leads past the rooms that do not count, and nowhere if none does", () => {
  const unread = ({ id }: { id: string }) => id === "a" || id === "c";
  expect(nextRoom(rooms, "a", 1, unread)).toBe("c");
  expect(nextRoom(rooms, "c", 1, unread)).toBe("a");
  expect(nextRoom(rooms, "d", -1, unread)).toBe("c");
  expect(nextRoom(rooms, "a", 1, ({ id }) => id === "a")).toBeNull();
  expect(nextRoom([], null, 1)).toBeNull();
  expect(nextRoom([{ id: "a" }], "a", -1)).toBeNull();
});
