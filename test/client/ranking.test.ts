import { expect, it } from "vitest";
import { isNamed, rankRooms } from "../../src/client/ranking.ts";
import type { RoomSummary } from "../../src/protocol/model.ts";

function room(id: string, name = id, lastMessageAt: number | null = null): RoomSummary {
  return { id, name, topic: "", seq: 0, lastMessageAt, online: 0 };
}

function ranked(query: string, rooms: RoomSummary[], visited: string[] = [], unread: string[] = []): string[] {
  const favour = { visited, unread: (id: string) => (unread.includes(id) ? 1 : 0) };
  return rankRooms(query, rooms, favour).map(({ id }) => id);
}

it("without a query comes what is unread, then what was open last, then what was written in last, then where one is", () => {
  const rooms = [room("here"), room("quiet"), room("busy", "busy", 9), room("old"), room("last"), room("unread")];
  expect(ranked("", rooms, ["here", "last", "old"], ["unread"])).toEqual([
    "unread",
    "last",
    "old",
    "busy",
    "quiet",
    "here",
  ]);
  expect(ranked("  ", rooms)).toHaveLength(6);
});

it("what begins with the query comes before a word that does, then what holds it, then what has its letters in order", () => {
  const rooms = [
    room("a", "ceramics of wow"),
    room("b", "Sandwood"),
    room("c", "Hazel wood"),
    room("d", "Woodland"),
    room("e", "Wood"),
  ];
  expect(ranked("wood", rooms)).toEqual(["e", "d", "c", "b"]);
  expect(ranked("cow", rooms)).toEqual(["a"]);
  expect(ranked("hzl wd", rooms)).toEqual(["c"]);
  expect(ranked("dw", rooms)).toEqual(["b"]);
});

it("capitals and accents do not matter, and the id counts as the name does", () => {
  const rooms = [room("cafe-2", "Café"), room("room-7", "Something else")];
  expect(ranked("CAFE", rooms)).toEqual(["cafe-2"]);
  expect(ranked("café", rooms)).toEqual(["cafe-2"]);
  expect(ranked("room-7", rooms)).toEqual(["room-7"]);
  expect(ranked("xyz", rooms)).toEqual([]);
});

it("of those that fit equally well the likelier comes first", () => {
  const rooms = [room("wood-1"), room("wood-2"), room("wood-3")];
  expect(ranked("wood", rooms, ["wood-1"], ["wood-3"])).toEqual(["wood-3", "wood-2", "wood-1"]);
});

it("a room is there already if its name or id is just what was typed", () => {
  expect(isNamed(" hazel WOOD ", room("wood", "Hazel Wood"))).toBe(true);
  expect(isNamed("wood", room("wood", "Hazel Wood"))).toBe(true);
  expect(isNamed("hazel", room("wood", "Hazel Wood"))).toBe(false);
});
