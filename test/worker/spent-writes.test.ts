import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { nextMidnight } from "../../src/protocol/day.ts";
import type { HistoryPage, RoomSummary, SearchPage } from "../../src/protocol/model.ts";
import { ArchivedRoom } from "../database/archived-room.ts";
import { callWith, json, newcomer, newRoom, post, problem, type Somebody } from "./calls.ts";

const WRITES = /^\s*(INSERT|UPDATE|DELETE)/;
const SPENT =
  "D1_ERROR: Your account has exceeded D1's free tier daily row write limit. Upgrade to a paid plan or wait until tomorrow.";

const FULL = "D1_ERROR: Exceeded maximum DB size";

/** D1 when no more can be written, for this reason. */
let reason: string;
const refused = new WeakSet<D1PreparedStatement>();
const DB = {
  prepare: (query: string) => {
    const statement = env.DB.prepare(query);
    if (!WRITES.test(query)) return statement;
    return {
      bind: (...values: unknown[]) => {
        const bound = statement.bind(...values);
        refused.add(bound);
        return bound;
      },
    };
  },
  batch: async (statements: D1PreparedStatement[]) => {
    if (statements.some((statement) => refused.has(statement))) throw new Error(reason);
    return env.DB.batch(statements);
  },
} as unknown as D1Database;

let ada: Somebody;
let bo: Somebody;
let room: string;

const upgrade = { Upgrade: "websocket" };
const setAwake = (awake: 0 | 1) => env.DB.prepare("UPDATE rooms SET awake = ? WHERE id = ?").bind(awake, room).run();
const ask = <T>(path: string) => json<T>(callWith({ DB }, "GET", path, { token: ada.token }));

describe.each([
  ["its writes of the day are spent", SPENT],
  ["it is full", FULL],
])("when nothing more can be written into D1, because %s", (_, because) => {
  beforeEach(async () => {
    reason = because;
    [ada, bo] = [await newcomer("Ada"), await newcomer("Bo")];
    room = await newRoom(ada);
    await post(ada, room, "before");
  });

  test.each([
    ["a known member of a sleeping room", () => ada, 0],
    ["a new member of a room that is awake", () => bo, 1],
    ["a new member of a sleeping room", () => bo, 0],
  ] as const)("%s is let in, to listen and to post", async (_, somebody, awake) => {
    await setAwake(awake);
    const { token, user } = somebody();
    const { webSocket } = await callWith({ DB }, "GET", `/api/rooms/${room}/socket`, { token, headers: upgrade });
    const first = new Promise<string>((resolve) => {
      webSocket!.addEventListener("message", ({ data }) => resolve(data as string), { once: true });
    });
    webSocket!.accept();
    expect(JSON.parse(await first)[0]).toMatchObject({ type: "welcome", you: user, seq: 1 });
    webSocket!.close();
    const body = { id: "m", text: "after" };
    expect((await callWith({ DB }, "POST", `/api/rooms/${room}/messages`, { token, body })).status).toBe(201);
  });

  test("what is said in a room that D1 takes to sleep is in its pages, in the list and in a search", async () => {
    await setAwake(0);
    const body = { id: "m", text: "capybara" };
    await callWith({ DB }, "POST", `/api/rooms/${room}/messages`, { token: ada.token, body });
    const page = await ask<HistoryPage>(`/api/rooms/${room}/messages`);
    expect(page.messages.map(({ text }) => text)).toEqual(["before", "capybara"]);
    const { rooms } = await ask<{ rooms: RoomSummary[] }>("/api/rooms");
    expect(rooms.find(({ id }) => id === room)).toMatchObject({ seq: 2 });
    const { messages } = await ask<SearchPage>(`/api/search?q=capybara&room=${room}`);
    expect(messages).toHaveLength(1);
  });

  test("strangers stay out, and what has to be written is refused", async () => {
    await setAwake(0);
    const socket = callWith({ DB }, "GET", `/api/rooms/${room}/socket`, { token: "0".repeat(43), headers: upgrade });
    expect(await problem(socket)).toEqual({ status: 401, code: "unauthorized" });
    const errors = vi.spyOn(console, "error").mockImplementation(() => {});
    onTestFinished(() => errors.mockRestore());
    const session = await callWith({ DB }, "POST", "/api/session", { body: { name: "Cy" } });
    // A client takes more than a minute for the time until midnight, and names the hour.
    const retryAfter = Number(session.headers.get("Retry-After"));
    if (because === SPENT) expect(retryAfter).toBeGreaterThan((nextMidnight(Date.now()) - Date.now()) / 1_000 - 60);
    else expect(retryAfter).toBe(60);
    expect(await problem(session)).toEqual({ status: 503, code: "unavailable" });
  });
});

describe("a room that D1 takes to sleep is asked all the same for", () => {
  const ROOM = {
    getByName: () => ({ page: async () => ({ messages: [], hasBefore: true, hasAfter: true }) }),
  } as unknown as Env["ROOM"];

  // Of each the caller can only know from the room.
  test.each(["before=21", "after=21", "around=21", "before=10&rev=1", "rev=0", "after=5&rev=0"])(
    "%s",
    async (query) => {
      const archive = await ArchivedRoom.create();
      archive.say(...Array.from({ length: 20 }, (_, i) => `message ${i + 1}`));
      await archive.archive();
      const { token } = await newcomer();
      const path = `/api/rooms/${archive.record.id}/messages?${query}`;
      const page = await json<HistoryPage>(callWith({ ROOM }, "GET", path, { token }));
      expect(page).toEqual({ messages: [], hasBefore: true, hasAfter: true });
    },
  );
});
