import { expect, test } from "vitest";
import { holds, matches, parseTerms } from "../../src/protocol/terms.ts";
import { wordsOf } from "../../src/protocol/words.ts";

test.each([
  ["Hello, World!", ["hello", "world"]],
  ["Crème BRÛLÉE", ["creme", "brulee"]],
  ["STRASSE Straße", ["strasse", "strasse"]],
  ["ΟΔΥΣΣΕΥΣ Οδυσσεύς", ["οδυσσευσ", "οδυσσευσ"]],
  ["ｆｕｌｌ ﬁt ①", ["full", "fit", "1"]],
  ["don't e-mail C++ x_y", ["don", "t", "e", "mail", "c", "x", "y"]],
  ["ЁЛКА ёлка", ["елка", "елка"]],
  ["שָׁלוֹם", ["שלום"]],
  ["مُحَمَّد", ["محمد"]],
  ["हिन्दी हिंदी", ["हिन्दी", "हिंदी"]],
  ["東京 is 大きい", ["東", "京", "is", "大", "き", "い"]],
  ["が か", ["が", "か"]],
  ["iPhone手机", ["iphone", "手", "机"]],
  ["ที่นี่", ["ที่", "นี่"]],
  ["한국어", ["한국어"]],
  ["👍🎉 … —", []],
  ["\ud800 lone", ["lone"]],
])("the words of %j are %j", (text, words) => {
  expect(wordsOf(text)).toEqual(words);
});

test.each([
  ["hello", "Hello there", true],
  ["hel", "Hello there", true],
  ["hel there", "Hello there", false],
  ["there hel", "Hello there", true],
  ["Cafe", "im CAFÉ", true],
  ["café", "cafeteria", true],
  ['"café"', "cafeteria", false],
  ['"hello there"', "Hello, there!", true],
  ['"there hello"', "Hello there", false],
  ['"hello the"', "Hello there", false],
  ['hello "the', "Hello the end", true],
  ['"hello" th', "Hello there", true],
  ["京都", "東京都", true],
  ["東都", "東京都", false],
  ["手机", "我的iPhone手机", true],
  ["e-mail", "mail me, e", true],
  ['"e-mail"', "mail me, e", false],
  ["hello hello", "hello", true],
])("%j finds %j: %s", (q, text, found) => {
  expect(matches(text, parseTerms(q))).toBe(found);
});

test("a search without a word has no terms", () => {
  for (const q of ["", "   ", '"', '""', "?!", "👍", '" - "']) expect(parseTerms(q)).toEqual([]);
});

test("an empty message holds nothing", () => {
  expect(holds("", parseTerms("a"))).toBe(false);
});
