import type { Message } from "../protocol/model.ts";
import type { Entry } from "./outbox.ts";

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
