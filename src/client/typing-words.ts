import type { Typist } from "./typing.ts";

/** "Ada is typing", "Ada and Bo are typing", "Ada and 3 others are typing"; empty if nobody is. */
export function typingWords(typists: readonly Typist[]): string {
  const [first, second] = typists;
  if (!first) return "";
  if (!second) return `${first.name} is typing`;
  if (typists.length === 2) return `${first.name} and ${second.name} are typing`;
  return `${first.name} and ${typists.length - 1} others are typing`;
}
