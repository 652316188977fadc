import type { Message, Time } from "../protocol/model.ts";
import type { Unsent } from "./pending-changes.ts";

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

/** What the timeline shows. */
export interface Shown {
  messages: readonly Message[];
  /** True if there are older ones: then the first only tells whether the next one begins a group, or a day, and is not shown. */
  hasBefore: boolean;
  unsent: readonly Unsent[];
  you: string;
  /** Seq of the last message that is not new; null to mark nothing as new. */
  newAfter: number | null;
}

/**
 * Puts the messages of a room in lines: grouped by author, with a line for each day in the reader's time zone, those still
 * on their way below everything. What is loaded before or after them changes none of these lines.
 */
export function timelineRows({ messages, hasBefore, unsent, you, newAfter }: Shown): Row[] {
  const rows: Row[] = [];
  let before: Before | null = null;
  const next = (author: string, at: Time, alone: boolean, isShown = true): boolean => {
    const day = dayOf(at);
    const isOtherDay = before?.day !== day;
    if (isOtherDay && isShown) rows.push({ kind: "day", key: `day ${day}`, at });
    const head = alone || isOtherDay || before?.author !== author || at - before.at > GROUP_MS;
    before = { author, at, day };
    return head;
  };
  // What is not shown may be new itself; then the line is somewhere above.
  let isMarked = newAfter === null || (hasBefore && messages[0] !== undefined && messages[0].seq > newAfter);
  for (const [index, message] of messages.entries()) {
    const isShown = index > 0 || !hasBefore;
    const isFirstNew = !isMarked && message.seq > newAfter! && message.author.id !== you;
    isMarked ||= isFirstNew;
    const head = next(message.author.id, message.at, isFirstNew || message.replyTo !== undefined, isShown);
    if (!isShown) continue;
    if (isFirstNew) rows.push({ kind: "new", key: `new ${newAfter}` });
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
