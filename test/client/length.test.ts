import { expect, it } from "vitest";
import { charactersLeft } from "../../src/client/length.ts";

it.each([
  ["", null],
  ["x".repeat(3_800), null],
  ["x".repeat(3_801), 199],
  ["x".repeat(4_000), 0],
  ["x".repeat(4_003), -3],
  [`${"x".repeat(4_000)}   `, 0],
  ["😀".repeat(3_800), null],
  ["😀".repeat(4_001), -1],
  ["e\u0301".repeat(3_900), 100],
])("characters are counted as the server does", (text, left) => {
  expect(charactersLeft(text)).toBe(left);
});
