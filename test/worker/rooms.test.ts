import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { changeRoom } from "../../src/database/rooms.ts";
import type { RoomSummary } from "../../src/protocol/model.ts";
import { roomIdsFor } from "../../src/worker/room-id.ts";
import { ArchivedRoom } from "../database/archived-room.ts";
import { call, callWith, json, newcomer, newRoom, post, problem, type Somebody } from "./calls.ts";

let ada: Somebody;

beforeAll(async () => {
  ada = await newcomer();
});

const create = (body: unknown) => call("POST", "/api/rooms", { token: ada.token, body });
const notFound = { status: 404, code: "not_found" };

/** A namespace in which naming any room fails the test. */
const unreachable = { getByName: () => expect.unreachable() } as unknown as Env["ROOM"];

test("there is a lobby from the start", async () => {
  const response = await call("GET", "/api/rooms/lobby", { token: ada.token });
  expect(await json(response)).toEqual({
    room: { id: "lobby", name: "Lobby", topic: expect.any(String), seq: 0, lastMessageAt: null, online: 0 },
  });
});

test("a room is created, found, and listed", async () => {
  const response = await create({ name: "  Tea   room ", topic: "Green\nand black" });
  expect(response.status).toBe(201);
  const room = { id: "tea-room", name: "Tea room", topic: "Green and black", seq: 0, lastMessageAt: null, online: 0 };
  expect(await json(response)).toEqual({ room });
  expect(response.headers.get("Location")).toBe("/api/rooms/tea-room");
  expect(await json(call("GET", "/api/rooms/tea-room", { token: ada.token }))).toEqual({ room });
  const { rooms } = await json<{ rooms: RoomSummary[] }>(call("GET", "/api/rooms", { token: ada.token }));
  expect(rooms).toContainEqual(room);
});

test("whoever created a room moderates it, and nobody else", async () => {
  const id = await newRoom(ada);
  const bo = await newcomer("Bo");
  const moderators: boolean[] = [];
  const ROOM = {
    getByName: () => ({
      post: async (visit: { caller: { moderator: boolean } }) => {
        moderators.push(visit.caller.moderator);
        return { ok: false, code: "muted", message: "no" };
      },
    }),
  } as unknown as Env["ROOM"];
  for (const { token } of [ada, bo]) {
    const path = `/api/rooms/${id}/messages`;
    const response = await callWith({ ROOM }, "POST", path, { token, body: { id: "x", text: "y" } });
    expect(await problem(response)).toEqual({ status: 403, code: "muted" });
  }
  expect(moderators).toEqual([true, false]);
});

describe("the id of a room", () => {
  test.each([
    ["Tea Room", "tea-room"],
    ["  Ann's --- Café!  ", "anns-cafe"],
    ["Grüße aus Köln", "grusse-aus-koln"],
    ["Ærø & Łódź", "aero-lodz"],
    ["C++", "c"],
    ["42", "42"],
    ["Москва 2024", "2024"],
    ["x".repeat(80), "x".repeat(64)],
    [`${"x".repeat(63)} y`, "x".repeat(63)],
    ["../../etc", "etc"],
  ])("%j is made from the name: %s", (name, id) => {
    expect(roomIdsFor(name)[0]).toBe(id);
  });

  test("is random if the name gives none", () => {
    for (const name of ["Москва", "東京", "!!!", "👍"])
      expect(roomIdsFor(name)).toEqual([expect.stringMatching(/^room-[0-9a-f]{10}$/)]);
  });

  test("is always well-formed, and the last resort is random", () => {
    for (const name of ["Tea", "x".repeat(80), `${"x".repeat(61)} yy`, "a-"]) {
      const ids = roomIdsFor(name);
      for (const id of ids) expect(id).toMatch(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/);
      expect(ids.at(-1)).toMatch(/-[0-9a-f]{10}$/);
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  test("is made unique if it is taken", async () => {
    const ids: string[] = [];
    for (let i = 0; i < 11; i++) ids.push(await newRoom(ada, "Popular"));
    expect(ids.slice(0, 9)).toEqual(["popular", ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => `popular-${n}`)]);
    for (const id of ids.slice(9)) expect(id).toMatch(/^popular-[0-9a-f]{10}$/);
    expect(await newRoom(ada, "LOBBY")).toBe("lobby-2");
  });
});

test.each([
  [{ name: "" }, "name_empty"],
  [{ name: "\u200b" }, "name_empty"],
  [{ name: "x".repeat(81) }, "name_too_long"],
  [{ name: "Tea", topic: "x".repeat(251) }, "topic_too_long"],
])("a room %j is refused: %s", async (body, code) => {
  expect(await problem(create(body))).toEqual({ status: 400, code });
});

describe("a room is changed", () => {
  const change = (id: string, body: unknown, { token } = ada) => call("PATCH", `/api/rooms/${id}`, { token, body });
  const room = async (id: string) => (await json(call("GET", `/api/rooms/${id}`, { token: ada.token }))).room;

  test("by whoever created it: name, topic, or both; its id stays", async () => {
    const id = await newRoom(ada, "Tea");
    expect(await json(change(id, { topic: " Green\ntea " }))).toMatchObject({
      room: { id, name: "Tea", topic: "Green tea" },
    });
    expect(await json(change(id, { name: "Coffee" }))).toMatchObject({
      room: { id, name: "Coffee", topic: "Green tea" },
    });
    expect(await json(change(id, { topic: "" }))).toMatchObject({ room: { name: "Coffee", topic: "" } });
    expect(await json(change(id, {}))).toMatchObject({ room: { name: "Coffee", topic: "" } });
    expect(await room(id)).toMatchObject({ name: "Coffee", topic: "" });
  });

  test("by nobody else, and the lobby by nobody", async () => {
    const id = await newRoom(ada, "Tea");
    const bo = await newcomer("Bo");
    const forbidden = { status: 403, code: "forbidden" };
    expect(await problem(change(id, { topic: "Bo's" }, bo))).toEqual(forbidden);
    expect(await problem(change("lobby", { topic: "Ada's" }))).toEqual(forbidden);
    expect(await room(id)).toMatchObject({ topic: "" });
  });

  test.each([
    [{ name: "" }, "name_empty"],
    [{ name: "x".repeat(81) }, "name_too_long"],
    [{ topic: "x".repeat(251) }, "topic_too_long"],
  ])("but not to %j: %s", async (body, code) => {
    expect(await problem(change(await newRoom(ada), body))).toEqual({ status: 400, code });
  });

  test("and who is there hears of it", async () => {
    const id = await newRoom(ada, "Tea");
    const headers = { Upgrade: "websocket" };
    const response = await call("GET", `/api/rooms/${id}/socket`, { token: ada.token, headers });
    const frames: string[] = [];
    response.webSocket!.addEventListener("message", ({ data }) => void frames.push(String(data)));
    response.webSocket!.accept();
    await change(id, { topic: "Green" });
    await vi.waitFor(() =>
      expect(frames.join()).toContain(`{"type":"room","id":"${id}","name":"Tea","topic":"Green"}`),
    );
    response.webSocket!.close();
  });

  test("at the cost of one row", async () => {
    const id = await newRoom(ada, "Tea");
    const { statement } = changeRoom(env.DB, id, ada.user.id, { name: "Coffee", topic: "Black" });
    expect((await statement.run()).meta.rows_written).toBe(1);
  });
});

test("a name of 80 characters and a topic of 250 are taken", async () => {
  expect((await create({ name: "😀".repeat(80), topic: "x".repeat(250) })).status).toBe(201);
});

describe("an id that is none", () => {
  const ids = [
    "LOBBY",
    "lob by",
    "-lobby",
    "lobby-",
    "lob_by",
    "lobby.",
    "%20",
    "lobby%00",
    "lobby%2f",
    "..%2flobby",
    "%2e%2e",
    "%2e%2e%2flobby",
    "%252e",
    "%zz",
    "%ff",
    "löbby",
    "lobby%e2%80%8b",
    "房间",
    "a".repeat(65),
    "a".repeat(100_000),
    "lobby;x",
    "'--",
    "__proto__",
    "lobby%0a",
  ];
  const routes: [method: string, rest: string, headers: Record<string, string>][] = [
    ["GET", "", {}],
    ["PATCH", "", {}],
    ["GET", "/presence", {}],
    ["GET", "/messages", {}],
    ["POST", "/messages", {}],
    ["GET", "/socket", { Upgrade: "websocket" }],
    ["POST", "/archive", {}],
  ];

  test.each(routes)(
    "is not found by %s /api/rooms/:room%s, and names no Durable Object",
    async (method, rest, headers) => {
      for (const id of ids) {
        const token = rest === "/archive" ? "operator-token-for-tests" : ada.token;
        const body = method === "POST" ? { id: "m", text: "t" } : undefined;
        const response = await callWith({ ROOM: unreachable }, method, `/api/rooms/${id}${rest}`, {
          token,
          body,
          headers,
        });
        expect(await problem(response), id.slice(0, 80)).toEqual(notFound);
      }
    },
  );

  test.each(routes)(
    "is not found by %s /api/rooms/:room%s either if it is well-formed but unknown",
    async (method, rest, headers) => {
      const token = rest === "/archive" ? "operator-token-for-tests" : ada.token;
      const body = method === "POST" ? { id: "m", text: "t" } : undefined;
      for (const id of ["none", "constructor", "a".repeat(64)]) {
        const response = await callWith({ ROOM: unreachable }, method, `/api/rooms/${id}${rest}`, {
          token,
          body,
          headers,
        });
        expect(await problem(response)).toEqual(notFound);
      }
    },
  );

  test("is not found by search", async () => {
    for (const id of ["", "LOBBY", "none", "a".repeat(10_000)]) {
      const path = `/api/search?q=tea&room=${id}`;
      expect(await problem(callWith({ ROOM: unreachable }, "GET", path, { token: ada.token }))).toEqual(notFound);
    }
  });
});

test("nothing of a room is told without a session", async () => {
  for (const path of ["", "/lobby", "/lobby/presence", "/lobby/messages"]) {
    expect(await problem(call("GET", `/api/rooms${path}`))).toEqual({ status: 401, code: "unauthorized" });
  }
  expect(await problem(call("GET", "/api/search?q=x"))).toEqual({ status: 401, code: "unauthorized" });
  expect(await problem(call("POST", "/api/rooms", { body: { name: "Tea" } }))).toEqual({
    status: 401,
    code: "unauthorized",
  });
});

describe("a room that sleeps", () => {
  test("answers everything from the archive, and is not woken", async () => {
    const id = await newRoom(ada);
    const archived = await ArchivedRoom.create();
    archived.say(...Array.from({ length: 20 }, (_, i) => `message ${i + 1}`));
    await archived.archive();
    const get = (path: string) => callWith({ ROOM: unreachable }, "GET", path, { token: ada.token });
    for (const path of [
      "",
      "/presence",
      "/messages",
      "/messages?before=9",
      "/messages?around=3",
      "/messages?after=20",
    ]) {
      expect((await get(`/api/rooms/${archived.record.id}${path}`)).status).toBe(200);
    }
    expect((await get(`/api/search?q=tea&room=${id}`)).status).toBe(200);
    expect(await json(get(`/api/rooms/${id}/presence`))).toEqual({ online: [], count: 0 });
    expect(await json(get(`/api/rooms/${id}/messages`))).toEqual({ messages: [], hasBefore: false, hasAfter: false });
  });

  test("is known to be awake before it hears of a post, and its visitor to have been there", async () => {
    const id = await newRoom(ada);
    const row = () =>
      env.DB.prepare(
        `SELECT awake, (SELECT count(*) FROM members WHERE room = number AND user = ?2) AS member FROM rooms WHERE id = ?1`,
      )
        .bind(id, ada.user.id)
        .first();
    expect(await row()).toEqual({ awake: 0, member: 0 });
    const ROOM = {
      getByName: () => ({
        post: async () => {
          expect(await row()).toEqual({ awake: 1, member: 1 });
          return { ok: false, code: "forbidden", message: "no" };
        },
      }),
    } as unknown as Env["ROOM"];
    const options = { token: ada.token, body: { id: "x", text: "y" } };
    const response = await callWith({ ROOM }, "POST", `/api/rooms/${id}/messages`, options);
    expect(await problem(response)).toEqual({ status: 403, code: "forbidden" });
  });
});

describe("a room that is awake", () => {
  test("is asked what it knows better than the archive", async () => {
    const id = await newRoom(ada);
    const message = await post(ada, id, "hello");
    const { room } = await json<{ room: RoomSummary }>(call("GET", `/api/rooms/${id}`, { token: ada.token }));
    expect(room).toMatchObject({ seq: 1, lastMessageAt: message.at, online: 0 });
    const { rooms } = await json<{ rooms: RoomSummary[] }>(call("GET", "/api/rooms", { token: ada.token }));
    expect(rooms).toContainEqual(room);
  });

  test("shows who is online", async () => {
    const id = await newRoom(ada);
    const response = await call("GET", `/api/rooms/${id}/socket`, {
      token: ada.token,
      headers: { Upgrade: "websocket" },
    });
    response.webSocket!.accept();
    await vi.waitFor(async () => {
      const presence = await json(call("GET", `/api/rooms/${id}/presence`, { token: ada.token }));
      expect(presence).toEqual({ online: [{ ...ada.user, status: "active", since: expect.any(Number) }], count: 1 });
    });
    response.webSocket!.close();
  });

  test("is listed as the archive has it if it does not answer, with all the others", async () => {
    const id = await newRoom(ada);
    await post(ada, id, "hello");
    const ROOM = {
      getByName: () => ({ summary: () => Promise.reject(new Error("broken")) }),
    } as unknown as Env["ROOM"];
    const { rooms } = await json<{ rooms: RoomSummary[] }>(
      callWith({ ROOM }, "GET", "/api/rooms", { token: ada.token }),
    );
    expect(rooms.find((room) => room.id === id)).toMatchObject({ seq: 0, online: 0 });
    expect(rooms.some((room) => room.id === "lobby")).toBe(true);
  });
});

test("the room in which something happened last is listed first", async () => {
  const [older, newer] = [await newRoom(ada), await newRoom(ada)];
  const touch = "UPDATE rooms SET last_message_at = ?, awake = 0 WHERE id = ?";
  await env.DB.batch([older, newer].map((id, i) => env.DB.prepare(touch).bind(8_000_000_000_000 + i, id)));
  const { rooms } = await json<{ rooms: RoomSummary[] }>(call("GET", "/api/rooms", { token: ada.token }));
  expect(rooms.slice(0, 2).map(({ id }) => id)).toEqual([newer, older]);
});
