import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { dayOf } from "../../src/protocol/day.ts";
import { ROOMS_ASKED } from "../../src/protocol/limits.ts";
import type { RoomSummary } from "../../src/protocol/model.ts";
import { noUsage, type Usage } from "../../src/protocol/usage.ts";
import { callWith, json, newcomer, type Somebody } from "./calls.ts";

const AWAKE = ROOMS_ASKED + 10;

let ada: Somebody;
let asked: string[];

/** Rooms that note who was asked, and know one message more than D1. */
const ROOM = {
  getByName: (id: string) => ({
    summary: async () => {
      asked.push(id);
      return { seq: 8, lastMessageAt: 8_000, online: 3 };
    },
  }),
} as unknown as Env["ROOM"];

/** Has D1 say that so much was used today. */
async function useUp(counts: Partial<Usage>): Promise<void> {
  await env.DB.prepare("INSERT OR REPLACE INTO usage (day, counts) VALUES (?, ?)")
    .bind(dayOf(Date.now()), JSON.stringify({ ...noUsage(), ...counts }))
    .run();
}

async function list(bindings: Partial<Env> = {}): Promise<RoomSummary[]> {
  const answer = callWith({ ROOM, ...bindings }, "GET", "/api/rooms", { token: ada.token });
  return (await json<{ rooms: RoomSummary[] }>(answer)).rooms;
}

beforeAll(async () => {
  ada = await newcomer();
  await env.DB.prepare(
    `INSERT INTO rooms (id, name, created_at, seq, last_message_at, online, awake)
     SELECT 'room-' || value, 'Room', 0, 7, 7000 - value, 2, 1 FROM json_each(?)`,
  )
    .bind(JSON.stringify(Array.from({ length: AWAKE }, (_, i) => i)))
    .run();
  await env.DB.prepare("INSERT INTO members (user, room, joined_at) SELECT ?, number, 0 FROM rooms WHERE id = ?")
    .bind(ada.user.id, `room-${AWAKE - 1}`)
    .run();
});

beforeEach(async () => {
  asked = [];
  await useUp({});
});

test("however many rooms are awake, a list asks a few: where the caller has been, and where something happened last", async () => {
  const rooms = await list();
  const expected = [AWAKE - 1, ...Array.from({ length: ROOMS_ASKED - 1 }, (_, i) => i)].map((i) => `room-${i}`);
  expect(asked.toSorted()).toEqual(expected.toSorted());
  const seen = new Map(rooms.map((room) => [room.id, room]));
  for (const id of expected) expect(seen.get(id)).toMatchObject({ seq: 8, lastMessageAt: 8_000, online: 3 });
});

test("the others are in it as D1 has them", async () => {
  const rooms = await list();
  const others = rooms.filter(({ id }) => id !== "lobby" && !asked.includes(id));
  expect(others).toHaveLength(AWAKE - ROOMS_ASKED);
  for (const room of others) expect(room).toMatchObject({ seq: 7, online: 2 });
});

test.each([
  ["requests to rooms", { calls: 40_000, frames: 200_000 }],
  ["rows read in rooms", { rowsRead: 2_500_000 }],
])("when half of the day's %s is used, a list asks no room", async (_, counts) => {
  await useUp(counts);
  expect(await list()).toHaveLength(AWAKE + 1);
  expect(asked).toEqual([]);
});

test.each([
  ["just before", {}, { calls: 49_999, rowsRead: 2_499_999 }],
  ["when only rows written are used", {}, { rowsWritten: 99_000, d1RowsWritten: 99_000 }],
  ["on a paid plan", { PLAN: "paid" }, { calls: 10_000_000 }],
])("but %s it does", async (_, bindings, counts) => {
  await useUp(counts);
  await list(bindings as Partial<Env>);
  expect(asked).toHaveLength(ROOMS_ASKED);
});
