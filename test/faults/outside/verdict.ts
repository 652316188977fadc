import { isDeepStrictEqual } from "node:util";
import type { Message } from "../../../src/protocol/model.ts";
import type { Given } from "./participant.ts";

/** What is left when all is over: what was asked, and what the room has become in everybody's eyes. */
export interface Evidence {
  /** What each client asked, in the order it did. */
  given: Given[][];
  /** The room, ascending by seq. */
  room: Message[];
  /** What others hold of the room, by who they are: clients, the archive. Each must reach up to its last message. */
  copies: Record<string, Message[]>;
}

/**
 * Everything that is wrong, in the words of Jepsen's set checker where it has one:
 * - lost: acknowledged, and not there; or a number is missing
 * - doubled: there more than once
 * - reordered: not at the acknowledged number, or in another order than its author sent it
 * - unexpected: there, and nobody sent it, or it says something else than its author wrote last
 * - unanswered: still without an answer, or refused though nothing was wrong with it
 * - reused: two changes have the same revision
 * - diverged: somebody's copy is not what the room is
 */
export function verdict({ given, room, copies }: Evidence): string[] {
  return [
    ...numbering(room),
    ...given.flatMap((commands) => sent(commands, room)),
    ...unexpected(given.flat(), room),
    ...given.flat().flatMap((each) => changed(each, room)),
    ...texts(given, room),
    ...Object.entries(copies).flatMap(([who, copy]) => diverged(who, copy, room)),
  ];
}

function numbering(room: Message[]): string[] {
  const revs = room.flatMap(({ rev }) => rev ?? []);
  return [
    ...room.flatMap(({ seq }, index) =>
      seq === index + 1 ? [] : [`lost: number ${index + 1}, ${seq} is there instead`],
    ),
    ...room.slice(1).flatMap(({ at, seq }, index) => (at >= room[index]!.at ? [] : [`reordered: the time of ${seq}`])),
    ...revs.filter((rev, index) => revs.indexOf(rev) !== index).map((rev) => `reused: revision ${rev}`),
  ];
}

/** What one client sent is there once, where it was told, and in the order in which it was sent. */
function sent(given: Given[], room: Message[]): string[] {
  let last = 0;
  return given.flatMap(({ command: { type, id }, user, answer, refusal }) => {
    if (type !== "send") return [];
    const found = room.filter((message) => message.id === id && message.author.id === user.id).map(({ seq }) => seq);
    if (refusal !== undefined) return [`unanswered: ${id} was refused as ${refusal}`];
    if (answer === undefined) return [`unanswered: ${id}`];
    if (found.length === 0) return [`lost: ${id}, acknowledged as ${answer.seq}`];
    if (found.length > 1) return [`doubled: ${id} at ${found}`];
    const [seq] = found as [number];
    if (seq !== answer.seq) return [`reordered: ${id} is at ${seq}, acknowledged as ${answer.seq}`];
    if (seq < last) return [`reordered: ${id} at ${seq} was sent after ${last}`];
    last = seq;
    return [];
  });
}

function unexpected(given: Given[], room: Message[]): string[] {
  const known = new Set(given.map(({ user, command }) => `${user.id} ${command.id}`));
  return room.filter(({ author, id }) => !known.has(`${author.id} ${id}`)).map(({ seq }) => `unexpected: ${seq}`);
}

/** An acknowledged change shows in its message, or a later one took its place. */
function changed({ command, answer, refusal }: Given, room: Message[]): string[] {
  if (command.type === "send") return [];
  const message = room[command.seq - 1];
  // What somebody else deleted meanwhile can no longer be changed.
  if (refusal === "not_found" && message?.deletedAt !== undefined) return [];
  if (refusal !== undefined) return [`unanswered: ${command.id} was refused as ${refusal}`];
  if (answer === undefined) return [`unanswered: ${command.id}`];
  if ((message?.rev ?? 0) < (answer.rev ?? 0)) return [`lost: ${command.id}, acknowledged as revision ${answer.rev}`];
  return [];
}

/** A message says what its author wrote last, bears exactly the reactions that were given last, and is empty once deleted. */
function texts(given: Given[][], room: Message[]): string[] {
  const expected = new Map(room.map(({ seq }) => [seq, { text: "", reactions: new Set<string>(), isDeleted: false }]));
  for (const { user, command, answer } of given.flat()) {
    if (answer === undefined) continue;
    const message = expected.get(command.type === "send" ? answer.seq : command.seq);
    if (!message) continue;
    if (command.type === "send" || command.type === "edit") message.text = command.text;
    else if (command.type === "delete") message.isDeleted = true;
    else if (command.on) message.reactions.add(`${command.emoji} ${user.id}`);
    else message.reactions.delete(`${command.emoji} ${user.id}`);
  }
  return room.flatMap(({ seq, text, reactions = {}, deletedAt }) => {
    const { isDeleted, ...message } = expected.get(seq)!;
    const shown = Object.entries(reactions).flatMap(([emoji, users]) => users.map((user) => `${emoji} ${user}`));
    const wanted = isDeleted ? { text: "", reactions: [] } : { text: message.text, reactions: [...message.reactions] };
    const isRight = isDeepStrictEqual(
      { text, reactions: shown.sort() },
      { ...wanted, reactions: wanted.reactions.sort() },
    );
    return isRight && isDeleted === (deletedAt !== undefined) ? [] : [`unexpected: the state of ${seq}`];
  });
}

function diverged(who: string, copy: Message[], room: Message[]): string[] {
  const from = copy[0]?.seq ?? 1;
  const whole = room.slice(from - 1);
  if (copy.length !== whole.length) return [`diverged: ${who} holds ${copy.length} messages of ${whole.length}`];
  return copy
    .filter((message, index) => !isDeepStrictEqual(message, whole[index]))
    .map(({ seq }) => `diverged: ${who} has another ${seq}`);
}
