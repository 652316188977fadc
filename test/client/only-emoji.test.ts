import { expect, it } from "vitest";
import { emojiList, emojiNames } from "../../scripts/emoji-data.mjs";
import { readEmoji } from "../../src/client/emoji/emoji.ts";
import { isOnlyEmoji } from "../../src/client/only-emoji.ts";

const all = readEmoji(emojiList(), emojiNames("en")).map(({ character }) => character);

it("each emoji there is, alone or among three, is only emoji", () => {
  expect(all.filter((emoji) => !isOnlyEmoji(emoji))).toEqual([]);
  expect(all.filter((emoji) => !isOnlyEmoji(`🎉 ${emoji}\n👍🏽`) && emoji.length < 20)).toEqual([]);
});

it.each(["👍🏿", "👩🏽‍💻", "🫱🏻‍🫲🏿", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", " 🎉 ", "1️⃣#️⃣*️⃣", "🇩🇪🇫🇷🇦🇫"])("%s is only emoji", (text) => {
  expect(isOnlyEmoji(text)).toBe(true);
});

it.each([
  "",
  " ",
  "1",
  "#",
  "123",
  "©",
  "™",
  "❤",
  "🇩",
  "🎉!",
  "a🎉",
  "🎉🎉🎉🎉",
  "1️",
  "\u200d",
  "日本",
  "…",
  "🎉".repeat(50),
])('"%s" is not', (text) => {
  expect(isOnlyEmoji(text)).toBe(false);
});
