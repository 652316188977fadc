import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, type MockInstance, test, vi } from "vitest";
import { call, callWith, newcomer, newRoom, problem, type Somebody } from "./calls.ts";

let ada: Somebody;
let room: string;
let errors: MockInstance<typeof console.error>;

beforeEach(async () => {
  ada ??= await newcomer();
  room ??= await newRoom(ada);
  errors = vi.spyOn(console, "error").mockImplementation(() => {});
});

afterEach(() => {
  errors.mockRestore();
});

const secret = "a-text-nobody-else-may-read";

type Case = [method: string, path: () => string, body?: unknown, headers?: Record<string, string>];
const calls: Case[] = [
  ["GET", () => "/api/session"],
  ["POST", () => "/api/session", { name: secret }],
  ["PATCH", () => "/api/session", { name: secret }],
  ["DELETE", () => "/api/session"],
  ["GET", () => "/api/rooms"],
  ["POST", () => "/api/rooms", { name: secret }],
  ["GET", () => `/api/rooms/${room}`],
  ["GET", () => `/api/rooms/${room}/presence`],
  ["GET", () => `/api/rooms/${room}/messages?before=5`],
  ["POST", () => `/api/rooms/${room}/messages`, { id: "m", text: secret }],
  ["GET", () => `/api/rooms/${room}/socket`, undefined, { Upgrade: "websocket" }],
  ["GET", () => `/api/search?q=${secret}`],
  ["GET", () => `/api/search?q=${secret}&room=${room}`],
];

/** What was logged: something, but neither a token nor anybody's words. */
function expectDiscreetLog(): void {
  const logged = errors.mock.calls.join("\n");
  expect(logged).not.toBe("");
  for (const hidden of [ada.token, secret]) expect(logged).not.toContain(hidden);
}

test.each(calls)(
  "%s %s answers 503 while D1 is down, and says when to come back",
  async (method, path, body, headers) => {
    const DB = {
      prepare: (query: string) => env.DB.prepare(query),
      batch: () => Promise.reject(new Error("D1_ERROR: Network connection lost.")),
    } as unknown as D1Database;
    const response = await callWith({ DB }, method, path(), { token: ada.token, body, ...(headers && { headers }) });
    expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(await problem(response)).toEqual({ status: 503, code: "unavailable" });
    expectDiscreetLog();
  },
);

test.each(calls)("%s %s answers 500 to a fault of ours, without showing it", async (method, path, body, headers) => {
  const DB = {
    prepare: () => {
      throw new TypeError("at /home/someone/secret.ts:12 SELECT");
    },
  } as unknown as D1Database;
  const response = await callWith({ DB }, method, path(), { token: ada.token, body, ...(headers && { headers }) });
  expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(await problem(response)).toEqual({ status: 500, code: "internal" });
  expectDiscreetLog();
});

test.each(calls)(
  "%s %s reports missing variables as a fault of ours, or does not need them",
  async (method, path, body, headers) => {
    const response = await callWith({ MESSAGE_BURST: "many" }, method, path(), {
      token: ada.token,
      body,
      headers: { ...headers, Origin: "https://elsewhere.example" },
    });
    expect([200, 401, 403, 500]).toContain(response.status);
    await response.body?.cancel();
  },
);

test("a room that is overloaded or restarting is 503, one with a fault 500", async () => {
  const post = (fault: object) => {
    const ROOM = {
      getByName: () => ({ post: () => Promise.reject(Object.assign(new Error(`near ${room}`), fault)) }),
    } as unknown as Env["ROOM"];
    const options = { token: ada.token, body: { id: "m", text: secret } };
    return callWith({ ROOM }, "POST", `/api/rooms/${room}/messages`, options);
  };
  expect(await problem(post({ overloaded: true }))).toEqual({ status: 503, code: "unavailable" });
  expect(await problem(post({ retryable: true }))).toEqual({ status: 503, code: "unavailable" });
  expect(await problem(post({}))).toEqual({ status: 500, code: "internal" });
  expectDiscreetLog();
});

test.each([
  [
    "D1",
    "D1_ERROR: Your account has exceeded D1's free tier daily row read limit. Upgrade to a paid plan or wait until tomorrow.",
  ],
  ["a room", "Exceeded allowed volume of requests in Durable Objects free tier."],
  ["a room", "Exceeded allowed duration in Durable Objects free tier."],
])("when the day's quota of %s is spent, the caller is told to come back after midnight UTC", async (what, message) => {
  const fail = () => Promise.reject(new Error(message));
  const bindings = (what === "D1"
    ? { DB: { prepare: env.DB.prepare.bind(env.DB), batch: fail } }
    : { ROOM: { getByName: () => ({ post: fail }) } }) as unknown as Partial<Env>;
  const options = { token: ada.token, body: { id: "m", text: secret } };
  const now = Date.now();
  const response = await callWith(bindings, "POST", `/api/rooms/${room}/messages`, options);
  const seconds = Number(response.headers.get("Retry-After"));
  expect(await problem(response)).toEqual({ status: 503, code: "unavailable" });
  const back = new Date(now + seconds * 1_000);
  expect(back.getUTCDate()).not.toBe(new Date(now).getUTCDate());
  expect([back.getUTCHours(), back.getUTCMinutes()]).toEqual([0, 0]);
  expectDiscreetLog();
});

test("a parser's error is logged without the words that it quotes", async () => {
  const ROOM = {
    getByName: () => ({ post: async () => JSON.parse("hunter2") }),
  } as unknown as Env["ROOM"];
  const options = { token: ada.token, body: { id: "m", text: "x" } };
  const response = await callWith({ ROOM }, "POST", `/api/rooms/${room}/messages`, options);
  expect(await problem(response)).toEqual({ status: 500, code: "internal" });
  expect(errors.mock.calls.join()).toContain("SyntaxError");
  expect(errors.mock.calls.join()).not.toContain("hunter2");
  expectDiscreetLog();
});

test("health does without D1 and without rooms", async () => {
  expect((await callWith({ DB: undefined as unknown as D1Database }, "GET", "/api/health")).status).toBe(200);
  expect((await call("GET", "/api/health")).status).toBe(200);
  expect(errors).not.toHaveBeenCalled();
});
