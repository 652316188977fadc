import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { archiveBatch } from "../../src/database/archive.ts";
import { matchExpression } from "../../src/database/match-expression.ts";
import { ask, write } from "../../src/database/query.ts";
import { type Position, searchEverywhere, searchRoom } from "../../src/database/search.ts";
import type { Filter } from "../../src/database/search-filter.ts";
import type { FoundMessage, Message } from "../../src/protocol/model.ts";
import { matches, parseTerms } from "../../src/protocol/terms.ts";
import { ArchivedRoom } from "./archived-room.ts";
import { meter } from "./meter.ts";

const none = {
  unarchived: [] as Message[],
  before: undefined as number | undefined,
  limit: 50,
  filter: {} as Filter,
};

async function seqsIn(room: ArchivedRoom, q: string, options: Partial<typeof none> = {}): Promise<number[]> {
  const page = await searchRoom(env.DB, room.record, parseTerms(q), { ...none, ...options });
  return page.messages.map((message) => message.seq);
}

function position(before: string | undefined): Position | undefined {
  if (before === undefined) return undefined;
  const [at, room = "", seq = 0] = before.split(".");
  return { at: Number(at), room, seq: Number(seq) };
}

test("no operator of FTS5 leaves the quotes", () => {
  expect(matchExpression(parseTerms('a* OR "b c" NEAR(d) col:e ^f -g'))).toBe(
    '"a" "or" "b c" "near" "d" "col" "e" "f" "g"*',
  );
});

describe("in one room", () => {
  test("messages are found by every word, whatever the case and the accents, newest first", async () => {
    const room = await ArchivedRoom.create();
    room.say("Ein Café in Köln", "cafe and tea", "tea only", "The CAFÉ again, with tea");
    await room.archive();
    expect(await seqsIn(room, "café tea")).toEqual([4, 2]);
    expect(await seqsIn(room, "KOLN")).toEqual([1]);
    expect(await seqsIn(room, "te caf")).toEqual([]);
    expect(await seqsIn(room, "tea caf")).toEqual([4, 2]);
    expect(await seqsIn(room, '"with tea"')).toEqual([4]);
  });

  test("words that stand in different messages of one document do not make a hit", async () => {
    const room = await ArchivedRoom.create();
    room.say("north", "south", "north and south", "ends with north", "south begins this");
    await room.archive();
    expect(await seqsIn(room, "north south")).toEqual([3]);
    expect(await seqsIn(room, '"north south"')).toEqual([]);
  });

  test("deleted messages and former texts are not found", async () => {
    const room = await ArchivedRoom.create();
    room.say("apple", "pear", "apple pear");
    await room.archive();
    await room.archive([room.erase(1), room.change(3, { text: "plum", editedAt: 1 })]);
    expect(await seqsIn(room, "apple")).toEqual([]);
    expect(await seqsIn(room, "pear")).toEqual([2]);
    expect(await seqsIn(room, "plum")).toEqual([3]);
  });

  test("what the room has not archived yet takes the place of what the archive holds", async () => {
    const room = await ArchivedRoom.create();
    room.say("kiwi one", "kiwi two", "kiwi three", "melon");
    await room.archive();
    const unarchived = [
      room.erase(1),
      room.change(3, { text: "mango" }),
      room.change(4, { text: "kiwi four" }),
      ...room.say("kiwi five"),
    ];
    expect(await seqsIn(room, "kiwi", { unarchived })).toEqual([5, 4, 2]);
    expect(await seqsIn(room, "kiwi", { unarchived, limit: 2 })).toEqual([5, 4]);
    expect(await seqsIn(room, "kiwi", { unarchived, before: 5 })).toEqual([4, 2]);
  });

  test("pages follow one another without gap or repetition to the very first message", async () => {
    const room = await ArchivedRoom.create();
    room.say(...Array.from({ length: 1_720 }, (_, i) => (i % 3 === 0 ? `needle ${i}` : `hay ${i}`)));
    await room.archive();
    const expected = room.messages
      .filter((message) => message.text.includes("needle"))
      .map(({ seq }) => seq)
      .reverse();
    const found: number[] = [];
    let before: number | undefined;
    for (;;) {
      const page = await searchRoom(env.DB, room.record, parseTerms("needle"), { ...none, before, limit: 97 });
      found.push(...page.messages.map(({ seq }) => seq));
      if (!page.hasMore) break;
      before = Number(page.before);
    }
    expect(found).toEqual(expected);
  });

  test("a common word in a long room costs rows by the page, not by the room", async () => {
    const room = await ArchivedRoom.create();
    room.say(...Array.from({ length: 3_000 }, (_, i) => `every message says ${i}`));
    await room.archive();
    const metered = meter(env.DB);
    await searchRoom(metered.db, room.record, parseTerms("every"), { ...none, before: 1_500 });
    console.log(
      `rows read for a page of 50 hits in a room of 3,000 messages: ${metered.read}, in ${metered.trips} trips`,
    );
    expect(metered.read).toBeLessThanOrEqual(130);
  });

  test("what is left of a log that the room has lost is not found", async () => {
    const room = await ArchivedRoom.create();
    room.say("ghost", "ghost", "ghost");
    await room.archive();
    await ask(env.DB, write(env.DB.prepare("UPDATE rooms SET seq = 1 WHERE number = ?").bind(room.record.number)));
    expect(await seqsIn(room, "ghost")).toEqual([1]);
  });
});

describe("in one room, by author and time", () => {
  test("only what this author wrote is found, archived or not", async () => {
    const room = await ArchivedRoom.create();
    room.say({ text: "otter", by: "ada" }, { text: "otter", by: "bo" }, { text: "otter", by: "ada" });
    await room.archive();
    const unarchived = room.say({ text: "otter", by: "bo" }, { text: "otter", by: "ada" });
    expect(await seqsIn(room, "otter", { unarchived, filter: { from: "ada" } })).toEqual([5, 3, 1]);
    expect(await seqsIn(room, "otter", { unarchived, filter: { from: "bo" } })).toEqual([4, 2]);
    expect(await seqsIn(room, "otter", { unarchived, filter: { from: "ada" }, before: 5, limit: 1 })).toEqual([3]);
    expect(await seqsIn(room, "otter", { unarchived, filter: { from: "nobody" } })).toEqual([]);
  });

  test("times count from `since` on and end before `until`, wherever in a document they fall", async () => {
    const room = await ArchivedRoom.create();
    // Now and then many at the same time, also across the border of two documents.
    let at = 1_000;
    for (let seq = 1; seq <= 470; seq++) {
      at += seq % 90 < 40 ? 0 : 7;
      room.say({ text: seq % 2 === 0 ? "vole" : "hay", at });
    }
    await room.archive(room.messages.slice(0, 450));
    const unarchived = room.messages.slice(450);
    for (let from = 990; from <= at + 10; from += 83) {
      for (const [since, until] of [[from], [undefined, from], [from, from + 400], [from, from]]) {
        const expected = room.messages
          .filter((message) => message.text === "vole" && message.at >= (since ?? 0) && message.at < (until ?? 1e9))
          .map(({ seq }) => seq)
          .reverse();
        expect(await seqsIn(room, "vole", { unarchived, filter: { since, until }, limit: 500 })).toEqual(expected);
      }
    }
  });

  test("what was said in a few hours of a long past costs rows by the hours", async () => {
    const room = await ArchivedRoom.create();
    room.say(...Array.from({ length: 3_000 }, (_, i) => `every message says ${i}`));
    await room.archive();
    for (const filter of [{ since: 2_990_000 }, { since: 1_000_000, until: 1_010_000 }, { until: 11_000 }]) {
      const metered = meter(env.DB);
      const page = await searchRoom(metered.db, room.record, parseTerms("every"), { ...none, filter });
      console.log(`rows read for ${JSON.stringify(filter)}: ${metered.read}, in ${metered.trips} trips`);
      expect(page.messages.length).toBeGreaterThanOrEqual(10);
      expect(page.hasMore).toBe(false);
      expect(metered.read).toBeLessThanOrEqual(110);
      expect(metered.trips).toBe(3);
    }
  });

  test("the words of one who wrote a twentieth of a long room fill a page in one answer, and all are found in the end", async () => {
    const room = await ArchivedRoom.create();
    room.say(...Array.from({ length: 3_000 }, (_, i) => ({ text: "shrew", by: i % 20 === 0 ? "bo" : "ada" })));
    await room.archive();
    const expected = room.messages.filter(({ author }) => author.id === "bo").map(({ seq }) => seq);
    // The smaller pages end with what one query for authors finds, with one more, and with one less.
    for (const limit of [50, 14, 13, 12, 11]) {
      const found: number[] = [];
      let before: number | undefined;
      do {
        const metered = meter(env.DB);
        const filter = { from: "bo" };
        const page = await searchRoom(metered.db, room.record, parseTerms("shrew"), { ...none, before, limit, filter });
        if (before === undefined) {
          console.log(`rows read for ${limit} hits by one author: ${metered.read}, in ${metered.trips} trips`);
          expect(page.messages.length).toBe(limit);
        }
        expect(metered.read).toBeLessThanOrEqual(2_300);
        expect(metered.trips).toBeLessThanOrEqual(8);
        found.push(...page.messages.map(({ seq }) => seq));
        before = page.hasMore ? Number(page.before) : undefined;
      } while (before !== undefined);
      expect(found).toEqual(expected.toReversed());
    }
  });
});

describe("over all rooms", { timeout: 20_000 }, () => {
  /** All pages of a search, read one after the other, and how many there were. */
  async function readAll(
    q: string,
    limit: number,
    filter: Filter = {},
  ): Promise<{ found: FoundMessage[]; pages: number }> {
    const found: FoundMessage[] = [];
    let before: Position | undefined;
    for (let pages = 1; ; pages++) {
      expect(pages).toBeLessThan(1_000);
      const page = await searchEverywhere(env.DB, parseTerms(q), { before, limit, filter });
      expect(page.messages.length).toBeLessThanOrEqual(limit);
      found.push(...page.messages);
      if (!page.hasMore) return { found, pages };
      before = position(page.before);
    }
  }

  test("hits come newest first, however the rooms overlap in time, and pages neither miss nor repeat one", async () => {
    let seed = 42;
    const random = (n: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % n;
    };
    const rooms = await Promise.all(Array.from({ length: 6 }, () => ArchivedRoom.create()));
    for (const [i, room] of rooms.entries()) {
      let at = 1_000 + random(500);
      for (let n = 0; n < 60 + 40 * i; n++) {
        // Rooms of different pace, with many messages at the very same time.
        at += random(1 + i * 3) * 10;
        room.say({ text: random(3) === 0 ? "quokka here" : "nothing", at, by: random(4) === 0 ? "bo" : "ada" });
      }
      await room.archive();
    }
    const expected = rooms
      .flatMap((room) => room.messages.map((message) => ({ room: room.record.id, ...message })))
      .filter((message) => matches(message.text, parseTerms("quokka")))
      .sort((a, b) => b.at - a.at || (a.room < b.room ? 1 : a.room > b.room ? -1 : b.seq - a.seq));
    for (const limit of [1_000, 100, 23, 7]) {
      const { found } = await readAll("quokka", limit);
      expect(found).toEqual(expected);
    }
    const middle = expected[expected.length >> 1]!.at;
    const filters: Filter[] = [
      { from: "bo" },
      { since: middle },
      { until: middle },
      { from: "ada", since: middle - 500, until: middle + 1 },
      { since: middle, until: middle },
    ];
    for (const filter of filters) {
      const { from, since = 0, until = Number.POSITIVE_INFINITY } = filter;
      const kept = expected.filter(
        ({ at, author }) => at >= since && at < until && (from === undefined || from === author.id),
      );
      for (const limit of [1_000, 23]) expect((await readAll("quokka", limit, filter)).found).toEqual(kept);
    }
  });

  test("a word that hundreds of rooms have in common is found in all of them, in order", async () => {
    const rooms = await ArchivedRoom.createMany(340, (room, i) => {
      room.say({ text: "stoat", at: 1_000 + i }, { text: "filler", at: 5_000 }, { text: "stoat", at: 10_000 + i });
    });
    const { found } = await readAll("stoat", 100);
    const times = rooms.flatMap(({ messages: [first, , last] }) => [first!.at, last!.at]).sort((a, b) => b - a);
    expect(found.map(({ at }) => at)).toEqual(times);
  });

  test("with more rooms than a search can look at, pages still show hits, move on and come to an end", async () => {
    await ArchivedRoom.createMany(1_050, (room, i) => {
      room.say({ text: "okapi", at: 1_000 + i }, { text: "filler", at: 5_000 }, { text: "okapi", at: 10_000 + i });
    });
    const terms = parseTerms("okapi");
    const page = await searchEverywhere(env.DB, terms, { before: position("6000"), limit: 100 });
    expect(page.messages.length).toBe(100);
    expect(page.hasMore).toBe(true);
    const end = await searchEverywhere(env.DB, terms, { before: position("1020"), limit: 100 });
    expect(end.hasMore).toBe(false);
  });

  test("a time alone serves as a cursor", async () => {
    const room = await ArchivedRoom.create();
    room.say({ text: "numbat", at: 10 }, { text: "numbat", at: 20 }, { text: "numbat", at: 30 });
    await room.archive();
    const page = await searchEverywhere(env.DB, parseTerms("numbat"), { before: position("30"), limit: 50 });
    expect(page.messages.map(({ at }) => at)).toEqual([20, 10]);
    expect(page.hasMore).toBe(false);
  });

  test("a search that reaches its bound says where to go on, and still finds everything in order", async () => {
    const room = await ArchivedRoom.create();
    // Both words are in every document, and together in two messages only: the candidates are all but useless.
    const texts: string[] = Array.from({ length: 55_000 }, (_, i) =>
      i % 50 === 0 ? "wombat" : i % 50 === 1 ? "burrow" : "",
    );
    texts[3] = texts[54_000] = "wombat burrow";
    room.say(...texts);
    const documents = room.batch(room.messages).documents;
    for (let start = 0; start < documents.length; start += 500) {
      const messages = start === 0 ? [room.messages[3]!, room.messages[54_000]!] : [];
      await archiveBatch(env.DB, { ...room.batch(messages), documents: documents.slice(start, start + 500) });
    }
    const metered = meter(env.DB);
    const first = await searchEverywhere(metered.db, parseTerms("wombat burrow"), { before: undefined, limit: 50 });
    expect(metered.trips).toBeLessThanOrEqual(14);
    console.log(`rows read by a search at its bound: ${metered.read}, in ${metered.trips} trips`);
    expect(first.messages.map(({ seq }) => seq)).toEqual([54_001]);
    expect(first.hasMore).toBe(true);
    const { found, pages } = await readAll("wombat burrow", 50);
    expect(found.map(({ seq }) => seq)).toEqual([54_001, 4]);
    expect(pages).toBe(4);
    const late = meter(env.DB);
    const filter = { since: 54_990_000 };
    const page = await searchEverywhere(late.db, parseTerms("wombat burrow"), { before: undefined, limit: 50, filter });
    console.log(`rows read since shortly before the end: ${late.read}, in ${late.trips} trips`);
    expect(page).toEqual({ messages: [], hasMore: false });
    expect(late.trips).toBeLessThanOrEqual(3);
  });
});
