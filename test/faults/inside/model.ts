import type { Command } from "../../../src/protocol/frames.ts";
import type { Message, User } from "../../../src/protocol/model.ts";
import { ModelAllowance } from "./model-allowance.ts";
import { ModelPeople } from "./model-people.ts";

/** Messages of a first visit, and the most that a resume carries (docs/protocol.md, 3.1). */
const FIRST_PAGE = 50;
const RESUME_LIMIT = 1_000;

/** What a command has to be answered with. */
export type Verdict =
  /** One of these codes; nothing has happened. */
  | { kind: "refused"; codes: string[]; retryAfter?: number | undefined }
  /** This message, as it is now, to the sender alone. */
  | { kind: "known"; message: Message }
  /** This message, as it is now, to everybody. */
  | { kind: "news"; message: Message };

/** Where a client goes on from. */
export interface Position {
  epoch: string;
  seq: number;
  rev: number;
}

/**
 * docs/protocol.md in memory: lists and maps, no storage, no batches, no sockets. It says what a room has to answer, and
 * what everybody has to know. It was written from that page; nothing of src/room is in it.
 */
export class Model {
  readonly messages: Message[] = [];
  readonly people = new ModelPeople();
  readonly allowance = new ModelAllowance();
  rev = 0;
  /** The seq of the message that each command was about, by its user and id. */
  readonly #done = new Map<string, number>();

  get seq(): number {
    return this.messages.length;
  }

  /**
   * Carries out a command.
   * @param wasTooFast whether the room said so; believed only where the contract does not say which it has to be
   */
  execute(user: User, isModerator: boolean, command: Command, now: number, wasTooFast: boolean): Verdict {
    const key = `${user.id} ${command.id}`;
    const earlier = this.#done.get(key);
    if (earlier !== undefined) return { kind: "known", message: this.#at(earlier)! };
    const codes = this.#objections(user, isModerator, command);
    if (codes.length > 0) return { kind: "refused", codes };
    const spent = this.allowance.spend(user.id, now, wasTooFast);
    if (!spent.ok) return { kind: "refused", codes: ["rate_limited"], ...spent };
    const verdict = command.type === "send" ? this.#post(user, command, now) : this.#change(user, command, now);
    this.#done.set(key, verdict.message.seq);
    return verdict;
  }

  /** What a client is sent when it connects, having seen this much. */
  missed(seen: Position | undefined, epoch: string): { resumed: boolean; messages: Message[] } {
    if (seen?.epoch === epoch && seen.seq <= this.seq && seen.rev <= this.rev) {
      const changed = this.messages.filter(({ seq, rev = 0 }) => seq <= seen.seq && rev > seen.rev);
      const messages = [...changed.sort((a, b) => a.rev! - b.rev!), ...this.messages.slice(seen.seq)];
      if (messages.length <= RESUME_LIMIT) return { resumed: true, messages };
    }
    return { resumed: false, messages: this.messages.slice(-FIRST_PAGE) };
  }

  /** A page of history. */
  page({ before, after, around, limit }: { before?: number; after?: number; around?: number; limit: number }) {
    const { messages } = this;
    let chosen = messages.slice(-limit);
    if (before !== undefined) chosen = messages.filter(({ seq }) => seq < before).slice(-limit);
    if (after !== undefined) chosen = messages.filter(({ seq }) => seq > after).slice(0, limit);
    if (around !== undefined) {
      // As many before it as after it, one less if that does not come out even, as far as there are any.
      const first = Math.min(around - Math.floor((limit - 1) / 2), this.seq - limit + 1);
      chosen = messages.slice(Math.max(0, first - 1)).slice(0, limit);
    }
    return chosen;
  }

  /** Every reason there is to refuse a command. The contract does not say which one is told if there are several. */
  #objections(user: User, isModerator: boolean, command: Command): string[] {
    const codes: string[] = [];
    if ("text" in command && clean(command.text) === "") codes.push("text_empty");
    if ("text" in command && [...clean(command.text)].length > 4_000) codes.push("text_too_long");
    if (command.type === "send") {
      if (command.replyTo !== undefined && command.replyTo > this.seq) codes.push("not_found");
      return codes;
    }
    const target = this.#at(command.seq);
    if (!target) return [...codes, "not_found"];
    const isOwn = target.author.id === user.id;
    const isDeleted = target.deletedAt !== undefined;
    if (command.type === "edit" && !isOwn) codes.push("forbidden");
    if (command.type === "delete" && !isOwn && !isModerator) codes.push("forbidden");
    if (command.type !== "delete" && isDeleted) codes.push("not_found");
    if (command.type === "react") {
      const kinds = Object.keys(target.reactions ?? {});
      if (command.on && kinds.length >= 20 && !kinds.includes(command.emoji)) codes.push("forbidden");
    }
    return codes;
  }

  #post(author: User, command: Command & { type: "send" }, now: number) {
    const at = Math.max(now, this.messages.at(-1)?.at ?? 0);
    const message: Message = { seq: this.seq + 1, id: command.id, author, text: clean(command.text), at };
    if (command.replyTo !== undefined) message.replyTo = command.replyTo;
    this.messages.push(message);
    return { kind: "news" as const, message };
  }

  #change(user: User, command: Exclude<Command, { type: "send" }>, now: number) {
    const before = this.#at(command.seq)!;
    const after = changed(before, user, command, now);
    if (after === undefined) return { kind: "known" as const, message: before };
    const message = { ...after, rev: ++this.rev };
    this.messages[command.seq - 1] = message;
    return { kind: "news" as const, message };
  }

  #at(seq: number): Message | undefined {
    return this.messages[seq - 1];
  }
}

/** Text as the contract has it: well-formed, composed, without control characters, trimmed. */
function clean(text: string): string {
  return [...text.toWellFormed()]
    .filter((character) => character === "\n" || character === "\t" || !/^\p{Cc}$/u.test(character))
    .join("")
    .normalize("NFC")
    .trim();
}

/** The message after a permitted change, or undefined if there is nothing to change. */
function changed(
  before: Message,
  user: User,
  command: Exclude<Command, { type: "send" }>,
  now: number,
): Message | undefined {
  const { seq, id, author, at } = before;
  if (command.type === "edit") {
    const text = clean(command.text);
    return text === before.text ? undefined : { ...before, text, editedAt: now };
  }
  if (command.type === "delete") {
    return before.deletedAt === undefined ? { seq, id, author, at, text: "", deletedAt: now } : undefined;
  }
  const reactions = new Map(Object.entries(before.reactions ?? {}));
  const users = reactions.get(command.emoji) ?? [];
  if (users.includes(user.id) === command.on) return undefined;
  const rest = users.filter((other) => other !== user.id);
  reactions.set(command.emoji, command.on ? [...rest, user.id] : rest);
  if (reactions.get(command.emoji)!.length === 0) reactions.delete(command.emoji);
  const { reactions: _, ...bare } = before;
  return reactions.size === 0 ? bare : { ...bare, reactions: Object.fromEntries(reactions) };
}
