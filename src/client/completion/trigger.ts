import { NAME_LIMIT } from "../../protocol/limits.ts";
import { isInCode } from "./code.ts";

/** What is being typed that could be completed: its kind, where its sign stands, and what was typed after the sign. */
export interface Trigger {
  kind: "person" | "room" | "emoji" | "command";
  from: number;
  query: string;
}

/** In these scripts words follow each other without a space. */
const WORDS_WITHOUT_SPACES = String.raw`[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]`;
/** A sign counts at the start of a word only: `bo@example`, `10:30` and `a#b` hold none. */
const START = String.raw`(?<=^|[\s\p{Ps}\p{Pi}"'*_~]|${WORDS_WITHOUT_SPACES})`;
/** People's names may have several words. */
const PERSON = new RegExp(String.raw`${START}@([^\s@][^\n@]{0,${NAME_LIMIT - 1}})?$`, "u");
const ROOM = new RegExp(String.raw`${START}#([\p{L}\p{M}\p{N}-]*)$`, "u");
/** A colon is an emoji's only with two letters after it: there are many other reasons for a colon. */
const EMOJI = new RegExp(String.raw`${START}:([\p{L}\p{N}+-][\p{L}\p{M}\p{N}_+-]+)$`, "u");
const CLOSED_CODE = new RegExp(`${START}:([a-z0-9+_-]+):$`, "u");
const COMMAND = /^\/([\p{L}\p{N}]*)$/u;

/** What could be completed at the caret, if anything. */
export function triggerAt(text: string, caret: number): Trigger | null {
  const before = text.slice(0, caret);
  const command = COMMAND.exec(before);
  if (command) return { kind: "command", from: 0, query: command[1] ?? "" };
  for (const [kind, pattern] of [
    ["person", PERSON],
    ["room", ROOM],
    ["emoji", EMOJI],
  ] as const) {
    const found = pattern.exec(before);
    if (found) return isInCode(text, found.index) ? null : { kind, from: found.index, query: found[1] ?? "" };
  }
  return null;
}

/** The code of an emoji that stands before the caret between two colons. */
export function closedCode(text: string, caret: number): { from: number; code: string } | null {
  const found = CLOSED_CODE.exec(text.slice(0, caret));
  const [, code = ""] = found ?? [];
  return found && !isInCode(text, found.index) ? { from: found.index, code } : null;
}
