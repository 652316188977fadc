import { COMMANDS } from "../commands/names.ts";
import { fold } from "../fold.ts";
import type { Option } from "./option.ts";

/** The commands that what is being typed may become. */
export function commandsFor(query: string): Option[] {
  return COMMANDS.filter((name) => name.startsWith(fold(query))).map((name) => ({ kind: "command", key: name, name }));
}
