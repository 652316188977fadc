import type { Command } from "../protocol/frames.ts";
import { REACTIONS_LIMIT } from "../protocol/limits.ts";
import type { Message, Time } from "../protocol/model.ts";
import { cleanText, countCharacters } from "../protocol/text.ts";
import type { Settings } from "../settings.ts";
import { Allowance } from "./allowance.ts";
import { Changes, type Effect } from "./changes.ts";
import { type CommandKey, Fingerprints, type Tail } from "./fingerprints.ts";
import { Messages } from "./messages.ts";
import { type Outcome, type Refused, refused } from "./outcome.ts";
import type { Sql } from "./storage.ts";
import type { Caller } from "./visit.ts";

/** What spares the room reading its last rows after a sleep. */
export interface CommandTails {
  posted: Tail | undefined;
  changed: Tail | undefined;
}

/** What a command asks of an existing message: the message it becomes, what that is called, or why not. */
type Revision = { ok: true; message: Message; effect: Effect } | Refused;

/**
 * Carries out commands on the conversation. Everything here is synchronous: between reading the last seq and writing the
 * next one nothing else can happen. A command is first looked up among those carried out before, by user and id, so that
 * a repetition at any later time changes nothing.
 */
export class Commands {
  readonly messages: Messages;
  readonly changes: Changes;
  readonly #posted: Fingerprints;
  readonly #changed: Fingerprints;
  readonly #allowance: Allowance;

  /** @param remembered what `tails` were before the room slept */
  constructor(
    private readonly sql: Sql,
    private readonly settings: Settings,
    now: Time,
    remembered: CommandTails | undefined,
  ) {
    this.messages = new Messages(sql);
    this.changes = new Changes(sql);
    this.#posted = new Fingerprints(
      sql,
      "messages",
      () => this.messages.seq,
      (seq) => sql.exec<CommandKey>("SELECT author AS user, id FROM messages WHERE seq > ? ORDER BY seq", seq),
      remembered?.posted,
    );
    this.#changed = new Fingerprints(
      sql,
      "changes",
      () => this.changes.count,
      (n) => sql.exec<CommandKey>("SELECT user, id FROM changes WHERE n > ? ORDER BY n", n),
      remembered?.changed,
    );
    this.#allowance = new Allowance(settings.messageBurst, settings.messagesPerSecond);
    this.#restoreAllowance(now);
  }

  /** What is worth remembering over a sleep. */
  get tails(): CommandTails {
    return { posted: this.#posted.tail, changed: this.#changed.tail };
  }

  /** Carries out one command of `caller`. Rows of posted messages are only certain to be there after `messages.write()`. */
  execute(caller: Caller, command: Command, now: Time): Outcome {
    const key = { user: caller.user.id, id: command.id };
    const earlier = this.#find(key);
    if (earlier !== undefined) return { ok: true, message: earlier, effect: "none", repeated: true };
    return command.type === "send" ? this.#post(caller, command, now) : this.#revise(caller, command, now);
  }

  #post({ user }: Caller, { id, text, replyTo }: Command & { type: "send" }, now: Time): Outcome {
    const cleaned = this.#clean(text);
    if (!cleaned.ok) return cleaned;
    if (replyTo !== undefined && replyTo > this.messages.seq) {
      return refused("not_found", "The message you reply to does not exist.");
    }
    const taken = this.#allowance.take(user.id, now);
    if (!taken.ok) return tooFast(taken.retryAfterMs);
    const message = this.messages.post(user, id, cleaned.text, replyTo, now, taken.fullAt);
    this.#posted.add({ user: user.id, id });
    return { ok: true, message, effect: "posted", repeated: false };
  }

  #revise(caller: Caller, command: Exclude<Command, { type: "send" }>, now: Time): Outcome {
    const current = this.messages.get(command.seq);
    if (current === undefined) return refused("not_found", "This message does not exist.");
    const revision = this.#revision(caller, command, current, now);
    if (!revision.ok) return revision;
    const taken = this.#allowance.take(caller.user.id, now);
    if (!taken.ok) return tooFast(taken.retryAfterMs);
    const { message, effect } = revision;
    const key = { user: caller.user.id, id: command.id };
    const rev = this.changes.record({ ...key, seq: message.seq, effect, at: now, fullAt: taken.fullAt });
    this.#changed.add(key);
    if (effect === "none") return { ok: true, message: current, effect, repeated: false };
    message.rev = rev;
    this.messages.replace(message);
    return { ok: true, message, effect: "changed", repeated: false };
  }

  #revision(caller: Caller, command: Exclude<Command, { type: "send" }>, current: Message, now: Time): Revision {
    const own = current.author.id === caller.user.id;
    const deleted = current.deletedAt !== undefined;
    switch (command.type) {
      case "edit": {
        if (!own) return refused("forbidden", "Only its author can edit a message.");
        if (deleted) return refused("not_found", "This message was deleted.");
        const cleaned = this.#clean(command.text);
        if (!cleaned.ok) return cleaned;
        if (cleaned.text === current.text) return { ok: true, message: current, effect: "none" };
        return { ok: true, message: { ...current, text: cleaned.text, editedAt: now }, effect: "text" };
      }
      case "delete": {
        if (!own && !caller.moderator)
          return refused("forbidden", "Only its author or a moderator can delete a message.");
        if (deleted) return { ok: true, message: current, effect: "none" };
        const { seq, id, author, at } = current;
        return { ok: true, message: { seq, id, author, text: "", at, deletedAt: now }, effect: "text" };
      }
      case "react": {
        if (deleted) return refused("not_found", "This message was deleted.");
        return react(current, caller.user.id, command.emoji, command.on);
      }
    }
  }

  #clean(text: string): { ok: true; text: string } | Refused {
    const cleaned = cleanText(text);
    if (cleaned === "") return refused("text_empty", "A message needs some text.");
    const { textLimit } = this.settings;
    // A text has at least as many code units as characters, so most texts need no counting.
    if (cleaned.length > textLimit && countCharacters(cleaned) > textLimit) {
      return refused("text_too_long", `A message has at most ${textLimit} characters.`);
    }
    return { ok: true, text: cleaned };
  }

  /** The message an earlier command with this key was about, in its current state. */
  #find({ user, id }: CommandKey): Message | undefined {
    for (const seq of this.#posted.candidates({ user, id })) {
      const message = this.messages.get(seq);
      if (message !== undefined && message.id === id && message.author.id === user) return message;
    }
    for (const n of this.#changed.candidates({ user, id })) {
      const [row] = this.sql
        .exec<{ seq: number }>("SELECT seq FROM changes WHERE n = ? AND user = ? AND id = ?", n, user, id)
        .toArray();
      if (row !== undefined) return this.messages.get(row.seq);
    }
    return undefined;
  }

  /** Reads back the buckets that are not full: their last command is at most one window old. */
  #restoreAllowance(now: Time): void {
    const since = now - this.#allowance.window;
    for (const table of [
      "SELECT author AS user, at, full_at FROM messages ORDER BY seq DESC",
      "SELECT user, at, full_at FROM changes ORDER BY n DESC",
    ]) {
      // Rows are read one by one, newest first, and only as far back as needed.
      for (const row of this.sql.exec<{ user: string; at: number; full_at: number }>(table)) {
        if (row.at < since) break;
        // A later time can only come from a clock that has been set back since.
        if (row.full_at <= now + this.#allowance.window) this.#allowance.restore(row.user, row.full_at);
      }
    }
  }
}

function react(current: Message, user: string, emoji: string, on: boolean): Revision {
  const before = current.reactions?.[emoji] ?? [];
  if (before.includes(user) === on) return { ok: true, message: current, effect: "none" };
  const { reactions = {}, ...rest } = current;
  if (on && before.length === 0 && Object.keys(reactions).length >= REACTIONS_LIMIT) {
    return refused("forbidden", `A message has at most ${REACTIONS_LIMIT} different reactions.`);
  }
  const after = { ...reactions, [emoji]: on ? [...before, user] : before.filter((other) => other !== user) };
  if (after[emoji]?.length === 0) delete after[emoji];
  const message = Object.keys(after).length > 0 ? { ...rest, reactions: after } : rest;
  return { ok: true, message, effect: "reactions" };
}

function tooFast(retryAfterMs: number): Refused {
  const retryAfter = Math.ceil(retryAfterMs / 1_000);
  return { ...refused("rate_limited", `Too fast; try again in ${retryAfter} s.`), retryAfter };
}
