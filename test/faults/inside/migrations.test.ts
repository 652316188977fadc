import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { ask } from "../../../src/database/query.ts";
import { addSession } from "../../../src/database/sessions.ts";
import { openStorage } from "../../../src/room/schema.ts";
import { pass, stopClock } from "../../room/clock.ts";
import { expectArchived } from "../../room/d1.ts";
import { TestRoom } from "../../room/people.ts";
import { call, json } from "../../worker/calls.ts";
import { restoreDatabase, restoreRoom } from "./first-version.ts";

/** When the first version wrote its last. */
const THEN = Date.UTC(2040, 0, 1, 0, 3, 30);
const TEXTS: Record<number, string> = {
  3: "edited",
  6: "",
  7: "It's Ada's – “quoted” 👍🏽",
  8: "line one\nline two",
  12: "",
  105: "edited later",
};
const textOf = (seq: number) => TEXTS[seq] ?? `message ${seq}`;

beforeAll(async () => {
  await restoreDatabase();
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
});

test("a room and a database of the first version are whole under this one, and go on", async () => {
  stopClock();
  vi.setSystemTime(THEN);
  const room = await restoreRoom();
  const { results } = await env.DB.prepare("SELECT id, name FROM users WHERE name IN ('Ada', 'Bo', 'Cy')").all<{
    id: string;
    name: string;
  }>();
  const { Ada, Bo, Cy } = Object.fromEntries(results.map(({ id, name }) => [name, id])) as Record<string, string>;

  // Everything is there.
  const messages = await room.messages();
  expect(messages.map(({ seq, text }) => ({ seq, text }))).toEqual(
    Array.from({ length: 130 }, (_, index) => ({ seq: index + 1, text: textOf(index + 1) })),
  );
  expect(messages[3]!.reactions).toEqual({ "👍": [Ada] });
  expect(messages[4]!.reactions).toEqual({ "🎉": [Bo] });
  expect(messages[8]!.replyTo).toBe(7);
  expect(messages.flatMap(({ rev }) => rev ?? [])).toHaveLength(6);
  const { online } = await room.stub.presence(room.record);
  expect(online.map(({ name }) => name).sort()).toEqual(["Ada", "Bo", "Cy"]);

  // Whoever was there then goes on from what they have seen, and how far they had read is known.
  const epoch = "4ae28a3b-6ea6-41fb-aa05-719b6e5ce7aa";
  const cy = await room.join(Cy!, { as: "Cy", seen: { epoch, seq: 128, rev: 6 } });
  expect(cy.events[0]).toMatchObject({ resumed: true, epoch, seq: 130, rev: 8, read: 111 });
  expect(cy.messages.map(({ seq }) => seq)).toEqual([4, 12, 129, 130]);

  // Commands go on; those of then are known, from blocks of fingerprints and from rows, and change nothing.
  const ada = await room.join(Ada!, { as: "Ada" });
  ada.send({ type: "edit", id: "e2", seq: 105, text: "undone" });
  ada.send({ type: "send", id: "m129", text: "another text" });
  ada.send({ type: "send", id: "m9", text: "another text" });
  ada.send({ type: "react", id: "new", seq: 130, emoji: "👍", on: true });
  ada.say("m131", "hello from now");
  await room.settle();
  expect(ada.errors).toEqual([]);
  expect(ada.messages.slice(-5).map(({ seq, rev }) => [seq, rev])).toEqual([
    [105, 6],
    [129, undefined],
    [9, undefined],
    [130, 9],
    [131, undefined],
  ]);
  expect((await room.messages()).at(-1)).toMatchObject({ seq: 131, text: "hello from now" });

  // The archive catches up, those who did not come back are gone, and D1 has what the first version said, too.
  await pass(room, 660_000, [ada, cy]);
  expect(ada.roster.map(({ name }) => name).sort()).toEqual(["Ada", "Cy"]);
  await ada.leave();
  await cy.leave();
  await pass(room, 20_000);
  await expectArchived(room);
});

test("people, sessions, rooms and search of the first version are what they were", async () => {
  stopClock();
  vi.setSystemTime(THEN);
  await restoreRoom();
  const { token, hash } = await tokenAndHash();
  const ada = await env.DB.prepare("SELECT id FROM users WHERE name = 'Ada'").first<{ id: string }>();
  await ask(env.DB, addSession(env.DB, hash, ada!.id, THEN));
  const site = { token };
  expect((await json(call("GET", "/api/session", site))).user).toMatchObject({ id: ada!.id, name: "Ada" });
  const { rooms } = await json<{ rooms: { id: string }[] }>(call("GET", "/api/rooms", site));
  expect(rooms.map(({ id }) => id).sort()).toEqual(["first-room", "lobby"]);
  for (const query of ["q=quoted", "q=quoted&room=first-room"]) {
    const found = await json<{ messages: { seq: number }[] }>(call("GET", `/api/search?${query}`, site));
    expect(found.messages.map(({ seq }) => seq)).toEqual([7]);
  }
  const { count } = (await env.DB.prepare("SELECT count(*) AS count FROM sessions").first<{ count: number }>())!;
  expect(count).toBe(4);
  const members = await env.DB.prepare(
    "SELECT users.name FROM members JOIN users ON users.id = members.user JOIN rooms ON rooms.number = members.room WHERE rooms.id = 'first-room'",
  ).all<{ name: string }>();
  expect(members.results.map(({ name }) => name).sort()).toEqual(["Ada", "Bo", "Cy"]);
});

async function tokenAndHash(): Promise<{ token: string; hash: string }> {
  const token = "a".repeat(43);
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  const hash = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { token, hash };
}

/** A room that has said something, and what is in its storage. */
async function roomWithWords() {
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  ada.say("m1", "hello");
  await ada.settle();
  return room;
}

function contents({ storage }: DurableObjectState) {
  const tables = storage.sql.exec("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'");
  const rows = storage.sql.exec("SELECT * FROM messages").toArray();
  return { tables: tables.toArray(), rows, kv: [...storage.kv.list()] };
}

const STEPS = ["ALTER TABLE messages ADD COLUMN colour TEXT", "CREATE TABLE pins (seq INTEGER PRIMARY KEY)"];

test("the steps to a later version are taken once each, in a new room and an old one alike", async () => {
  const room = await roomWithWords();
  await room.inside((_, state) => {
    const epoch = openStorage(state.storage, STEPS.slice(0, 1));
    expect(state.storage.kv.get("schema")).toBe(2);
    expect(openStorage(state.storage, STEPS)).toBe(epoch);
    expect(openStorage(state.storage, STEPS)).toBe(epoch);
    expect(state.storage.kv.get("schema")).toBe(3);
    expect(state.storage.sql.exec("SELECT text, colour FROM messages").toArray()).toEqual([
      { text: "hello", colour: null },
    ]);
  });
  const fresh = await TestRoom.create();
  const tables = await Promise.all(
    [room, fresh].map((one) =>
      one.inside(async (_, state) => {
        if (one === fresh) await state.storage.deleteAll();
        openStorage(state.storage, STEPS);
        return contents(state).tables;
      }),
    ),
  );
  expect(tables[1]).toEqual(tables[0]);
});

test("a step that fails leaves the room whole, as the version before made it", async () => {
  const room = await roomWithWords();
  await room.inside((_, state) => {
    const before = contents(state);
    const steps = [...STEPS, "INSERT INTO messages (seq) VALUES (1)"];
    expect(() => openStorage(state.storage, steps)).toThrow();
    expect(contents(state)).toEqual(before);
    openStorage(state.storage, STEPS);
    expect(contents(state)).not.toEqual(before);
  });
});

test("tables of a later version are not touched by code that does not know them", async () => {
  const room = await roomWithWords();
  await room.inside((_, state) => {
    openStorage(state.storage, STEPS);
    const before = contents(state);
    expect(() => openStorage(state.storage, [])).toThrow("version 3, this code knows 1");
    expect(contents(state)).toEqual(before);
  });
});

test("a room as the first version makes it has no number: it costs no row", async () => {
  const room = await roomWithWords();
  expect(await room.inside((_, { storage }) => storage.kv.get("schema"))).toBeUndefined();
});
