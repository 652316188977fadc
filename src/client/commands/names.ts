import type { Option } from "../completion/option.ts";
import { fold } from "../fold.ts";

/** The commands that a text can begin with, in the order in which they are listed. */
export const COMMANDS = ["me", "nick", "topic", "away", "invisible", "shrug", "help"] as const;
export type CommandName = (typeof COMMANDS)[number];

export function isCommand(name: string): name is CommandName {
  return COMMANDS.some((command) => command === name);
}

/** The commands that what is being typed may become. */
export function commandsFor(query: string): Option[] {
  return COMMANDS.filter((name) => name.startsWith(fold(query))).map((name) => ({ kind: "command", key: name, name }));
}
