import type { Typist } from "./typing.ts";
import { isolated } from "./words/isolated.ts";
import { words } from "./words/words.ts";

/** "Ada is typing", "Ada and Bo are typing", "Ada and 3 others are typing", names isolated; empty if nobody is. */
export function typingWords(typists: readonly Typist[]): string {
  const { typing } = words.value;
  const [first, second] = typists.map(({ name }) => isolated(name));
  if (first === undefined) return "";
  if (second === undefined) return typing.one(first);
  return typists.length === 2 ? typing.two(first, second) : typing.more(first, typists.length - 1);
}
