import { expect, it } from "vitest";
import { typingWords } from "../../src/client/typing-words.ts";

it.each([
  [[], ""],
  [["Ada"], "Ada is typing"],
  [["Ada", "Bo"], "Ada and Bo are typing"],
  [["Ada", "Bo", "Cy"], "Ada and 2 others are typing"],
  [["Ada", "Bo", "Cy", "Di"], "Ada and 3 others are typing"],
])("%j", (names, words) => {
  expect(typingWords(names.map((name) => ({ id: name, name })))).toBe(words);
});
