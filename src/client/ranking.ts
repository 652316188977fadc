import type { RoomSummary } from "../protocol/model.ts";
import { fold } from "./fold.ts";

/** What the ranking of rooms goes by, besides what is typed. */
export interface Favour {
  /** How many messages of a room are unread. */
  unread(id: string): number;
  /** Ids of the rooms that were open, the last one first; the first is where the reader is. */
  visited: readonly string[];
}

/**
 * The rooms that `query` may mean, those that fit best first; those that fit equally well, and all without a query, by how
 * likely someone wants to go there: what is unread, what was open, what was written in last, and in the end where they are.
 */
export function rankRooms<Room extends RoomSummary>(query: string, rooms: readonly Room[], favour: Favour): Room[] {
  const typed = fold(query.trim());
  const found: { room: Room; fit: number }[] = [];
  for (const room of rooms) {
    const fit = fitOf(typed, room);
    if (fit !== null) found.push({ room, fit });
  }
  const likely = byLikelihood(favour);
  return found.sort((a, b) => a.fit - b.fit || likely(a.room, b.room)).map(({ room }) => room);
}

/** True if a room is called exactly that. */
export function isNamed(query: string, { id, name }: RoomSummary): boolean {
  const typed = fold(query.trim());
  return typed === fold(name) || typed === id;
}

/** @returns 0 for the best fit, null for none */
function fitOf(typed: string, { id, name }: RoomSummary): number | null {
  if (typed === "") return 0;
  const fits = [fold(name), id].flatMap((text) => fitOfText(typed, text) ?? []);
  return fits.length > 0 ? Math.min(...fits) : null;
}

function fitOfText(typed: string, text: string): number | null {
  if (text === typed) return 0;
  if (text.startsWith(typed)) return 1;
  const at = text.indexOf(typed);
  if (at >= 0) return isWordStart(text, typed, at) ? 2 : 3;
  return isSubsequence(typed, text) ? 4 : null;
}

function isWordStart(text: string, typed: string, first: number): boolean {
  for (let at = first; at >= 0; at = text.indexOf(typed, at + 1)) {
    if (!/[\p{L}\p{N}]/u.test(text[at - 1] ?? "")) return true;
  }
  return false;
}

/** True if the letters of `typed` come in `text` in this order, whatever is between them; blanks do not count. */
function isSubsequence(typed: string, text: string): boolean {
  let at = -1;
  for (const letter of typed.replace(/\s+/g, "")) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function byLikelihood({ unread, visited }: Favour) {
  const [here] = visited;
  const visits = new Map(visited.map((id, index) => [id, index]));
  const visitOf = ({ id }: RoomSummary): number => visits.get(id) ?? visited.length;
  const hasUnread = ({ id }: RoomSummary): number => Number(unread(id) > 0);
  return (a: RoomSummary, b: RoomSummary): number =>
    Number(a.id === here) - Number(b.id === here) ||
    hasUnread(b) - hasUnread(a) ||
    visitOf(a) - visitOf(b) ||
    (b.lastMessageAt ?? 0) - (a.lastMessageAt ?? 0);
}
