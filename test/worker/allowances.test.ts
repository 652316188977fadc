import { beforeAll, expect, test } from "vitest";
import { addressOf } from "../../src/worker/address.ts";
import { callWith, newcomer, problem, type Somebody } from "./calls.ts";

let ada: Somebody;

beforeAll(async () => {
  ada = await newcomer();
});

const limited = { status: 429, code: "rate_limited" };

function start(address: string | undefined, headers: Record<string, string> = {}): Promise<Response> {
  return callWith({ SESSIONS_PER_HOUR: 2 }, "POST", "/api/session", {
    body: { name: "Ada" },
    headers: { ...(address && { "CF-Connecting-IP": address }), ...headers },
  });
}

test("one address starts only so many sessions an hour, and is told how long to wait", async () => {
  for (let i = 0; i < 2; i++) expect((await start("192.0.2.1")).status).toBe(201);
  const refused = await start("192.0.2.1");
  const wait = Number(refused.headers.get("Retry-After"));
  expect(wait).toBeGreaterThan(3_500);
  expect(wait).toBeLessThanOrEqual(3_600);
  expect(refused.headers.getSetCookie()).toEqual([]);
  expect(await problem(refused)).toEqual(limited);
  expect((await start("192.0.2.2")).status).toBe(201);
});

test("X-Forwarded-For and its like change nothing", async () => {
  const spoofed = (i: number) => ({
    "X-Forwarded-For": `198.51.100.${i}`,
    "X-Real-IP": `198.51.100.${i}`,
    Forwarded: `for=198.51.100.${i}`,
    "True-Client-IP": `198.51.100.${i}`,
  });
  for (let i = 0; i < 2; i++) expect((await start("192.0.2.3", spoofed(i))).status).toBe(201);
  expect(await problem(start("192.0.2.3", spoofed(3)))).toEqual(limited);
});

test("the addresses of one IPv6 network share an allowance", async () => {
  expect((await start("2001:db8:1:2::1")).status).toBe(201);
  expect((await start("2001:db8:1:2:ffff::9")).status).toBe(201);
  expect(await problem(start("2001:0db8:0001:0002:a:b:c:d"))).toEqual(limited);
  expect((await start("2001:db8:1:3::1")).status).toBe(201);
});

test.each([
  ["192.0.2.7", "192.0.2.7"],
  ["2001:db8::1", "2001:db8:0:0"],
  ["2001:DB8:0:0:1::", "2001:db8:0:0"],
  ["2001:0db8:00a0:0000:0:0:0:1", "2001:db8:a0:0"],
  ["::1", "0:0:0:0"],
  ["::", "0:0:0:0"],
  ["fe80::", "fe80:0:0:0"],
  ["::ffff:192.0.2.7", "192.0.2.7"],
])("%s is charged to %s", (address, network) => {
  expect(addressOf(new Request("https://chat.example", { headers: { "CF-Connecting-IP": address } }))).toBe(network);
});

test("without Cloudflare's header everybody is local", () => {
  expect(addressOf(new Request("https://chat.example"))).toBe("local");
});

test("a refused name does not count", async () => {
  for (let i = 0; i < 5; i++) {
    const refused = callWith({ SESSIONS_PER_HOUR: 2 }, "POST", "/api/session", {
      body: { name: "" },
      headers: { "CF-Connecting-IP": "192.0.2.9" },
    });
    expect(await problem(refused)).toEqual({ status: 400, code: "name_empty" });
  }
  expect((await start("192.0.2.9")).status).toBe(201);
});

test("one address makes only so many rooms an hour, counted apart from its sessions", async () => {
  const make = () =>
    callWith({ ROOMS_PER_HOUR: 2 }, "POST", "/api/rooms", {
      token: ada.token,
      body: { name: "Tea" },
      headers: { "CF-Connecting-IP": "192.0.2.10" },
    });
  for (let i = 0; i < 2; i++) expect((await start("192.0.2.10")).status).toBe(201);
  for (let i = 0; i < 2; i++) expect((await make()).status).toBe(201);
  expect(await problem(make())).toEqual(limited);
});
