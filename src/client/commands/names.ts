/** The commands that a text can begin with, in the order in which they are listed. */
export const COMMANDS = ["me", "nick", "topic", "away", "invisible", "shrug", "help"] as const;
export type CommandName = (typeof COMMANDS)[number];

export function isCommand(name: string): name is CommandName {
  return COMMANDS.some((command) => command === name);
}
