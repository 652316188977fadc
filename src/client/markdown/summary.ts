import { actionOf } from "../commands/interpret.ts";
import { parse } from "./parse.ts";
import { plainText } from "./plain-text.ts";

/** A message in one line, for where it is only named; spoilers stay hidden. */
export function summary(text: string): string {
  return plainText(parse(actionOf(text) ?? text)).replaceAll(/\s+/g, " ");
}
