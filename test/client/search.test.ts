import { describe, expect, it } from "vitest";
import { ApiError, type SearchQuery } from "../../src/client/api.ts";
import { EVERYWHERE, type Found, searchOf } from "../../src/client/search.ts";
import { SearchLine } from "../../src/client/search-line.ts";
import { summary } from "../../src/client/search-marks.ts";
import { readSearch, startOfDay, withFilter } from "../../src/client/search-text.ts";
import type { FoundMessage, SearchPage, User } from "../../src/protocol/model.ts";
import { parseTerms } from "../../src/protocol/terms.ts";

describe("the text of a search", () => {
  it.each([
    ["tea", "tea", {}],
    ["green tea in:lobby", "green tea", { in: "lobby" }],
    ['from:"Ada L" tea  "with milk"', 'tea "with milk"', { from: "Ada L" }],
    ["after:2026-10-01 tea BEFORE:2026-11-01", "tea", { after: "2026-10-01", before: "2026-11-01" }],
    ["in:a in:b tea", "tea", { in: "b" }],
    ["tea from:", "tea", {}],
    ['tea "from:ada"', 'tea "from:ada"', {}],
    ['tea from:"Ada', "tea", { from: "Ada" }],
    ["http://in:lobby", "http://in:lobby", {}],
    ["", "", {}],
  ])("%j is the words %j and the filters %j", (text, words, filters) => {
    expect(readSearch(text)).toEqual({ words, filters });
  });

  it.each([
    ["tea", "in", "lobby", "tea in:lobby "],
    ["tea in:lobby", "in", "hall", "tea in:hall "],
    ["in:lobby tea from:ada", "in", null, "tea from:ada "],
    ["tea", "from", 'Ada "the" Great', 'tea from:"Ada the Great" '],
    ["in:lobby", "in", null, ""],
  ] as const)("%j with %s:%s is %j", (text, name, value, expected) => {
    expect(withFilter(text, name, value)).toBe(expected);
  });

  it("days begin at midnight here", () => {
    expect(startOfDay("2026-11-01")).toBe(new Date(2026, 10, 1).getTime());
    expect(startOfDay("2026-12-31", 1)).toBe(new Date(2027, 0, 1).getTime());
    for (const no of ["2026-02-30", "2026-13-01", "yesterday", "0026-01-01", "2026-01"]) {
      expect(startOfDay(no)).toBeUndefined();
    }
  });
});

describe("the summary of a result", () => {
  const marked = (text: string, q: string) =>
    summary(text, parseTerms(q))
      .map(({ text: stretch, isHit }) => (isHit ? `[${stretch}]` : stretch))
      .join("");

  it.each([
    ["A Café, and tea", "cafe te", "A [Café], and [tea]"],
    ["with tea, tea with", '"with tea"', "[with] [tea], tea with"],
    ["tea teapot", '"tea"', "[tea] teapot"],
    ["東京都と京都", "京都", "東[京都]と[京都]"],
    ["我的iPhone手机", "手机", "我的iPhone[手机]"],
    ["two\n\nlines", "lines", "two [lines]"],
    ["<b>bold</b>", "b", "<[b]>[bold]</[b]>"],
    ["nothing here", "tea", "nothing here"],
  ])("%j for %j is %j", (text, q, expected) => {
    expect(marked(text, q)).toBe(expected);
  });

  it("of a long text shows what surrounds the first hit, in whole words", () => {
    const text = `${"before ".repeat(200)}needle ${"after ".repeat(200)}`;
    const line = marked(text, "needle");
    expect(line).toMatch(/^…before .*before \[needle\] after .*after ?…$/);
    expect(line.length).toBeLessThan(300);
    expect(marked(text, "other")).toMatch(/^before .*before ?…$/);
  });

  it("never divides a character", () => {
    const line = summary("👍".repeat(500), parseTerms("x"))[0]!.text;
    expect(line.isWellFormed()).toBe(true);
  });
});

const ada = { id: "u-ada", name: "Ada", guest: true };
const bo = { id: "u-bo", name: "Bo", guest: true };
const room = (id: string, name: string) => ({ id, name, topic: "", seq: 0, lastMessageAt: null, online: 0 });
const hit = (seq: number, author: User = ada): FoundMessage => ({
  room: "lobby",
  seq,
  id: `m${seq}`,
  author,
  text: "tea",
  at: seq,
});

/** A search whose server answers when the test says so. */
class Bench {
  readonly asked: SearchQuery[] = [];
  readonly #answers: { resolve(page: SearchPage): void; reject(error: unknown): void }[] = [];
  readonly line = new SearchLine({
    api: {
      search: (query) => {
        this.asked.push(query);
        return new Promise((resolve, reject) => this.#answers.push({ resolve, reject }));
      },
      history: () => Promise.reject(new Error("Nobody asked.")),
    },
    you: "u-me",
    openRoom: () => "lobby",
    rooms: () => [room("lobby", "Lobby"), room("hazel", "Hazel wood"), room("sea", "Harbour")],
    people: () => [ada, { id: "u-ada-2", name: "Ada", guest: true }],
  });
  readonly search = searchOf(this.line);

  /** Asks for this text. */
  start(text: string): Promise<void> {
    this.line.text.value = text;
    return this.search.start();
  }

  /** Answers the question with this number, the latest if none is given. */
  async answer(page: SearchPage | Error, index = this.asked.length - 1): Promise<void> {
    const answer = this.#answers[index]!;
    if (page instanceof Error) answer.reject(page);
    else answer.resolve(page);
    await new Promise((resolve) => setTimeout(resolve));
  }

  get found(): Found {
    const state = this.search.state.value;
    if (state.kind !== "found") throw new Error(`It is ${state.kind}.`);
    return state;
  }

  get seqs(): number[] {
    return this.found.hits.map(({ seq }) => seq);
  }
}

const hits = (from: number, count: number) => Array.from({ length: count }, (_, index) => hit(from - index));

describe("a search", () => {
  it.each([
    ["tea", { q: "tea", room: "lobby" }],
    ["tea in:*", { q: "tea" }],
    ["tea in:hazel", { q: "tea", room: "hazel" }],
    ['tea in:"hazel wood"', { q: "tea", room: "hazel" }],
    ["tea in:harb", { q: "tea", room: "sea" }],
    ["tea from:ÁDA", { q: "tea", room: "lobby", from: "u-ada" }],
    ["tea from:@ada", { q: "tea", room: "lobby", from: "u-ada" }],
    ["tea from:me", { q: "tea", room: "lobby", from: "u-me" }],
    [
      "tea after:2026-10-01 before:2026-11-01",
      { q: "tea", room: "lobby", since: +new Date(2026, 9, 2), until: +new Date(2026, 10, 1) },
    ],
  ])("%j asks for %j", (text, query) => {
    const bench = new Bench();
    void bench.start(text);
    expect(bench.asked).toEqual([query]);
  });

  it.each([
    ["from:ada", { kind: "no_words" }],
    ["?!", { kind: "no_words" }],
    ["tea in:nowhere", { kind: "room", value: "nowhere" }],
    ["tea in:ha", { kind: "room", value: "ha" }],
    ["from:zoe", { kind: "no_words" }],
    ["tea after:soon", { kind: "date", value: "soon" }],
  ])("%j asks for nothing, and says why: %j", (text, what) => {
    const bench = new Bench();
    void bench.start(text);
    expect(bench.asked).toEqual([]);
    expect(bench.search.state.value).toEqual({ kind: "unclear", what });
  });

  it("ignores an answer that comes after the next question", async () => {
    const bench = new Bench();
    void bench.start("tea");
    void bench.start("coffee");
    await bench.answer({ messages: hits(2, 2), hasMore: false }, 1);
    await bench.answer({ messages: hits(9, 3), hasMore: false }, 0);
    expect(bench.seqs).toEqual([2, 1]);
    void bench.start("milk");
    bench.line.text.value = "";
    await bench.answer({ messages: hits(2, 2), hasMore: false });
    expect(bench.search.state.value).toEqual({ kind: "idle" });
  });

  it("adds page to page, and knows the end", async () => {
    const bench = new Bench();
    void bench.start("tea from:ada");
    await bench.answer({ messages: hits(90, 30), hasMore: true, before: "61" });
    expect(bench.found.next).toBe("61");
    void bench.search.more();
    void bench.search.more();
    expect(bench.asked.at(-1)).toEqual({ q: "tea", room: "lobby", from: "u-ada", before: "61" });
    await bench.answer({ messages: hits(60, 10), hasMore: false });
    expect(bench.asked.length).toBe(2);
    expect(bench.seqs).toEqual(hits(90, 40).map(({ seq }) => seq));
    expect(bench.found.next).toBeNull();
  });

  it("goes on by itself while there is nothing to read, but not for ever", async () => {
    const bench = new Bench();
    void bench.start("tea");
    await bench.answer({ messages: [], hasMore: true, before: "500" });
    await bench.answer({ messages: hits(400, 1), hasMore: true, before: "400" });
    await bench.answer({ messages: hits(300, 9), hasMore: true, before: "250" });
    expect(bench.asked.map(({ before }) => before)).toEqual([undefined, "500", "400"]);
    expect(bench.seqs.length).toBe(10);
    void bench.search.more();
    for (let pages = 0; pages < 4; pages++) await bench.answer({ messages: [], hasMore: true, before: `${9 - pages}` });
    expect(bench.asked.length).toBe(7);
    expect(bench.found).toMatchObject({ next: "6", more: "no" });
  });

  it("says what went wrong, and keeps what it has", async () => {
    const bench = new Bench();
    const error = new ApiError(429, "rate_limited", "Wait.", 2);
    void bench.start("tea");
    await bench.answer(error);
    expect(bench.search.state.value).toEqual({ kind: "failed", error });
    void bench.start("tea");
    await bench.answer({ messages: hits(90, 30), hasMore: true, before: "61" });
    void bench.search.more();
    await bench.answer(error);
    expect(bench.found).toMatchObject({ next: "61", more: { failed: error } });
    expect(bench.seqs.length).toBe(30);
    void bench.search.more();
    await bench.answer({ messages: hits(60, 10), hasMore: false });
    expect(bench.found).toMatchObject({ next: null, more: "no" });
  });

  it("a filter that is chosen stands in the text, and searches anew", async () => {
    const bench = new Bench();
    bench.search.filter("in", EVERYWHERE);
    expect(bench.asked).toEqual([]);
    bench.line.text.value += "tea";
    bench.search.filterPerson({ id: "u-ada-2", name: "Ada", guest: true });
    expect(bench.line.text.value).toBe("in:* tea from:Ada ");
    expect(bench.asked).toEqual([{ q: "tea", from: "u-ada-2" }]);
    bench.search.filterPerson(null);
    expect(bench.line.text.value).toBe("in:* tea ");
    expect(bench.asked.at(-1)).toEqual({ q: "tea" });
  });

  it("somebody who is not here is known by what they have said", async () => {
    const bench = new Bench();
    void bench.start("tea from:bo");
    expect(bench.asked).toEqual([{ q: "tea", room: "lobby" }]);
    await bench.answer({ messages: hits(90, 30), hasMore: true, before: "61" });
    await bench.answer({ messages: [hit(3, bo), hit(2, bo)], hasMore: true, before: "2" });
    expect(bench.asked.at(-1)).toEqual({ q: "tea", room: "lobby", from: "u-bo" });
    await bench.answer({ messages: [hit(3, bo)], hasMore: false });
    expect(bench.seqs).toEqual([3]);
    expect(bench.search.people.value.map(({ id }) => id)).toEqual(["u-ada", "u-ada-2", "u-bo"]);
    void bench.start("milk from:bo");
    expect(bench.asked.at(-1)).toEqual({ q: "milk", room: "lobby", from: "u-bo" });
  });

  it("nobody is looked for without end", async () => {
    const bench = new Bench();
    void bench.start("tea from:zoe");
    for (let pages = 0; pages < 4; pages++) await bench.answer({ messages: [], hasMore: true, before: `${9 - pages}` });
    expect(bench.asked.length).toBe(4);
    expect(bench.search.state.value).toEqual({ kind: "unclear", what: { kind: "person", value: "zoe" } });
  });
});
