import { type CommandName, isCommand } from "./names.ts";

/** What a text means that someone wants to send. */
export type Meaning =
  | { kind: "message"; text: string }
  | { kind: "command"; name: CommandName; rest: string }
  | { kind: "unknown"; name: string };

/** With this a message tells what its author does; on the wire it is text like any other. */
const ACTION = "/me ";

/** Reads what someone wrote: a message, or a command. Two slashes at the start stand for one, and make no command; nor does one alone. */
export function interpret(text: string): Meaning {
  if (!text.startsWith("/")) return { kind: "message", text };
  if (text.startsWith("//")) {
    const literal = text.slice(1);
    // Escaped, because what begins an action on the wire would be shown as one.
    return { kind: "message", text: actionOf(literal) === null ? literal : `\\${literal}` };
  }
  const [, written = "", rest = ""] = /^\/(\S*)\s*(.*)$/s.exec(text) ?? [];
  if (written === "") return { kind: "message", text };
  const name = written.toLowerCase();
  return isCommand(name) ? { kind: "command", name, rest: rest.trim() } : { kind: "unknown", name: written };
}

/** How a message is to be shown. @returns what its author does, if that is what it tells, else null */
export function actionOf(text: string): string | null {
  return text.startsWith(ACTION) ? text.slice(ACTION.length) : null;
}

export function actionText(does: string): string {
  return ACTION + does;
}
