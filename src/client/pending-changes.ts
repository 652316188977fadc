import type { Command, SendCommand } from "../protocol/frames.ts";
import type { Message } from "../protocol/model.ts";
import type { Entry } from "./outbox.ts";

/** A message that has no seq yet. */
export type Unsent = Entry & { command: SendCommand };

/** An edit, deletion or reaction that is not answered yet, or was refused. */
export type Change = Entry & { command: Exclude<Command, SendCommand> };

const NONE: readonly Change[] = [];

/** The messages among what is not answered yet. */
export function unsentAmong(entries: readonly Entry[]): Unsent[] {
  return entries.filter((entry): entry is Unsent => entry.command.type === "send");
}

/** The edits, deletions and reactions among what is not answered yet; the same list while there are none. */
export function changesAmong(entries: readonly Entry[]): readonly Change[] {
  const changes = entries.filter((entry): entry is Change => entry.command.type !== "send");
  return changes.length === 0 ? NONE : changes;
}

/** Those of one message; the same list while there are none. */
export function changesOf(changes: readonly Change[], seq: number): readonly Change[] {
  const own = changes.filter(({ command }) => command.seq === seq);
  return own.length === 0 ? NONE : own;
}

/** True if the change is shown as if it had been made already, and can be undone no longer. */
export function isUnderWay({ delivery }: Entry): boolean {
  return delivery.kind !== "refused" && delivery.kind !== "held";
}

/** Seqs of the messages whose deletion can still be undone. */
export function undoableAmong(entries: readonly Entry[]): Set<number> {
  return new Set(
    entries.flatMap(({ command, delivery }) =>
      command.type === "delete" && delivery.kind === "held" ? command.seq : [],
    ),
  );
}

/** The message as it will be once the room has answered what `you` asked of it; refused changes are left out. */
export function withPending(message: Message, entries: readonly Entry[], you: string): Message {
  return entries.reduce(
    (state, entry) => (entry.delivery.kind === "refused" ? state : withCommand(state, entry, you)),
    message,
  );
}

function withCommand(message: Message, { command, at }: Entry, you: string): Message {
  if (command.type === "send" || command.seq !== message.seq) return message;
  switch (command.type) {
    case "edit":
      return { ...message, text: command.text, editedAt: at };
    case "delete":
      return { ...message, text: "", deletedAt: at };
    case "react":
      return { ...message, reactions: withReaction(message.reactions ?? {}, command.emoji, command.on, you) };
  }
}

function withReaction(reactions: Record<string, string[]>, emoji: string, on: boolean, you: string) {
  const others = (reactions[emoji] ?? []).filter((id) => id !== you);
  const { [emoji]: _, ...rest } = reactions;
  if (on && reactions[emoji]?.includes(you)) return reactions;
  if (on) return { ...reactions, [emoji]: [...others, you] };
  return others.length > 0 ? { ...reactions, [emoji]: others } : rest;
}
