import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { archiveBatch, markAwake } from "../../src/database/archive.ts";
import { messagesBetween } from "../../src/database/messages.ts";
import { ask } from "../../src/database/query.ts";
import { findRoom } from "../../src/database/rooms.ts";
import { ROOM_STRIDE } from "../../src/database/search-documents.ts";
import { ArchivedRoom } from "./archived-room.ts";
import { meter } from "./meter.ts";

async function stored(room: ArchivedRoom) {
  return (await ask(env.DB, messagesBetween(env.DB, room.record.number, 1, 10_000)))[0];
}

async function entry(room: ArchivedRoom) {
  return (await ask(env.DB, findRoom(env.DB, room.record.id)))[0]!;
}

async function words(room: ArchivedRoom): Promise<string[]> {
  const { results } = await env.DB.prepare("SELECT words FROM search WHERE rowid / CAST(?1 AS INTEGER) = ?2")
    .bind(ROOM_STRIDE, room.record.number)
    .all<{ words: string }>();
  return results.map((row) => row.words);
}

/** In how many rows of the index's own tables the bytes of `text` stand. */
async function traces(text: string): Promise<number> {
  const found = await env.DB.prepare(
    `SELECT (SELECT count(*) FROM search_data WHERE instr(block, CAST(?1 AS BLOB)))
          + (SELECT count(*) FROM search_idx WHERE instr(term, CAST(?1 AS BLOB)))
          + (SELECT count(*) FROM search_content WHERE instr(CAST(c3 AS BLOB), CAST(?1 AS BLOB)))
          + (SELECT count(*) FROM messages WHERE instr(CAST(text AS BLOB), CAST(?1 AS BLOB))) AS n`,
  )
    .bind(text)
    .first<{ n: number }>();
  return found!.n;
}

test("what was archived is read back as it was", async () => {
  const room = await ArchivedRoom.create();
  room.say("one", "two", "three \u{1f600} \u0000 quote ' \" and emoji");
  room.messages[1] = { ...room.messages[1]!, replyTo: 1, editedAt: 5, rev: 2, reactions: { "👍": ["ada", "bo"] } };
  room.messages[0] = { ...room.messages[0]!, text: "", deletedAt: 7, rev: 1 };
  await room.archive();
  expect(await stored(room)).toEqual(room.messages);
  expect(await entry(room)).toMatchObject({ seq: 3, lastMessageAt: 3_000, awake: false });
});

test("a batch that is sent again changes nothing", async () => {
  const room = await ArchivedRoom.create();
  const batch = room.batch(room.say("alpha", "beta"));
  expect(await archiveBatch(env.DB, batch)).toMatchObject({ version: batch.version });
  const before = [await stored(room), await words(room), await entry(room)];
  expect(await archiveBatch(env.DB, batch)).toMatchObject({ version: batch.version });
  expect([await stored(room), await words(room), await entry(room)]).toEqual(before);
});

test("a batch that arrives after a later one changes nothing, and is told so", async () => {
  const room = await ArchivedRoom.create();
  const first = room.batch(room.say("secretword", "beta"), { awake: true });
  const second = room.batch([room.erase(1), ...room.say("gamma")], { awake: true });
  const third = room.batch([], { awake: false });
  await archiveBatch(env.DB, first);
  await archiveBatch(env.DB, second);
  expect(await traces("secretword")).toBe(0);
  expect(await archiveBatch(env.DB, first)).toMatchObject({ version: second.version });
  expect(await traces("secretword")).toBe(0);
  expect(await stored(room)).toEqual(room.messages);
  await archiveBatch(env.DB, third);
  expect(await archiveBatch(env.DB, second)).toMatchObject({ version: third.version });
  expect(await entry(room)).toMatchObject({ seq: 3, rev: 1, awake: false });
});

test("a batch is taken in wholly or not at all", async () => {
  const room = await ArchivedRoom.create();
  const [message] = room.say("halfway");
  const broken = { ...message!, author: { ...message!.author, name: null as unknown as string }, seq: 2 };
  await expect(archiveBatch(env.DB, room.batch([message!, broken]))).rejects.toThrow("D1 did not answer.");
  expect(await stored(room)).toEqual([]);
  expect(await words(room)).toEqual([]);
  expect(await entry(room)).toMatchObject({ seq: 0, lastMessageAt: null });
});

test("the bytes of a deleted or edited text are gone from the messages and from the index", async () => {
  const room = await ArchivedRoom.create();
  const texts = Array.from({ length: 120 }, (_, i) => `filler${i} word${i % 7} unveraenderlich`);
  texts[10] = "the passphrase is xylophonequartz";
  texts[60] = "wrongwordzebra stands here";
  room.say(...texts);
  await room.archive();
  expect(await traces("xylophonequartz")).toBeGreaterThan(0);
  await room.archive([room.erase(11), room.change(61, { text: "a better word" })]);
  expect(await traces("xylophonequartz")).toBe(0);
  expect(await traces("xylophone")).toBe(0);
  expect(await traces("wrongwordzebra")).toBe(0);
});

test("messages and edits stay within the budget of rows written", { timeout: 30_000 }, async () => {
  const room = await ArchivedRoom.create();
  const metered = meter(env.DB);
  room.say(...Array.from({ length: 2_500 }, (_, i) => `message number ${i} says something about topic${i % 31}`));
  // A batch does not begin where a document does, so most of them write two.
  for (let start = 0; start < 2_500; ) {
    const end = start === 0 ? 25 : start + 50;
    await archiveBatch(metered.db, room.batch(room.messages.slice(start, end), { awake: true }));
    start = end;
  }
  console.log(`D1 rows written a message: ${metered.written / 2_500}`);
  expect(metered.written / 2_500).toBeLessThanOrEqual(1.1);

  metered.written = 0;
  for (let round = 0; round < 20; round++) {
    // The dearest case: each edit is in a document of its own.
    const changed = Array.from({ length: 50 }, (_, i) => room.change(i * 50 + round + 1, { text: `edited ${i}` }));
    await archiveBatch(metered.db, room.batch(changed, { awake: true }));
  }
  console.log(`D1 rows written an edit: ${metered.written / 1_000}`);
  expect(metered.written / 1_000).toBeLessThanOrEqual(2.1);
});

test("an archive takes the longest messages there are", async () => {
  const room = await ArchivedRoom.create();
  const batch = room.batch(room.say(...Array.from({ length: 50 }, () => "漢".repeat(4_000))));
  await archiveBatch(env.DB, batch);
  expect((await stored(room)).length).toBe(50);
});

test("marking a room awake that is awake writes nothing", async () => {
  const room = await ArchivedRoom.create();
  await room.archive(room.say("hello"));
  const metered = meter(env.DB);
  await markAwake(metered.db, room.record.number);
  expect(metered.written).toBe(1);
  expect((await entry(room)).awake).toBe(true);
  await markAwake(metered.db, room.record.number);
  expect(metered.written).toBe(1);
});
