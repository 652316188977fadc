import type { Typist } from "./typing.ts";
import { words } from "./words/words.ts";

/** "Ada is typing", "Ada and Bo are typing", "Ada and 3 others are typing"; empty if nobody is. */
export function typingWords(typists: readonly Typist[]): string {
  const { typing } = words.value;
  const [first, second] = typists;
  if (!first) return "";
  if (!second) return typing.one(first.name);
  if (typists.length === 2) return typing.two(first.name, second.name);
  return typing.more(first.name, typists.length - 1);
}
