import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { HistoryPage, Message } from "../../src/protocol/model.ts";
import { ArchivedRoom } from "../database/archived-room.ts";
import { meter } from "../database/meter.ts";
import { call, callWith, json, newcomer, newRoom, post, problem, type Somebody } from "./calls.ts";

let ada: Somebody;

beforeAll(async () => {
  ada = await newcomer();
});

const unreachable = { getByName: () => expect.unreachable() } as unknown as Env["ROOM"];
const seqs = (page: HistoryPage) => page.messages.map(({ seq }) => seq);

describe("posting without a socket", () => {
  const send = (room: string, body: unknown) => call("POST", `/api/rooms/${room}/messages`, { token: ada.token, body });

  test("a message is created once, and its repetition answered with the original", async () => {
    const room = await newRoom(ada);
    const first = await send(room, { id: "m1", text: " Hello\r\nthere " });
    expect(first.status).toBe(201);
    const { message } = await json<{ message: Message }>(first);
    expect(message).toEqual({ seq: 1, id: "m1", author: ada.user, text: "Hello\nthere", at: expect.any(Number) });
    const again = await send(room, { id: "m1", text: "something else" });
    expect(again.status).toBe(200);
    expect(await json(again)).toEqual({ message });
  });

  test("a message may answer another one", async () => {
    const room = await newRoom(ada);
    await post(ada, room, "question");
    const { message } = await json<{ message: Message }>(send(room, { id: "m2", text: "answer", replyTo: 1 }));
    expect(message.replyTo).toBe(1);
    expect(await problem(send(room, { id: "m3", text: "answer", replyTo: 99 }))).toEqual({
      status: 404,
      code: "not_found",
    });
  });

  test.each([
    [{ id: "a", text: "  " }, 400, "text_empty"],
    [{ id: "a", text: "x".repeat(4_001) }, 400, "text_too_long"],
    [{ id: "a b", text: "x" }, 400, "bad_request"],
    [{ id: "a".repeat(65), text: "x" }, 400, "bad_request"],
    [{ id: "a" }, 400, "bad_request"],
    [{ text: "x" }, 400, "bad_request"],
    [{ id: "a", text: "x", replyTo: 0 }, 400, "bad_request"],
    [{ id: "a", text: "x", replyTo: 1.5 }, 400, "bad_request"],
    [{ id: "a", text: "x", type: "delete" }, 400, "bad_request"],
  ])("%j is refused: %i %s", async (body, status, code) => {
    expect(await problem(send(await newRoom(ada), body))).toEqual({ status, code });
  });

  test("too many messages at once are refused, and the caller told how long to wait", async () => {
    const bot = await newcomer("Bot");
    const room = await newRoom(bot);
    const path = `/api/rooms/${room}/messages`;
    const sends = Array.from({ length: 15 }, (_, i) =>
      call("POST", path, { token: bot.token, body: { id: `m${i}`, text: "spam" } }),
    );
    const answers = await Promise.all(sends);
    const refused = answers.filter((answer) => answer.status === 429);
    expect(answers.filter((answer) => answer.status === 201).length).toBeGreaterThanOrEqual(10);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      expect(Number(answer.headers.get("Retry-After"))).toBeGreaterThanOrEqual(1);
      expect(await problem(answer)).toEqual({ status: 429, code: "rate_limited" });
    }
  });

  test("the session is needed", async () => {
    const path = `/api/rooms/${await newRoom(ada)}/messages`;
    expect(await problem(call("POST", path, { body: { id: "a", text: "b" } }))).toEqual({
      status: 401,
      code: "unauthorized",
    });
  });
});

describe("reading back", () => {
  /** A room with 120 messages, archived and asleep. */
  async function archived(): Promise<ArchivedRoom> {
    const room = await ArchivedRoom.create();
    room.say(...Array.from({ length: 120 }, (_, i) => `message ${i + 1}`));
    await room.archive();
    return room;
  }

  async function read(
    room: ArchivedRoom,
    query: string,
    bindings: Partial<Env> = { ROOM: unreachable },
  ): Promise<HistoryPage> {
    const response = await callWith(bindings, "GET", `/api/rooms/${room.record.id}/messages?${query}`, {
      token: ada.token,
    });
    expect(response.status).toBe(200);
    return json<HistoryPage>(response);
  }

  test.each([
    ["", 71, 120, true, false],
    ["limit=1", 120, 120, true, false],
    ["limit=100", 21, 120, true, false],
    ["before=71", 21, 70, true, true],
    ["before=21&limit=100", 1, 20, false, true],
    ["before=1", 0, -1, false, true],
    ["before=120", 70, 119, true, true],
    ["after=0&limit=10", 1, 10, false, true],
    ["after=115", 116, 120, true, false],
    ["after=120", 0, -1, true, false],
    ["around=60&limit=11", 55, 65, true, true],
    ["around=1&limit=11", 1, 11, false, true],
    ["around=120&limit=11", 110, 120, true, false],
    ["around=0&limit=11", 1, 11, false, true],
    ["before=0", 0, -1, false, true],
  ])("a page %j goes from %i to %i", async (query, from, to, hasBefore, hasAfter) => {
    const room = await archived();
    const page = await read(room, query);
    expect(page).toMatchObject({ hasBefore, hasAfter });
    expect(page.messages).toEqual(from === 0 ? [] : room.messages.slice(from - 1, to));
  });

  test.each([
    "limit=0",
    "limit=101",
    "limit=-1",
    "limit=1.5",
    "limit=1e1",
    "limit=ten",
    "limit=",
    "before=-5",
    "before=x",
    "before=9007199254740993",
    "after=-1",
    "before=5&after=5",
    "before=5&around=5",
    "after=1&around=2",
    "before=%27%3B--",
    "rev=-1",
  ])("%s is refused", async (query) => {
    const response = call("GET", `/api/rooms/lobby/messages?${query}`, { token: ada.token });
    expect(await problem(response)).toEqual({ status: 400, code: "bad_request" });
  });

  test("a page costs no more rows read than it has messages, and five", async () => {
    const room = await archived();
    for (const query of ["", "before=71", "around=60&limit=11", "limit=100", "after=115"]) {
      const metered = meter(env.DB);
      const page = await read(room, query, { ROOM: unreachable, DB: metered.db });
      console.log(
        `page "${query}": ${page.messages.length} messages, ${metered.read} rows read in ${metered.trips} trips`,
      );
      expect(metered.read).toBeLessThanOrEqual(page.messages.length + 5);
      expect(metered.trips).toBeLessThanOrEqual(2);
      expect(metered.written).toBe(0);
    }
  });

  describe("from a room that is awake", () => {
    /** A namespace whose room answers with a page that no archive holds. */
    const asked: unknown[] = [];
    const ROOM = {
      getByName: () => ({
        page: async (_: unknown, query: unknown) => {
          asked.push(query);
          return { messages: [], hasBefore: true, hasAfter: true };
        },
      }),
    } as unknown as Env["ROOM"];

    async function awake(): Promise<ArchivedRoom> {
      const room = await archived();
      await env.DB.prepare("UPDATE rooms SET awake = 1, rev = 7 WHERE id = ?").bind(room.record.id).run();
      return room;
    }

    test("the room is asked", async () => {
      const room = await awake();
      asked.length = 0;
      for (const query of ["", "before=50", "around=3&limit=9"])
        expect(seqs(await read(room, query, { ROOM }))).toEqual([]);
      expect(asked).toEqual([{}, { before: 50 }, { around: 3, limit: 9 }]);
    });

    test.each(["before=71&rev=7", "before=120&rev=0", "after=10&limit=50&rev=7", "around=60&limit=11&rev=3"])(
      "the archive answers %s, because it has every change that the caller has seen",
      async (query) => {
        const page = await read(await awake(), query);
        expect(page.messages.length).toBeGreaterThan(0);
        expect(page.hasAfter).toBe(true);
      },
    );

    test.each([
      "before=71&rev=8",
      "rev=7",
      "before=121&rev=7",
      "after=70&rev=7",
      "after=115&rev=7",
      "around=118&limit=11&rev=7",
    ])("the room answers %s, because the archive may be behind", async (query) => {
      expect(seqs(await read(await awake(), query, { ROOM }))).toEqual([]);
    });
  });

  test("what was just posted is read back", async () => {
    const room = await newRoom(ada);
    const posted = [await post(ada, room, "one"), await post(ada, room, "two")];
    const page = await json<HistoryPage>(call("GET", `/api/rooms/${room}/messages`, { token: ada.token }));
    expect(page).toEqual({ messages: posted, hasBefore: false, hasAfter: false });
  });
});
