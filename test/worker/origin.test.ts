import { beforeAll, describe, expect, test } from "vitest";
import { call, callWith, newcomer, newRoom, problem, SITE, type Somebody } from "./calls.ts";

let ada: Somebody;
let room: string;
let cookie: string;

beforeAll(async () => {
  ada = await newcomer();
  room = await newRoom(ada);
  cookie = `__Host-dormouse=${ada.token}`;
});

const forbidden = { status: 403, code: "forbidden_origin" };
const foreign = [
  "https://evil.example",
  "null",
  "http://chat.example",
  "https://chat.example:8443",
  "https://chat.example.evil.example",
  "https://sub.chat.example",
  "https://chat.example/",
  "HTTPS://CHAT.EXAMPLE",
  "https://chat.example, https://evil.example",
];
const changes: [string, () => string][] = [
  ["POST", () => "/api/session"],
  ["PATCH", () => "/api/session"],
  ["DELETE", () => "/api/session"],
  ["POST", () => "/api/rooms"],
  ["PATCH", () => `/api/rooms/${room}`],
  ["POST", () => `/api/rooms/${room}/messages`],
  ["POST", () => `/api/rooms/${room}/archive`],
  ["PUT", () => "/api/session"],
  ["POST", () => "/api/nothing"],
];
const types = ["application/json", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"];

describe.each(changes)("%s %s", (method, path) => {
  test("refuses a foreign origin whatever the body is said to be, before looking at anything else", async () => {
    for (const Origin of foreign) {
      for (const type of types) {
        const headers = { Origin, "Content-Type": type };
        for (const credentials of [{ cookie }, { token: ada.token }, {}]) {
          expect(await problem(call(method, path(), { ...credentials, raw: "{", headers }))).toEqual(forbidden);
        }
      }
    }
  });

  test("refuses a request without an origin that a browser sends for another site", async () => {
    for (const site of ["cross-site", "same-site"]) {
      expect(await problem(call(method, path(), { cookie, headers: { "Sec-Fetch-Site": site } }))).toEqual(forbidden);
    }
  });
});

const accepted: [string, Record<string, string>][] = [
  ["the page's own origin", { Origin: SITE }],
  ["no origin, from no browser", {}],
  ["no origin, from the same origin", { "Sec-Fetch-Site": "same-origin" }],
  ["no origin, typed by the user", { "Sec-Fetch-Site": "none" }],
];
test.each(accepted)("a change is accepted with %s", async (_, headers) => {
  const body = { visible: true };
  expect((await call("PATCH", "/api/session", { cookie, body, headers })).status).toBe(200);
});

test("a bearer token, which no browser adds by itself, is accepted without an origin", async () => {
  const headers = { "Sec-Fetch-Site": "cross-site" };
  expect((await call("PATCH", "/api/session", { token: ada.token, body: {}, headers })).status).toBe(200);
});

test("an origin that this deployment allows is accepted, and only the exact one", async () => {
  const patch = (Origin: string) =>
    callWith({ ALLOWED_ORIGINS: "https://app.example  http://localhost:3000" }, "PATCH", "/api/session", {
      token: ada.token,
      body: {},
      headers: { Origin },
    });
  expect((await patch("https://app.example")).status).toBe(200);
  expect((await patch("http://localhost:3000")).status).toBe(200);
  expect((await patch(SITE)).status).toBe(200);
  expect(await problem(patch("https://app.example.evil"))).toEqual(forbidden);
  expect(await problem(patch("http://localhost:3001"))).toEqual(forbidden);
});

test("an empty origin is foreign too", async () => {
  const headers = { Origin: "" };
  expect(await problem(callWith({}, "PATCH", "/api/session", { token: ada.token, body: {}, headers }))).toEqual(
    forbidden,
  );
});

test("reading is not refused: without CORS headers no foreign page sees the answer", async () => {
  const response = await call("GET", "/api/session", { cookie, headers: { Origin: "https://evil.example" } });
  expect(response.status).toBe(200);
  expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
});

test("a preflight is answered without any permission", async () => {
  const headers = { Origin: "https://evil.example", "Access-Control-Request-Method": "POST" };
  const response = await call("OPTIONS", "/api/session", { headers });
  expect(response.status).toBe(405);
  expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
});

describe("the socket", () => {
  const open = (headers: Record<string, string>, ROOM?: Env["ROOM"]) =>
    callWith(ROOM ? { ROOM } : {}, "GET", `/api/rooms/${room}/socket`, {
      cookie,
      headers: { Upgrade: "websocket", ...headers },
    });

  test("refuses a foreign origin, and the room does not hear of it", async () => {
    const ROOM = { getByName: () => expect.unreachable() } as unknown as Env["ROOM"];
    for (const Origin of foreign) expect(await problem(open({ Origin }, ROOM))).toEqual(forbidden);
    for (const site of ["cross-site", "same-site"]) {
      expect(await problem(open({ "Sec-Fetch-Site": site }, ROOM))).toEqual(forbidden);
    }
  });

  test.each(accepted)("opens with %s", async (_, headers) => {
    const response = await open(headers);
    expect(response.status).toBe(101);
    response.webSocket!.accept();
    response.webSocket!.close();
  });
});
