import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, onTestFinished, test, vi } from "vitest";
import { Wire } from "../room/d1.ts";
import { call, callWith, newcomer, newRoom, post } from "./calls.ts";

const upgrade = { Upgrade: "websocket" };
const unreachable = new Proxy({} as Env["ROOM"], {
  get: () => {
    throw new Error("A Durable Object was named.");
  },
});

test("a thousand guesses at rooms are answered alike, byte for byte, and reach no Durable Object", async () => {
  const { token } = await newcomer();
  const answers = new Set<string>();
  for (let n = 0; n < 1_000; n++) {
    const guess = n % 2 ? `guess-${n}` : crypto.randomUUID();
    const response = await callWith({ ROOM: unreachable }, "GET", `/api/rooms/${guess}`, { token });
    answers.add(JSON.stringify([response.status, [...response.headers], await response.text()]));
  }
  expect(answers.size).toBe(1);
  expect([...answers][0]).toContain("[404,");
});

test("a token in the address is worth nothing, for a call or for a socket", async () => {
  const ada = await newcomer();
  const room = await newRoom(ada);
  for (const name of ["token", "access_token", "session", "dormouse", "Authorization"]) {
    const query = `?${name}=${ada.token}`;
    expect((await call("GET", `/api/session${query}`)).status).toBe(401);
    expect((await call("GET", `/api/rooms/${room}/socket${query}`, { headers: upgrade })).status).toBe(401);
  }
});

test("a session that has ended resumes nowhere: a resume is asked for its session like a first visit", async () => {
  const ada = await newcomer();
  const room = await newRoom(ada);
  await post(ada, room, "hello");
  const socket = `/api/rooms/${room}/socket?epoch=e&seq=1&rev=0&tab=t`;
  const opened = await call("GET", socket, { token: ada.token, headers: upgrade });
  expect(opened.status).toBe(101);
  opened.webSocket!.accept();
  opened.webSocket!.close(1000);
  expect((await call("DELETE", "/api/session", { token: ada.token })).status).toBe(204);
  expect((await call("GET", socket, { token: ada.token, headers: upgrade })).status).toBe(401);
});

test("neither what is said, nor a name, nor a token is ever written to the log", async () => {
  const logs = (["debug", "error", "info", "log", "trace", "warn"] as const).map((level) =>
    vi.spyOn(console, level).mockImplementation(() => {}),
  );
  onTestFinished(() => {
    for (const log of logs) log.mockRestore();
  });
  const secret = "words-nobody-else-may-read";
  const ada = await newcomer(`Ada ${secret}`);
  const { token } = ada;
  const room = await newRoom(ada, "Quiet room");
  const path = `/api/rooms/${room}`;
  const doings = async () => {
    await call("POST", `${path}/messages`, { token, body: { id: crypto.randomUUID(), text: secret } });
    await call("POST", `${path}/messages`, {
      token,
      raw: `{"text":"${secret}`,
      headers: { "Content-Type": "application/json" },
    });
    await call("GET", `${path}/messages?before=${secret}`, { token });
    await call("GET", `/api/search?q=${secret}`, { token });
    await call("GET", `/api/search?q=${secret}&room=${room}`, { token });
    await call("PATCH", "/api/session", { token, body: { name: secret } });
    await call("GET", `/api/rooms/${secret}`, { token: `${token}x` });
    const { webSocket } = await call("GET", `${path}/socket?tab=${secret}`, { token, headers: upgrade });
    webSocket?.accept();
    webSocket?.send(JSON.stringify({ type: "send", id: crypto.randomUUID(), text: secret }));
    webSocket?.send(`{"type":"${secret}`);
    webSocket?.close(1000);
    await runDurableObjectAlarm(env.ROOM.getByName(room));
  };
  await doings();
  const wire = Wire.tap();
  wire.cut();
  await doings();
  wire.mend();
  const said = logs.flatMap((log) => log.mock.calls).join("\n");
  // D1's failure was complained of, so something has been listened to.
  expect(said).toContain("D1");
  for (const hidden of [secret, token]) expect(said).not.toContain(hidden);
});
