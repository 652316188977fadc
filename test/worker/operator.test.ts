import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import type { RoomRecord } from "../../src/database/rooms.ts";
import { call, callWith, newcomer, newRoom, post, problem, type Somebody } from "./calls.ts";

const OPERATOR = "operator-token-for-tests";
const notFound = { status: 404, code: "not_found" };
let ada: Somebody;
let room: string;

beforeAll(async () => {
  ada = await newcomer();
  room = await newRoom(ada);
  await post(ada, room, "hello");
});

test("the operator has the archive of a room rebuilt, which is known to be awake by then", async () => {
  await env.DB.prepare("UPDATE rooms SET awake = 0 WHERE id = ?").bind(room).run();
  const rebuilt: RoomRecord[] = [];
  const ROOM = {
    getByName: () => ({
      rebuildArchive: async (record: RoomRecord) => {
        const { awake } = (await env.DB.prepare("SELECT awake FROM rooms WHERE id = ?")
          .bind(room)
          .first<{ awake: number }>())!;
        expect(awake).toBe(1);
        rebuilt.push(record);
      },
    }),
  } as unknown as Env["ROOM"];
  const response = await callWith({ ROOM }, "POST", `/api/rooms/${room}/archive`, { token: OPERATOR });
  expect(response.status).toBe(202);
  expect(rebuilt).toMatchObject([
    { number: expect.any(Number), id: room, name: "Room", topic: "", version: expect.any(Number) },
  ]);
});

test("nobody else has it rebuilt", async () => {
  const unauthorized = { status: 401, code: "unauthorized" };
  for (const token of [ada.token, `${OPERATOR}x`, OPERATOR.slice(1), OPERATOR.toUpperCase(), "x"]) {
    expect(await problem(call("POST", `/api/rooms/${room}/archive`, { token }))).toEqual(unauthorized);
  }
  expect(await problem(call("POST", `/api/rooms/${room}/archive`))).toEqual(unauthorized);
  expect(await problem(call("POST", `/api/rooms/${room}/archive`, { cookie: `__Host-dormouse=${OPERATOR}` }))).toEqual(
    unauthorized,
  );
});

test("without a secret there is no such call, also not for an empty one", async () => {
  for (const OPERATOR_TOKEN of [undefined, ""] as const) {
    for (const headers of [{}, { Authorization: "Bearer " }, { Authorization: `Bearer ${OPERATOR}` }]) {
      const bindings = { OPERATOR_TOKEN } as Partial<Env>;
      const response = await callWith(bindings, "POST", `/api/rooms/${room}/archive`, { headers });
      expect(await problem(response)).toEqual(notFound);
    }
  }
  expect(await problem(call("GET", `/api/rooms/${room}/archive`, { token: OPERATOR }))).toEqual(notFound);
});

test("a room that does not exist has no archive", async () => {
  expect(await problem(call("POST", "/api/rooms/none/archive", { token: OPERATOR }))).toEqual(notFound);
});
