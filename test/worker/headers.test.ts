import { beforeAll, expect, test } from "vitest";
import { call, newcomer, newRoom, problem, type Somebody } from "./calls.ts";

let ada: Somebody;
let room: string;

beforeAll(async () => {
  ada = await newcomer();
  room = await newRoom(ada);
});

const SECURITY = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=63072000",
  "x-content-type-options": "nosniff",
};

type Case = [title: string, status: number, ask: () => Promise<Response>];
const cases: Case[] = [
  ["health", 200, () => call("GET", "/api/health")],
  ["a new session", 201, () => call("POST", "/api/session", { body: { name: "Bo" } })],
  ["the session", 200, () => call("GET", "/api/session", { token: ada.token })],
  ["a changed session", 200, () => call("PATCH", "/api/session", { token: ada.token, body: {} })],
  ["no session", 401, () => call("GET", "/api/session")],
  ["the rooms", 200, () => call("GET", "/api/rooms", { token: ada.token })],
  ["a new room", 201, () => call("POST", "/api/rooms", { token: ada.token, body: { name: "Tea" } })],
  ["a room", 200, () => call("GET", `/api/rooms/${room}`, { token: ada.token })],
  ["no room", 404, () => call("GET", "/api/rooms/none", { token: ada.token })],
  ["presence", 200, () => call("GET", `/api/rooms/${room}/presence`, { token: ada.token })],
  ["history", 200, () => call("GET", `/api/rooms/${room}/messages`, { token: ada.token })],
  [
    "a post",
    201,
    () => call("POST", `/api/rooms/${room}/messages`, { token: ada.token, body: { id: "a", text: "b" } }),
  ],
  ["search", 200, () => call("GET", "/api/search?q=b", { token: ada.token })],
  ["no upgrade", 426, () => call("GET", `/api/rooms/${room}/socket`, { token: ada.token })],
  ["an archive without an operator", 401, () => call("POST", `/api/rooms/${room}/archive`)],
  ["a foreign page", 403, () => call("POST", "/api/session", { headers: { Origin: "https://evil.example" } })],
  ["no such method", 405, () => call("PUT", "/api/session")],
  ["no such address", 404, () => call("GET", "/api/nothing")],
  ["a body of the wrong type", 415, () => call("POST", "/api/session", { raw: "name=Ada" })],
  ["the end of a session", 204, async () => call("DELETE", "/api/session", { token: (await newcomer()).token })],
];

test.each(cases)(
  "the answer with %s (%i) carries every security header and no permission for other origins",
  async (_, status, ask) => {
    const response = await ask();
    expect(response.status).toBe(status);
    expect(Object.fromEntries(response.headers)).toMatchObject(SECURITY);
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
    expect(response.headers.has("x-powered-by")).toBe(false);
  },
);

test("plain http is not told to be https for ever after", async () => {
  const response = await call("GET", "/api/health", { site: "http://localhost:8787" });
  expect(response.headers.has("strict-transport-security")).toBe(false);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
});

const methods: [path: () => string, allow: string][] = [
  [() => "/api/health", "GET, HEAD"],
  [() => "/api/session", "GET, HEAD, POST, PATCH, DELETE"],
  [() => "/api/rooms", "GET, HEAD, POST"],
  [() => `/api/rooms/${room}`, "GET, HEAD, PATCH"],
  [() => `/api/rooms/${room}/presence`, "GET, HEAD"],
  [() => `/api/rooms/${room}/messages`, "GET, HEAD, POST"],
  [() => `/api/rooms/${room}/socket`, "GET, HEAD"],
  [() => "/api/search", "GET, HEAD"],
];
test.each(methods)("%s names the methods it allows: %s", async (path, allow) => {
  const allowed = allow.split(", ");
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
    const response = await call(method, path(), { token: ada.token });
    if (allowed.includes(method)) {
      expect(response.status).not.toBe(405);
      await response.body?.cancel();
    } else {
      expect(response.headers.get("Allow")).toBe(allow);
      expect(await problem(response)).toEqual({ status: 405, code: "method_not_allowed" });
    }
    if (path() === "/api/session" && method === "DELETE") ada = await newcomer();
  }
});

test.each([
  "/api",
  "/api/",
  "/api/nothing",
  "/api/rooms/",
  "/api/session/",
  "/api/rooms/lobby/",
  "/api/rooms/lobby/none",
  "/other",
])("%s is nowhere", async (path) => {
  for (const method of ["GET", "POST"]) {
    expect(await problem(call(method, path, { token: ada.token }))).toEqual({ status: 404, code: "not_found" });
  }
});

test("health says that the service is up and which version it is", async () => {
  const response = await call("GET", "/api/health");
  expect(await response.json()).toEqual({ ok: true, version: expect.stringMatching(/^\d+\.\d+\.\d+$/) });
});

test("HEAD is answered like GET, without the body", async () => {
  const response = await call("HEAD", "/api/health");
  expect(response.status).toBe(200);
  expect(await response.text()).toBe("");
});
