import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test, vi } from "vitest";
import { call, callWith, json, newcomer, newRoom, post, problem, request, type Somebody } from "./calls.ts";

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const DAY = 86_400_000;

afterEach(() => {
  vi.useRealTimers();
});

function cookieOf(response: Response): string {
  const [cookie, ...more] = response.headers.getSetCookie();
  expect(more).toEqual([]);
  return cookie ?? "";
}

/** The cookie as a browser sends it back. */
function sentBack(response: Response): string {
  return cookieOf(response).split(";")[0]!;
}

async function count(table: "sessions" | "users" | "members", where = "true"): Promise<number> {
  return (await env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE ${where}`).first<{ n: number }>())!.n;
}

test("a guest session is started by a name alone, and only the hash of its token is stored", async () => {
  const response = await call("POST", "/api/session", { body: { name: "Ada" } });
  expect(response.status).toBe(201);
  const { user, token } = await json<Somebody>(response);
  expect(user).toEqual({ id: expect.stringMatching(/^[A-Za-z0-9_-]{16}$/), name: "Ada", guest: true });
  expect(token).toMatch(TOKEN);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token)));
  const hash = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const row = await env.DB.prepare("SELECT * FROM sessions WHERE user = ?").bind(user.id).first();
  expect(row).toMatchObject({ hash, user: user.id });
  expect(JSON.stringify(row)).not.toContain(token);
});

test("the caller's session is told, changed and ended", async () => {
  const ada = await newcomer();
  const get = () => call("GET", "/api/session", { token: ada.token });
  expect(await json(get())).toEqual({ user: ada.user, visible: true });

  const renamed = await call("PATCH", "/api/session", { token: ada.token, body: { name: " Ada  L. " } });
  expect(renamed.status).toBe(200);
  expect(await json(renamed)).toEqual({ user: { ...ada.user, name: "Ada L." }, visible: true });
  const hidden = await call("PATCH", "/api/session", { token: ada.token, body: { visible: false } });
  expect(await json(hidden)).toEqual({ user: { ...ada.user, name: "Ada L." }, visible: false });
  expect(await json(get())).toEqual({ user: { ...ada.user, name: "Ada L." }, visible: false });
  expect((await call("PATCH", "/api/session", { token: ada.token, body: {} })).status).toBe(200);

  const ended = await call("DELETE", "/api/session", { token: ada.token });
  expect(ended.status).toBe(204);
  expect(await ended.text()).toBe("");
  expect(await problem(get())).toEqual({ status: 401, code: "unauthorized" });
  expect((await get()).headers.get("WWW-Authenticate")).toBe("Bearer");
});

test("signing out leaves nothing of a guest but what they wrote", async () => {
  const ada = await newcomer();
  const room = await newRoom(ada);
  await post(ada, room, "I was here");
  expect(await count("members", `user = '${ada.user.id}'`)).toBe(1);
  await call("DELETE", "/api/session", { token: ada.token });
  expect(await count("members", `user = '${ada.user.id}'`)).toBe(0);
  expect(await count("users", `id = '${ada.user.id}'`)).toBe(0);
  expect(await count("sessions", `user = '${ada.user.id}'`)).toBe(0);
});

describe("the cookie", () => {
  test("on https is bound to this host, unreadable for scripts, and lasts 90 days", async () => {
    const response = await call("POST", "/api/session", { body: { name: "Ada" } });
    const { token } = await json<Somebody>(response.clone());
    expect(cookieOf(response).split("; ").sort()).toEqual(
      ["HttpOnly", "Max-Age=7776000", "Path=/", "SameSite=Lax", "Secure", `__Host-dormouse=${token}`].sort(),
    );
  });

  test("on http has neither the prefix nor Secure, which browsers would refuse there", async () => {
    const response = await call("POST", "/api/session", { body: { name: "Ada" }, site: "http://localhost:8787" });
    const { token } = await json<Somebody>(response.clone());
    expect(cookieOf(response).split("; ").sort()).toEqual(
      ["HttpOnly", "Max-Age=7776000", "Path=/", "SameSite=Lax", `dormouse=${token}`].sort(),
    );
  });

  test("is enough to be known by, and without its prefix is worth nothing on https", async () => {
    const response = await call("POST", "/api/session", { body: { name: "Ada" } });
    const cookie = sentBack(response);
    expect((await call("GET", "/api/session", { cookie: `a=b; ${cookie}; c=d` })).status).toBe(200);
    expect((await call("GET", "/api/session", { cookie: cookie.replace("__Host-", "") })).status).toBe(401);
  });

  test("is taken back at sign-out", async () => {
    const cookie = sentBack(await call("POST", "/api/session", { body: { name: "Ada" } }));
    const response = await call("DELETE", "/api/session", { cookie });
    expect(cookieOf(response)).toMatch(/^__Host-dormouse=; Max-Age=0;/);
    expect(cookieOf(response)).toContain("Path=/");
  });

  test("loses against a bearer token, also against one that is not valid", async () => {
    const bo = await newcomer("Bo");
    const cookie = sentBack(await call("POST", "/api/session", { body: { name: "Ada" } }));
    expect(await json(call("GET", "/api/session", { cookie, token: bo.token }))).toMatchObject({ user: bo.user });
    expect((await call("GET", "/api/session", { cookie, token: "x".repeat(43) })).status).toBe(401);
    expect((await call("GET", "/api/session", { cookie, headers: { Authorization: "Basic abc" } })).status).toBe(401);
  });

  test("that was planted is never taken over: a new session gets a new token", async () => {
    const planted = "A".repeat(43);
    const response = await call("POST", "/api/session", {
      body: { name: "Ada" },
      cookie: `__Host-dormouse=${planted}`,
    });
    expect(sentBack(response)).not.toContain(planted);
    expect((await call("GET", "/api/session", { cookie: `__Host-dormouse=${planted}` })).status).toBe(401);
  });

  test("is replaced, but a bearer token is not: its session goes on", async () => {
    const bo = await newcomer("Bo");
    await call("POST", "/api/session", { token: bo.token, body: { name: "Ada" } });
    expect((await call("GET", "/api/session", { token: bo.token })).status).toBe(200);
  });

  test("of a valid session is replaced by that of a new user, and leaves the other session as it was", async () => {
    const first = await call("POST", "/api/session", { body: { name: "Ada" } });
    const second = await call("POST", "/api/session", { body: { name: "Ada" }, cookie: sentBack(first) });
    expect(sentBack(second)).not.toBe(sentBack(first));
    expect((await json<Somebody>(second.clone())).user.id).not.toBe((await json<Somebody>(first.clone())).user.id);
    for (const started of [first, second]) {
      expect((await call("GET", "/api/session", { cookie: sentBack(started) })).status).toBe(200);
    }
  });
});

describe("a session in use", () => {
  test("is renewed once a day, and its cookie with it", async () => {
    const started = Date.now();
    const cookie = sentBack(await call("POST", "/api/session", { body: { name: "Ada" } }));
    const usedAt = async () =>
      (await env.DB.prepare("SELECT max(used_at) AS at FROM sessions").first<{ at: number }>())!.at;
    vi.useFakeTimers({ toFake: ["Date"], now: started + DAY - 60_000 });
    const early = await callWith({}, "GET", "/api/session", { cookie });
    expect(early.headers.getSetCookie()).toEqual([]);
    expect(await usedAt()).toBeLessThan(started + 60_000);

    vi.setSystemTime(started + DAY + 60_000);
    const late = await callWith({}, "GET", "/api/session", { cookie });
    expect(cookieOf(late)).toContain(cookie);
    expect(cookieOf(late)).toContain("Max-Age=7776000");
    expect(await usedAt()).toBe(started + DAY + 60_000);
    expect((await callWith({}, "GET", "/api/session", { cookie })).headers.getSetCookie()).toEqual([]);
  });

  test("is renewed by a bearer token without any cookie being set", async () => {
    const { token, user } = await newcomer();
    const later = Date.now() + 2 * DAY;
    vi.useFakeTimers({ toFake: ["Date"], now: later });
    const response = await callWith({}, "GET", "/api/session", { token });
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(await count("sessions", `user = '${user.id}' AND used_at = ${later}`)).toBe(1);
  });

  test("is renewed by a socket opened with a bearer token, but not with a cookie, which could not be renewed with it", async () => {
    const { token, user } = await newcomer();
    const room = await newRoom({ token, user });
    const later = Date.now() + 2 * DAY;
    vi.useFakeTimers({ toFake: ["Date"], now: later });
    const open = async (credentials: { token: string } | { cookie: string }) => {
      const options = { ...credentials, headers: { Upgrade: "websocket" } };
      const { webSocket } = await callWith({}, "GET", `/api/rooms/${room}/socket`, options);
      webSocket!.accept();
      webSocket!.close();
      return count("sessions", `user = '${user.id}' AND used_at = ${later}`);
    };
    expect(await open({ cookie: `__Host-dormouse=${token}` })).toBe(0);
    expect(await open({ token })).toBe(1);
  });

  test("ends 90 days after its last use", async () => {
    const { token } = await newcomer();
    const now = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: now + 91 * DAY });
    expect(await problem(call("GET", "/api/session", { token }))).toEqual({ status: 401, code: "unauthorized" });
  });
});

describe("what rooms are told", () => {
  async function join(ada: Somebody, room: string): Promise<WebSocket & { closedWith?: number; heard: string[] }> {
    const response = await call("GET", `/api/rooms/${room}/socket`, {
      token: ada.token,
      headers: { Upgrade: "websocket" },
    });
    const socket = Object.assign(response.webSocket!, { heard: [] as string[] }) as WebSocket & {
      closedWith?: number;
      heard: string[];
    };
    socket.addEventListener("message", ({ data }) => {
      socket.heard.push(data as string);
    });
    socket.addEventListener("close", ({ code }) => {
      socket.closedWith = code;
    });
    socket.accept();
    return socket;
  }

  test("a sign-out closes the session's connections in all rooms within a second, and nobody else's", async () => {
    const [ada, bo] = [await newcomer("Ada"), await newcomer("Bo")];
    const rooms = [await newRoom(ada, "one"), await newRoom(ada, "two")];
    const hers = await Promise.all(rooms.map((room) => join(ada, room)));
    const his = await join(bo, rooms[0]!);
    expect((await call("DELETE", "/api/session", { token: ada.token })).status).toBe(204);
    await vi.waitFor(() => expect(hers.map((socket) => socket.closedWith)).toEqual([4001, 4001]), { timeout: 1_000 });
    expect(his.closedWith).toBeUndefined();
    his.close();
  });

  test("a new name reaches the people in the room", async () => {
    const [ada, bo] = [await newcomer("Ada"), await newcomer("Bo")];
    const room = await newRoom(ada);
    const [, his] = [await join(ada, room), await join(bo, room)];
    await call("PATCH", "/api/session", { token: ada.token, body: { name: "Countess" } });
    await vi.waitFor(() => expect(his.heard.join()).toContain("Countess"));
  });

  test("a room that fails neither fails the call nor keeps the news from the others", async () => {
    const ada = await newcomer();
    const rooms = [await newRoom(ada, "sick"), await newRoom(ada, "well")];
    for (const room of rooms) await post(ada, room, "hello");
    const told: string[] = [];
    const errors = vi.spyOn(console, "error").mockImplementation(() => {});
    const ROOM = {
      getByName: (id: string) => ({
        updateUser: async () => {
          told.push(id);
          if (id === rooms[0]) throw new Error("broken");
        },
      }),
    } as unknown as Env["ROOM"];
    const response = await callWith({ ROOM }, "PATCH", "/api/session", { token: ada.token, body: { visible: false } });
    expect(response.status).toBe(200);
    expect(told.sort()).toEqual([rooms[0], rooms[0], rooms[1]].sort());
    expect(errors.mock.calls.join()).not.toContain(ada.token);
    errors.mockRestore();
  });
});

describe("a name", () => {
  const cases: [string, string | { code: string }][] = [
    ["Ada", "Ada"],
    ["  Ada \t Lovelace \n", "Ada Lovelace"],
    ["аdmin", "аdmin"],
    ["Ann\u202eevil", "Annevil"],
    ["\u2066Ann\u2069", "Ann"],
    ["A\u200bd\u200da", "Ada"],
    ["👩\u200d🚀", "👩\u200d🚀"],
    ["e\u0301", "é"],
    [`Z${"\u0335\u0321\u0322\u0489".repeat(50)}`, "Z\u0335\u0321"],
    ["Lo\ud800ne", "Lo\ufffdne"],
    ["山田 太郎", "山田 太郎"],
    ["محمد", "محمد"],
    ["<script>alert(1)</script>", "<script>alert(1)</script>"],
    ["x".repeat(40), "x".repeat(40)],
    ["😀".repeat(40), "😀".repeat(40)],
    ["x".repeat(41), { code: "name_too_long" }],
    ["😀".repeat(41), { code: "name_too_long" }],
    ["", { code: "name_empty" }],
    ["   ", { code: "name_empty" }],
    ["\u200b\u200d\ufeff", { code: "name_empty" }],
    ["\u3164\u115f", { code: "name_empty" }],
    ["\u00ad\u202e\u2066", { code: "name_empty" }],
    ["\u0000\u0007", { code: "name_empty" }],
    ["\u2800\u2800", { code: "name_empty" }],
    ["\u0301\u0302", { code: "name_empty" }],
  ];
  test.each(cases)("%j is taken as %j", async (name, result) => {
    const response = await call("POST", "/api/session", { body: { name } });
    if (typeof result === "object") expect(await problem(response)).toEqual({ status: 400, ...result });
    else expect((await json<Somebody>(response)).user.name).toBe(result);
  });

  test("is cleaned in the same way when it is changed", async () => {
    const { token } = await newcomer();
    const patch = (name: string) => call("PATCH", "/api/session", { token, body: { name } });
    expect(await problem(patch("\u200b"))).toEqual({ status: 400, code: "name_empty" });
    expect(await problem(patch("x".repeat(41)))).toEqual({ status: 400, code: "name_too_long" });
    expect(await json(patch("A\u202eda"))).toMatchObject({ user: { name: "Ada" } });
  });
});

test("an ill-formed token is refused without asking D1", async () => {
  const DB = { prepare: () => expect.unreachable() } as unknown as D1Database;
  for (const token of ["short", "x".repeat(44), `${"x".repeat(42)}=`, "' OR 1=1 --".padEnd(43, "x")]) {
    expect((await callWith({ DB }, "GET", "/api/session", { token })).status).toBe(401);
  }
  expect(request("GET", "/api/session").headers.has("Authorization")).toBe(false);
});
