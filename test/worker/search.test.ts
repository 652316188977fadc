import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { SearchPage } from "../../src/protocol/model.ts";
import { ArchivedRoom } from "../database/archived-room.ts";
import { call, callWith, json, newcomer, newRoom, post, problem, type Somebody } from "./calls.ts";

let ada: Somebody;

// Each is somebody else: nobody may search without end.
beforeEach(async () => {
  ada = await newcomer();
});

function ask(parameters: Record<string, string>): Promise<Response> {
  return call("GET", `/api/search?${new URLSearchParams(parameters)}`, { token: ada.token });
}

async function texts(parameters: Record<string, string>): Promise<string[]> {
  const response = await ask(parameters);
  expect(response.status).toBe(200);
  return (await json<SearchPage>(response)).messages.map((message) => message.text);
}

test("a hit is the message, with its room", async () => {
  const room = await newRoom(ada);
  const message = await post(ada, room, "An octopus has three hearts");
  expect(await json(ask({ q: "octopus heart", room }))).toEqual({ messages: [{ room, ...message }], hasMore: false });
});

test("in one room a message is found a second after it was posted, and gone as soon as it is deleted or edited", async () => {
  const room = await newRoom(ada);
  const response = await call("GET", `/api/rooms/${room}/socket`, {
    token: ada.token,
    headers: { Upgrade: "websocket" },
  });
  const socket = response.webSocket!;
  const answered = (id: string) =>
    new Promise<void>((resolve) => {
      socket.addEventListener("message", ({ data }) => {
        if ((data as string).includes(`"ack":"${id}"`)) resolve();
      });
    });
  socket.accept();
  for (const text of ["a red fox", "a grey fox", "a red cat"]) await post(ada, room, text);
  expect(await texts({ q: "fox", room })).toEqual(["a grey fox", "a red fox"]);

  const sent = answered("edit-1");
  socket.send(JSON.stringify({ type: "edit", id: "edit-1", seq: 1, text: "a red wolf" }));
  await sent;
  expect(await texts({ q: "fox", room })).toEqual(["a grey fox"]);
  expect(await texts({ q: "red", room })).toEqual(["a red cat", "a red wolf"]);

  const gone = answered("delete-2");
  socket.send(JSON.stringify({ type: "delete", id: "delete-2", seq: 2 }));
  await gone;
  expect(await texts({ q: "fox", room })).toEqual([]);
  socket.close();
});

test("over all rooms a message is found once it is archived", async () => {
  const room = await newRoom(ada);
  for (let i = 0; i < 3; i++) await post(ada, room, `axolotl ${i}`);
  expect(await texts({ q: "axolotl" })).toEqual([]);
  await call("POST", `/api/rooms/${room}/archive`, { token: "operator-token-for-tests" });
  await vi.waitFor(async () => {
    await runDurableObjectAlarm(env.ROOM.getByName(room));
    expect(await texts({ q: "axolotl" })).toHaveLength(3);
  });
  expect(await texts({ q: "axolotl" })).toEqual(["axolotl 2", "axolotl 1", "axolotl 0"]);
  expect(await texts({ q: "axolotl", room })).toEqual(["axolotl 2", "axolotl 1", "axolotl 0"]);
});

describe("with operators of SQL and FTS5", () => {
  const hostile = [
    "' OR 1=1 --",
    '" OR "a',
    "tea*",
    "tea AND",
    "NEAR(tea, 2)",
    "NOT tea",
    "words:tea",
    "^tea",
    "-tea",
    "{words at}:tea",
    "(tea",
    "tea)",
    "tea + room",
    '""""""',
    '"tea',
    "tea\u0000room",
    "%tea%",
    "_tea_",
    "$tea",
    "?1",
    ":tea",
    "; DROP TABLE rooms",
    "tea OR NOT",
    "rank:tea",
    "search:tea",
  ];

  test.each(hostile)("%j is only words", async (q) => {
    for (const room of [{}, { room: "lobby" }]) {
      const response = await ask({ q, ...room });
      if (response.status === 200) await response.body?.cancel();
      else expect(await problem(response)).toEqual({ status: 400, code: "query_empty" });
    }
  });

  test("nothing that does not hold the words is found", async () => {
    const room = await ArchivedRoom.create();
    room.say("green tea", "or not", "near the words");
    await room.archive();
    const { id } = room.record;
    expect(await texts({ q: "green OR near", room: id })).toEqual([]);
    expect(await texts({ q: "NOT", room: id })).toEqual(["or not"]);
    expect(await texts({ q: "gr* tea", room: id })).toEqual([]);
    expect(await texts({ q: "words:near", room: id })).toEqual(["near the words"]);
  });
});

test.each([
  [{}, "bad_request"],
  [{ q: "" }, "query_empty"],
  [{ q: "  ?! " }, "query_empty"],
  [{ q: "x".repeat(201) }, "query_too_long"],
  [{ q: "tea", limit: "0" }, "bad_request"],
  [{ q: "tea", limit: "101" }, "bad_request"],
  [{ q: "tea", before: "soon" }, "bad_request"],
  [{ q: "tea", before: "1.2" }, "bad_request"],
  [{ q: "tea", before: "1", room: "lobby", limit: "x" }, "bad_request"],
  [{ q: "tea", before: "5.lobby.3", room: "lobby" }, "bad_request"],
  [{ from: "ada" }, "bad_request"],
  [{ q: "", from: "ada" }, "query_empty"],
  [{ q: "tea", from: "" }, "bad_request"],
  [{ q: "tea", from: "x".repeat(65), room: "lobby" }, "bad_request"],
  [{ q: "tea", since: "yesterday" }, "bad_request"],
  [{ q: "tea", until: "-1", room: "lobby" }, "bad_request"],
])("%j is refused: %s", async (parameters, code) => {
  expect(await problem(ask(parameters as Record<string, string>))).toEqual({ status: 400, code });
});

test("a lone surrogate and a search of the greatest length are searched for", async () => {
  expect((await call("GET", "/api/search?q=tea%ED%A0%80", { token: ada.token })).status).toBe(200);
  expect((await ask({ q: "ab ".repeat(66) })).status).toBe(200);
  expect((await ask({ q: "漢".repeat(200) })).status).toBe(200);
});

describe("pages", () => {
  test("of one room go on from a seq", async () => {
    const room = await ArchivedRoom.create();
    room.say(...Array.from({ length: 7 }, (_, i) => `penguin ${i + 1}`));
    await room.archive();
    const first = await json<SearchPage>(ask({ q: "penguin", room: room.record.id, limit: "3" }));
    expect(first).toMatchObject({ hasMore: true, before: "5" });
    expect(first.messages.map(({ seq }) => seq)).toEqual([7, 6, 5]);
    const last = await json<SearchPage>(ask({ q: "penguin", room: room.record.id, limit: "5", before: "5" }));
    expect(last.messages.map(({ seq }) => seq)).toEqual([4, 3, 2, 1]);
    expect(last.hasMore).toBe(false);
  });

  test("over all rooms go on from a time, and tell messages of the same time apart", async () => {
    const rooms = [await ArchivedRoom.create("zebra-a"), await ArchivedRoom.create("zebra-b")];
    for (const room of rooms) {
      room.say({ text: "zebra", at: 1_000 }, { text: "zebra", at: 1_000 }, { text: "zebra", at: 2_000 });
      await room.archive();
    }
    const found: string[] = [];
    let before: string | undefined;
    do {
      const page = await json<SearchPage>(ask({ q: "zebra", limit: "2", ...(before && { before }) }));
      found.push(...page.messages.map(({ room, seq }) => `${room} ${seq}`));
      before = page.before;
    } while (before);
    expect(found).toEqual(["zebra-b 3", "zebra-a 3", "zebra-b 2", "zebra-b 1", "zebra-a 2", "zebra-a 1"]);
    expect(await texts({ q: "zebra", before: "2000" })).toHaveLength(4);
  });
});

test("only what somebody wrote is found, and within times, in one room and in all", async () => {
  const bo = await newcomer("Bo");
  const room = await newRoom(ada);
  const first = await post(ada, room, "a tapir");
  const second = await post(bo, room, "a second tapir");
  const third = await post(ada, room, "a third tapir");
  expect(await texts({ q: "tapir", room, from: bo.user.id })).toEqual([second.text]);
  expect(await texts({ q: "tapir", room, from: ada.user.id, until: `${third.at + 1}` })).toEqual([
    third.text,
    first.text,
  ]);
  expect(await texts({ q: "tapir", room, since: `${third.at + 1}` })).toEqual([]);
  expect(await texts({ q: "tapir", room, until: `${first.at}` })).toEqual([]);

  const archived = await ArchivedRoom.create();
  archived.say({ text: "tapir", at: 10, by: "ada" }, { text: "tapir", at: 20, by: "bo" });
  await archived.archive();
  for (const where of [{}, { room: archived.record.id }]) {
    const found = async (parameters: Record<string, string>) =>
      (await json<SearchPage>(ask({ q: "tapir", until: "1000", ...where, ...parameters }))).messages.map(
        ({ seq }) => seq,
      );
    expect(await found({})).toEqual([2, 1]);
    expect(await found({ from: "ada" })).toEqual([1]);
    expect(await found({ since: "11" })).toEqual([2]);
    expect(await found({ since: "10", until: "20" })).toEqual([1]);
  }
});

test("one person searches only so many times a minute, and one address with all its people ten times as many", async () => {
  // All in one moment, since allowances fill again.
  const clock = vi.spyOn(Date, "now").mockReturnValue(Date.now());
  onTestFinished(() => clock.mockRestore());
  const search = ({ token }: Somebody, address: string) =>
    callWith({ SEARCHES_PER_MINUTE: 2 }, "GET", "/api/search?q=tea", {
      token,
      headers: { "CF-Connecting-IP": address },
    });
  for (let i = 0; i < 2; i++) expect((await search(ada, "192.0.2.20")).status).toBe(200);
  const refused = await search(ada, "192.0.2.21");
  expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThanOrEqual(1);
  expect(Number(refused.headers.get("Retry-After"))).toBeLessThanOrEqual(30);
  expect(await problem(refused)).toEqual({ status: 429, code: "rate_limited" });

  const crowd = await Promise.all(Array.from({ length: 10 }, () => newcomer()));
  for (const one of crowd) for (let i = 0; i < 2; i++) expect((await search(one, "192.0.2.22")).status).toBe(200);
  expect(await problem(search(await newcomer(), "192.0.2.22"))).toEqual({ status: 429, code: "rate_limited" });
});

test("the room is asked for what is new before the archive is searched", async () => {
  const room = await ArchivedRoom.create();
  room.say("walrus");
  await room.archive();
  await env.DB.prepare("UPDATE rooms SET awake = 1 WHERE id = ?").bind(room.record.id).run();
  const order: string[] = [];
  const ROOM = {
    getByName: () => ({
      unarchived: async () => {
        order.push("room");
        return [];
      },
    }),
  } as unknown as Env["ROOM"];
  const DB = {
    prepare: (query: string) => {
      if (query.includes("search")) order.push("archive");
      return env.DB.prepare(query);
    },
    batch: (statements: D1PreparedStatement[]) => env.DB.batch(statements),
  } as unknown as D1Database;
  const path = `/api/search?q=walrus&room=${room.record.id}`;
  await callWith({ ROOM, DB }, "GET", path, { token: ada.token });
  expect(order).toEqual(["room", "archive"]);
});
