import type { Message, Time } from "../protocol/model.ts";
import type { Unsent } from "./room.ts";

/** Milliseconds between two messages of one author that are still shown under one name. */
const GROUP_MS = 5 * 60_000;

/** A line of the timeline. `head` is true for the first message of a group, which carries the author's name. */
export type Row =
  | { kind: "day"; key: string; at: Time }
  | { kind: "new"; key: string }
  | { kind: "message"; key: string; message: Message; head: boolean }
  | { kind: "unsent"; key: string; entry: Unsent; head: boolean };

/** What decides whether the next message starts a group. */
interface Before {
  author: string;
  at: Time;
  day: string;
}

/**
 * Puts the messages of a room in lines: grouped by author, with a line for each day in the reader's time zone, those still
 * on their way below everything.
 * @param readBefore seq up to which the reader had read on coming here; 0 to mark nothing as new
 */
export function timelineRows(
  messages: readonly Message[],
  unsent: readonly Unsent[],
  you: string,
  readBefore: number,
): Row[] {
  const rows: Row[] = [];
  let before: Before | null = null;
  const next = (author: string, at: Time, alone: boolean): boolean => {
    const day = dayOf(at);
    if (before?.day !== day) rows.push({ kind: "day", key: `day ${day}`, at });
    const head = alone || before?.day !== day || before.author !== author || at - before.at > GROUP_MS;
    before = { author, at, day };
    return head;
  };
  let marked = readBefore === 0;
  for (const message of messages) {
    const isNew = !marked && message.seq > readBefore;
    const isFirstNew = isNew && message.author.id !== you && rows.length > 0;
    marked ||= isNew;
    const head = next(message.author.id, message.at, isFirstNew || message.replyTo !== undefined);
    if (isFirstNew) rows.push({ kind: "new", key: "new" });
    rows.push({ kind: "message", key: keyOf(message.author.id, message.id), message, head });
  }
  for (const entry of unsent) {
    const head = next(you, Math.max(entry.at, messages.at(-1)?.at ?? 0), entry.command.replyTo !== undefined);
    rows.push({ kind: "unsent", key: keyOf(you, entry.command.id), entry, head });
  }
  return rows;
}

/** The same before and after the room has given it a seq. */
function keyOf(author: string, id: string): string {
  return `${author} ${id}`;
}

function dayOf(at: Time): string {
  const date = new Date(at);
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}
