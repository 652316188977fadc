import { expect, it } from "vitest";
import { typingWords } from "../../src/client/typing-words.ts";
import { aroundNames } from "../../src/client/words/isolated.ts";

it.each([
  [[], ""],
  [["Ada"], "Ada is typing"],
  [["Ada", "Bo"], "Ada and Bo are typing"],
  [["Ada", "Bo", "Cy"], "Ada and 2 others are typing"],
  [["Ada", "Bo", "Cy", "Di"], "Ada and 3 others are typing"],
])("%j", (names, words) => {
  const pieces = aroundNames(typingWords(names.map((name) => ({ id: name, name }))));
  expect(pieces.join("")).toBe(words);
  expect(pieces.filter((_, index) => index % 2 === 1)).toEqual(names.length > 2 ? names.slice(0, 1) : names);
});
