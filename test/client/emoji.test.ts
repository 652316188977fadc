import { describe, expect, it } from "vitest";
import { emojiList, emojiNames } from "../../scripts/emoji-data.mjs";
import { type Emoji, GROUPS, readEmoji } from "../../src/client/emoji/emoji.ts";
import { RecentEmoji } from "../../src/client/emoji/recent.ts";
import { emojiOfCode, findEmoji } from "../../src/client/emoji/search.ts";
import { EmojiShelf } from "../../src/client/emoji/shelf.ts";
import { REACTION_LENGTH } from "../../src/protocol/limits.ts";
import { isOneGrapheme } from "../../src/protocol/text.ts";
import { FakeSurroundings, fakeStorage } from "./fake-surroundings.ts";

const all = readEmoji(emojiList(), emojiNames("en"));
const find = (query: string, recent: string[] = [], from: readonly Emoji[] = all) =>
  findEmoji(from, query, recent, 8).map(({ character }) => character);

describe("the emoji that are shipped", () => {
  it.each(["en", "de", "ar"])("have names in %s, and each can be a reaction", (language) => {
    const named = readEmoji(emojiList(), emojiNames(language));
    expect(named.length).toBeGreaterThan(1_800);
    expect(new Set(named.map(({ character }) => character)).size).toBe(named.length);
    expect(new Set(named.map(({ group }) => GROUPS[group]))).toEqual(new Set(GROUPS));
    for (const { character, name } of named) {
      expect(isOneGrapheme(character), character).toBe(true);
      expect(character.length, character).toBeLessThanOrEqual(REACTION_LENGTH);
      expect(name, character).not.toBe("");
    }
  });

  it("are named in the language asked for, flags and families too", () => {
    const names = (language: string) =>
      Object.fromEntries(readEmoji(emojiList(), emojiNames(language)).map(({ character, name }) => [character, name]));
    expect(names("de")).toMatchObject({ "🎉": "Konfettibombe", "🇫🇷": "Frankreich", "👨‍👩‍👧": "Mann, Frau, Mädchen" });
    expect(names("ar")).toMatchObject({ "🇫🇷": "فرنسا", "❤️": "قلب أحمر" });
  });
});

describe("a search", () => {
  it.each([
    ["tada", "🎉"],
    ["+1", "👍"],
    ["heart", "❤️"],
    ["joy", "😂"],
    ["party pop", "🎉"],
    ["birthday", "🎂"],
    ["GERMANY", "🇩🇪"],
  ])("for %s finds first %s", (query, expected) => {
    expect(find(query)[0]).toBe(expected);
  });

  it("finds what was used of late first among what fits as well, and nothing for nothing", () => {
    const [first, second, third] = find("smiling");
    expect(find("smiling", [third!, second!]).slice(0, 3)).toEqual([third, second, first]);
    expect(find("heart", [find("heart")[3]!])[0]).toBe("❤️");
    expect(find("")).toEqual([]);
    expect(find("   ")).toEqual([]);
    expect(find("qqqq")).toEqual([]);
  });

  it("works in other languages, with or without accents, and by code in each", () => {
    const german = readEmoji(emojiList(), emojiNames("de"));
    expect(find("konfetti", [], german)).toContain("🎉");
    expect(find("madchen", [], german)).toContain("👧");
    expect(find("tada", [], german)[0]).toBe("🎉");
    expect(emojiOfCode(german, "tada")?.character).toBe("🎉");
    expect(emojiOfCode(german, "tad")).toBeUndefined();
  });
});

it("what was used last comes first, once, outlives the page and is the same in every tab", () => {
  const storage = fakeStorage();
  const here = new FakeSurroundings(storage);
  const recent = new RecentEmoji(here, "ada");
  for (const character of ["🎉", "👍", "🎉", "❤️"]) recent.used(character);
  expect(recent.characters.value).toEqual(["❤️", "🎉", "👍"]);
  const other = new RecentEmoji(new FakeSurroundings(storage), "ada");
  expect(other.characters.value).toEqual(["❤️", "🎉", "👍"]);
  other.used("😮");
  here.storedElsewhere("dormouse:ada:emoji");
  expect(recent.characters.value[0]).toBe("😮");
  for (let n = 0; n < 30; n++) recent.used(String.fromCodePoint(0x1f600 + n));
  expect(recent.characters.value).toHaveLength(24);
});

describe("the emoji are loaded", () => {
  const names = (language: string) => Promise.resolve(`party popper in ${language}\tbirthday`);

  it("once, and again after a failure", async () => {
    let asked = 0;
    const shelf = new EmojiShelf({
      list: () => (++asked === 1 ? Promise.reject(new Error("offline")) : Promise.resolve("🎉 tada")),
      names,
    });
    await shelf.load("en");
    expect([shelf.all.value, shelf.failed.value]).toEqual([null, true]);
    await Promise.all([shelf.load("en"), shelf.load("en")]);
    expect(shelf.all.value).toEqual([
      { character: "🎉", name: "party popper in en", codes: ["tada"], keywords: ["birthday"], group: 0 },
    ]);
    await shelf.load("en");
    expect([asked, shelf.failed.value]).toEqual([2, false]);
  });

  it("in the language asked for last", async () => {
    const shelf = new EmojiShelf({ list: () => Promise.resolve("🎉 tada"), names });
    await Promise.all([shelf.load("en"), shelf.load("ar"), shelf.load("de")]);
    expect(shelf.all.value?.[0]?.name).toBe("party popper in de");
  });
});
