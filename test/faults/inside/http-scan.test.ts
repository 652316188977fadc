import * as fc from "fast-check";
import { expect, test } from "vitest";
import { tryOut } from "../../room/trials.ts";
import { call, json, newcomer, newRoom, post } from "../../worker/calls.ts";
import { listenForAlarms } from "./alarms-raised.ts";
import { mutated } from "./mutations.ts";

/** Rounds of 100 requests: 1,000 in `npm test`, 125,000 in `npm run faults`. */
const ROUNDS = 10;
const AT_ONCE = 20;

const METHODS = ["GET", "GET", "POST", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS", "QUERY"];
const PATHS = [
  ...["/api", "/api/", "/api/health", "/api/session", "/api/rooms", "/api/search", "/api/usage", "/api/rooms/ROOM"],
  ...["/api/rooms/ROOM/messages", "/api/rooms/ROOM/messages", "/api/rooms/ROOM/socket", "/api/rooms/ROOM/presence"],
  ...["/api/rooms/ROOM/archive", "/api/rooms/none/messages", "/api/rooms/__proto__", "/api/rooms/%00/messages"],
  ...[
    "/api/rooms/..%2f..%2fROOM",
    "/api/rooms/ROOM/../ROOM",
    "/api/rooms/%E0%A4%A",
    "/api/rooms//messages",
    "//api/rooms",
  ],
];
const BODIES = [
  { name: "Ada" },
  { name: "Ada", visible: false },
  { name: "A room", topic: "Talk" },
  { id: "a", text: "hello" },
  { id: "b", text: "hello", replyTo: 1 },
];
const NUMBERS = ["0", "1", "-1", "1e3", "NaN", "9007199254740993", "99999999999999999999", "", " 1", "1;2", "٣"];
const WORDS = ["hello", '"', "a*", "NEAR(", "\u0000", "\ud800", "%", "__proto__", "x".repeat(201), "' OR 1=1 --", "👍"];

const parameter = fc.oneof(
  fc.tuple(fc.constantFrom("before", "after", "around", "limit", "rev", "seq"), fc.constantFrom(...NUMBERS)),
  fc.tuple(fc.constantFrom("q", "room", "epoch", "tab", "before", "__proto__"), fc.constantFrom(...WORDS)),
  fc.tuple(fc.string({ maxLength: 5 }), fc.string({ maxLength: 20 })),
);
const header = fc.constantFrom(
  ["Origin", "https://chat.example"],
  ["Origin", "https://evil.example"],
  ["Origin", "null"],
  ["Sec-Fetch-Site", "cross-site"],
  ["Content-Type", "text/plain"],
  ["Content-Type", "application/json; charset=utf-16"],
  ["Content-Type", "application/json".repeat(50)],
  ["Content-Length", "99999999999"],
  ["Upgrade", "websocket"],
  ["Sec-WebSocket-Protocol", "dormouse.v1, x".repeat(50)],
  ["x-dormouse-visit", "%7B%7D"],
  ["CF-Connecting-IP", ":::::"],
  ["X-HTTP-Method-Override", "DELETE"],
  ["Cookie", `__Host-dormouse=${"a".repeat(43)}`],
  ["Cookie", "__Host-dormouse=%E0%A4%A; dormouse==;;="],
  ["Cookie", `x=${"y".repeat(8_000)}`],
  ["Authorization", "Bearer"],
  ["Authorization", `Bearer ${"a".repeat(43)}`],
  ["Authorization", "Basic Og=="],
);

interface Scanned {
  method: string;
  path: string;
  query: (readonly string[])[];
  headers: (readonly string[])[];
  body: string | null;
  isSignedIn: boolean;
}

const request: fc.Arbitrary<Scanned> = fc.record({
  method: fc.constantFrom(...METHODS),
  path: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(...PATHS) },
    { weight: 1, arbitrary: fc.webPath().map((path) => `/api/rooms/${path}`) },
  ),
  query: fc.array(parameter, { maxLength: 3 }),
  headers: fc.array(header, { maxLength: 2 }),
  body: fc.option(mutated(BODIES), { freq: 3 }),
  isSignedIn: fc.constantFrom(true, true, false),
});

test("a thousand mutated requests get no 5xx, no hang and no word of the inside, and leave everything answering", async () => {
  const alarms = listenForAlarms();
  const [ada, eve] = [await newcomer(), await newcomer("Eve")];
  const room = await newRoom(ada);
  await post(ada, room, "hello");
  const seen = new Set<number>();

  async function send({ method, path, query, headers, body, isSignedIn }: Scanned): Promise<void> {
    const search = new URLSearchParams(query.map(([name, value]) => [name!, value!])).toString();
    const address = `${path.replaceAll("ROOM", room)}${search && `?${search}`}`;
    const canHaveBody = !["GET", "HEAD"].includes(method);
    const answer = await call(method, address, {
      // Signing out would end the session of all others.
      ...(isSignedIn && !(method === "DELETE" && path.includes("session")) && { token: eve.token }),
      headers: { "Content-Type": "application/json", ...Object.fromEntries(headers) },
      ...(canHaveBody && body !== null && { raw: body }),
    });
    seen.add(answer.status);
    answer.webSocket?.accept();
    answer.webSocket?.close(1000);
    const text = await answer.text();
    const what = `${method} ${address}: ${answer.status} ${text.slice(0, 300)}`;
    expect(answer.status, what).toBeLessThan(500);
    expect(text, what).not.toMatch(/\n\s+at |\.ts:\d|SELECT |D1_|SQLITE|valibot/);
    if (answer.status >= 400 && method !== "HEAD") expect(JSON.parse(text).status, what).toBe(answer.status);
  }

  await tryOut(
    fc.array(request, { minLength: 100, maxLength: 100 }),
    async (requests) => {
      for (let n = 0; n < requests.length; n += AT_ONCE) await Promise.all(requests.slice(n, n + AT_ONCE).map(send));
    },
    ROUNDS,
  );
  // All of the Worker has been reached.
  for (const status of [200, 400, 401, 404, 405]) expect(seen).toContain(status);
  expect(await json(call("GET", "/api/health"))).toMatchObject({ ok: true });
  await post(ada, room, "still here");
  const { messages } = await json<{ messages: { text: string }[] }>(
    call("GET", `/api/rooms/${room}/messages?limit=1`, { token: ada.token }),
  );
  expect(messages.at(-1)?.text).toBe("still here");
  alarms.expectNone();
});
