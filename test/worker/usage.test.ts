import { env } from "cloudflare:workers";
import { expect, onTestFinished, test, vi } from "vitest";
import { noUsage, type Usage, type UsageReport } from "../../src/protocol/usage.ts";
import { call, callWith, json, newcomer, newRoom, problem } from "./calls.ts";

const OPERATOR = "operator-token-for-tests";
const NOON = Date.UTC(2041, 5, 15, 12);

function atNoon(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: NOON });
  onTestFinished(() => void vi.useRealTimers());
}

async function record(day: string, counts: Partial<Usage>): Promise<void> {
  const statement = env.DB.prepare("INSERT OR REPLACE INTO usage (day, counts) VALUES (?, ?)");
  await statement.bind(day, JSON.stringify({ ...noUsage(), ...counts })).run();
}

async function recordRoom(id: string, day: string, counts: Partial<Usage>): Promise<void> {
  const statement = env.DB.prepare(
    "INSERT INTO rooms (id, name, created_at, usage_day, usage) VALUES (?1, 'Room ' || ?1, 0, ?2, ?3)",
  );
  await statement.bind(id, day, JSON.stringify({ ...noUsage(), ...counts })).run();
}

const report = (bindings: Partial<Env> = {}) =>
  json<UsageReport>(callWith(bindings, "GET", "/api/usage", { token: OPERATOR }));

test("each quota of the day is told with how much of it is used, by the weights it is charged at", async () => {
  atNoon();
  await record("2041-06-15", {
    requests: 25_000,
    calls: 10_000,
    frames: 1_400_000,
    awakeMs: 50_781_250,
    rowsWritten: 79_999,
    rowsRead: 50_000,
    d1RowsWritten: 99_000,
  });
  const { today, resetsAt, plan, quotas, notices } = await report();
  expect({ today, resetsAt, plan }).toEqual({ today: "2041-06-15", resetsAt: Date.UTC(2041, 5, 16), plan: "free" });
  expect(Object.fromEntries(quotas.map(({ name, used, share }) => [name, [used, share]]))).toEqual({
    workerRequests: [25_000, 0.25],
    roomRequests: [80_000, 0.8],
    roomDuration: [6_500, 0.5],
    roomRowsWritten: [79_999, 0.79999],
    roomRowsRead: [50_000, 0.01],
    databaseRowsWritten: [99_000, 0.99],
    databaseRowsRead: [0, 0],
  });
  expect(notices.map(({ name }) => name)).toEqual(["roomRequests", "databaseRowsWritten"]);
});

test("a paid plan has no quotas by the day, and what is used is told all the same", async () => {
  atNoon();
  await record("2041-06-15", { requests: 1_000_000, messages: 5 });
  const { plan, quotas, notices, days } = await report({ PLAN: "paid" });
  expect({ plan, quotas, notices }).toEqual({ plan: "paid", quotas: [], notices: [] });
  expect(days.at(-1)).toMatchObject({ day: "2041-06-15", requests: 1_000_000, messages: 5 });
});

test("the last thirty days are told, oldest first, and no older ones", async () => {
  atNoon();
  for (const [day, messages] of [
    ["2041-05-16", 1],
    ["2041-05-17", 2],
    ["2041-06-14", 3],
  ] as const) {
    await record(day, { messages });
  }
  const { days } = await report();
  expect(days.map(({ day, messages }) => [day, messages]).slice(0, 2)).toEqual([
    ["2041-05-17", 2],
    ["2041-06-14", 3],
  ]);
});

test("the rooms that use most today come first, by the quota they use most of", async () => {
  atNoon();
  await recordRoom("writes", "2041-06-15", { rowsWritten: 500, messages: 400 });
  await recordRoom("talks", "2041-06-15", { frames: 20_000 });
  await recordRoom("wakes", "2041-06-15", { awakeMs: 20_000_000 });
  await recordRoom("yesterday", "2041-06-14", { rowsWritten: 90_000 });
  for (let n = 0; n < 20; n++) await recordRoom(`small-${n}`, "2041-06-15", { calls: 1 });
  const { rooms } = await report();
  expect(rooms).toHaveLength(20);
  expect(rooms.slice(0, 3).map(({ id }) => id)).toEqual(["wakes", "talks", "writes"]);
  expect(rooms[2]).toMatchObject({
    name: "Room writes",
    most: { name: "roomRowsWritten", share: 0.005 },
    rowsWritten: 500,
    messages: 400,
    calls: 0,
  });
});

test("nobody but the operator is told, and without a secret there is no such call", async () => {
  const ada = await newcomer();
  const unauthorized = { status: 401, code: "unauthorized" };
  for (const token of [ada.token, `${OPERATOR}x`, "x"]) {
    expect(await problem(call("GET", "/api/usage", { token }))).toEqual(unauthorized);
  }
  expect(await problem(call("GET", "/api/usage"))).toEqual(unauthorized);
  const none = callWith({ OPERATOR_TOKEN: "" }, "GET", "/api/usage", { token: OPERATOR });
  expect(await problem(none)).toEqual({ status: 404, code: "not_found" });
  expect(await problem(call("POST", "/api/usage", { token: OPERATOR }))).toMatchObject({ status: 405 });
});

test("what the Worker has used goes to the next room it speaks to, once", async () => {
  const ada = await newcomer();
  const room = await newRoom(ada);
  const handed: (Partial<Usage> | undefined)[] = [];
  const ROOM = {
    getByName: () => ({
      summary: async ({ workerUse }: { workerUse?: Partial<Usage> }) => {
        handed.push(workerUse);
        return { seq: 0, lastMessageAt: null, online: 0 };
      },
    }),
  } as unknown as Env["ROOM"];
  await env.DB.prepare("UPDATE rooms SET awake = 1 WHERE id = ?").bind(room).run();
  const visit = () => callWith({ ROOM }, "GET", `/api/rooms/${room}`, { token: ada.token });
  await visit();
  handed.length = 0;
  for (let n = 0; n < 3; n++) await callWith({ ROOM }, "GET", "/api/session", { token: ada.token });
  await visit();
  await visit();
  // Three times who is calling, which reads a session and its user; then that and the room as well.
  expect(handed).toEqual([
    { requests: 4, d1RowsRead: 9, d1RowsWritten: 0 },
    { requests: 1, d1RowsRead: 3, d1RowsWritten: 0 },
  ]);
});
