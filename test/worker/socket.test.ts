import { env } from "cloudflare:workers";
import { beforeAll, expect, test } from "vitest";
import { decodeVisit, VISIT_HEADER } from "../../src/room/visit.ts";
import { meter } from "../database/meter.ts";
import { call, callWith, newcomer, newRoom, problem, type Somebody } from "./calls.ts";

let ada: Somebody;
let room: string;

beforeAll(async () => {
  ada = await newcomer("Zoë 👩\u200d🚀");
  room = await newRoom(ada);
});

const upgrade = { Upgrade: "websocket" };

/** A room that keeps the request it gets and answers with a socket. */
function listening(): { ROOM: Env["ROOM"]; requests: Request[] } {
  const requests: Request[] = [];
  const ROOM = {
    getByName: () => ({
      fetch: async (input: RequestInfo, init?: RequestInit) => {
        requests.push(new Request(input, init));
        return new Response(null, { status: 101, webSocket: new WebSocketPair()[0] });
      },
    }),
  } as unknown as Env["ROOM"];
  return { ROOM, requests };
}

test("a socket opens with a bearer token, or with the cookie, and greets its owner", async () => {
  for (const credentials of [{ token: ada.token }, { cookie: `__Host-dormouse=${ada.token}` }]) {
    const response = await call("GET", `/api/rooms/${room}/socket`, { ...credentials, headers: upgrade });
    expect(response.status).toBe(101);
    const socket = response.webSocket!;
    const first = new Promise<string>((resolve) => {
      socket.addEventListener("message", ({ data }) => resolve(data as string), { once: true });
    });
    socket.accept();
    expect(JSON.parse(await first)[0]).toMatchObject({ type: "welcome", you: ada.user, room: { id: room } });
    socket.close();
  }
});

test("the subprotocol that was offered is chosen", async () => {
  const headers = { ...upgrade, "Sec-WebSocket-Protocol": "dormouse.v1" };
  const response = await call("GET", `/api/rooms/${room}/socket`, { token: ada.token, headers });
  expect(response.headers.get("Sec-WebSocket-Protocol")).toBe("dormouse.v1");
  response.webSocket!.accept();
  response.webSocket!.close();
});

test("the room is told who calls by the Worker alone, and nothing that is not named", async () => {
  const { ROOM, requests } = listening();
  const forged = encodeURIComponent(JSON.stringify({ caller: { moderator: true } }));
  await callWith({ ROOM }, "GET", `/api/rooms/${room}/socket?epoch=E&seq=5&rev=2&tab=t&token=secret&seq=9`, {
    token: ada.token,
    headers: {
      ...upgrade,
      [VISIT_HEADER]: forged,
      "X-Other": "1",
      Cookie: "a=b",
      "Sec-WebSocket-Protocol": "dormouse.v1",
    },
  });
  const [request] = requests;
  expect(request!.url).toBe("https://room/socket?epoch=E&seq=5&rev=2&tab=t");
  expect([...request!.headers.keys()].sort()).toEqual(["sec-websocket-protocol", "upgrade", VISIT_HEADER].sort());
  const { caller, room: record } = decodeVisit(request!.headers.get(VISIT_HEADER)!);
  expect(caller).toEqual({
    user: ada.user,
    session: expect.stringMatching(/^[0-9a-f]{64}$/),
    visible: true,
    moderator: true,
  });
  expect(record).toEqual({
    number: expect.any(Number),
    id: room,
    name: "Room",
    topic: "",
    edition: 0,
    version: expect.any(Number),
    workerUse: { requests: 1, d1RowsRead: expect.any(Number), d1RowsWritten: expect.any(Number) },
  });
});

test("what is wrong is said in this order: no upgrade, foreign page, no such id, no session, no room", async () => {
  const open = (id: string, headers: Record<string, string>, token?: string) =>
    problem(call("GET", `/api/rooms/${id}/socket`, { headers, ...(token && { token }) }));
  const evil = { Origin: "https://evil.example" };
  expect(await open("NO ID", evil)).toEqual({ status: 426, code: "upgrade_required" });
  expect(await open("NO ID", { ...upgrade, ...evil })).toEqual({ status: 403, code: "forbidden_origin" });
  expect(await open("NO ID", upgrade)).toEqual({ status: 404, code: "not_found" });
  expect(await open("none", upgrade)).toEqual({ status: 401, code: "unauthorized" });
  expect(await open("none", upgrade, ada.token)).toEqual({ status: 404, code: "not_found" });
});

test("an answer without an upgrade says which one is needed", async () => {
  const response = await call("GET", `/api/rooms/${room}/socket`, { token: ada.token, headers: { Upgrade: "h2c" } });
  expect(response.status).toBe(426);
  expect(response.headers.get("Upgrade")).toBe("websocket");
});

test("what the room refuses is passed on, with the security headers", async () => {
  const ROOM = {
    getByName: () => ({ fetch: async () => new Response("no", { status: 400 }) }),
  } as unknown as Env["ROOM"];
  const response = await callWith({ ROOM }, "GET", `/api/rooms/${room}/socket`, { token: ada.token, headers: upgrade });
  expect(response.status).toBe(400);
  expect(response.headers.get("X-Content-Type-Options")).toBe("nosniff");
});

test("coming back costs one round trip to D1 and writes nothing; the first visit two rows", async () => {
  const bo = await newcomer("Bo");
  const fresh = await newRoom(ada);
  const { ROOM } = listening();
  const open = async () => {
    const metered = meter(env.DB);
    const options = { token: bo.token, headers: upgrade };
    await callWith({ ROOM, DB: metered.db }, "GET", `/api/rooms/${fresh}/socket`, options);
    return metered;
  };
  expect(await open()).toMatchObject({ trips: 2, written: 2 });
  const again = await open();
  console.log(`rows read by a socket that comes back: ${again.read}`);
  expect(again).toMatchObject({ trips: 1, written: 0 });
});
