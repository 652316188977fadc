import { beforeAll, describe, expect, test } from "vitest";
import { call, callWith, newcomer, newRoom, problem, request, SITE, type Somebody } from "./calls.ts";

let ada: Somebody;
let room: string;

beforeAll(async () => {
  ada = await newcomer();
  room = await newRoom(ada);
});

type Route = [method: string, path: () => string, valid: object];
const routes: Route[] = [
  ["POST", () => "/api/session", { name: "Ada" }],
  ["PATCH", () => "/api/session", { name: "Ada" }],
  ["POST", () => "/api/rooms", { name: "Tea" }],
  ["PATCH", () => `/api/rooms/${room}`, { name: "Tea" }],
  ["POST", () => `/api/rooms/${room}/messages`, { id: "m1", text: "hello" }],
];

describe.each(routes)("%s %s", (method, path, valid) => {
  const send = (raw: BodyInit, type = "application/json") =>
    problem(call(method, path(), { token: ada.token, raw, headers: { "Content-Type": type } }));
  const text = JSON.stringify(valid);

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", ""])(
    "refuses a body of type %j",
    async (type) => {
      expect(await send(text, type)).toEqual({ status: 415, code: "unsupported_media_type" });
    },
  );

  test.each(["", "{", "{'name':1}", "undefined", `${text}x`, `\ufeff\ufeff${text}`])(
    "refuses %j as not JSON",
    async (raw) => {
      expect(await send(raw)).toEqual({ status: 400, code: "bad_json" });
    },
  );

  test("refuses what is not UTF-8", async () => {
    const bytes = new TextEncoder().encode(text);
    bytes[bytes.length - 3] = 0xff;
    expect(await send(bytes)).toEqual({ status: 400, code: "bad_json" });
  });

  test.each(["null", "1", '"name"', "[]", `[${text}]`, "true"])("refuses %s, which is no object", async (raw) => {
    expect(await send(raw)).toEqual({ status: 400, code: "bad_request" });
  });

  test.each(["role", "guest", "user", "seq", "at", "__proto__", "constructor", "toString"])(
    "refuses the extra field %s",
    async (field) => {
      const raw = `${text.slice(0, -1)},"${field}":{"admin":true}}`;
      expect(await send(raw)).toEqual({ status: 400, code: "bad_request" });
    },
  );

  test("refuses fields of another type", async () => {
    for (const field of Object.keys(valid)) {
      for (const wrong of [1, null, true, [], {}]) {
        expect(await send(JSON.stringify({ ...valid, [field]: wrong }))).toEqual({ status: 400, code: "bad_request" });
      }
    }
  });

  test("refuses more than 64 KB, with and without a length given beforehand", async () => {
    const raw = text.padEnd(65_537, " ");
    expect(await send(raw)).toEqual({ status: 413, code: "too_large" });
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let at = 0; at < raw.length; at += 1_000) {
          controller.enqueue(new TextEncoder().encode(raw.slice(at, at + 1_000)));
        }
        controller.close();
      },
    });
    const options = { token: ada.token, raw: pieces, headers: { "Content-Type": "application/json" } };
    expect(request(method, path(), options).headers.has("Content-Length")).toBe(false);
    expect(await problem(callWith({}, method, path(), options))).toEqual({ status: 413, code: "too_large" });
  });

  test("takes exactly 64 KB", async () => {
    const response = await call(method, path(), {
      token: ada.token,
      raw: text.padEnd(65_536, " "),
      headers: { "Content-Type": "Application/JSON; charset=utf-8" },
    });
    expect(response.status).toBeLessThan(300);
  });

  test("refuses a body that is nested without end", async () => {
    expect(await send("[".repeat(60_000))).toEqual({ status: 400, code: "bad_json" });
    expect((await send(`${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}`)).status).toBe(400);
  });
});

test("visible is true or false", async () => {
  for (const visible of ["false", 0, null]) {
    expect(await problem(call("PATCH", "/api/session", { token: ada.token, body: { visible } }))).toEqual({
      status: 400,
      code: "bad_request",
    });
  }
});

test("what is refused is not repeated at length, and the name of a field not as markup", async () => {
  const raw = JSON.stringify({ name: "Ada", [`<img src=x>${"y".repeat(10_000)}`]: 1 });
  const response = await call("POST", "/api/session", { raw, headers: { "Content-Type": "application/json" } });
  const body = await response.text();
  expect(body.length).toBeLessThan(300);
  expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
  expect(response.url === "" || response.url.startsWith(SITE)).toBe(true);
});
