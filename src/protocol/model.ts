/** A room's id; checked before a Durable Object is ever named by it. */
export const ROOM_ID = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;
/** A command's id, chosen by the client. */
export const COMMAND_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Milliseconds since the Unix epoch, set by the server. */
export type Time = number;

export interface User {
  id: string;
  name: string;
  guest: boolean;
}

export type Status = "active" | "away";

export interface Person extends User {
  status: Status;
  /** When the status began. */
  since: Time;
}

export interface Message {
  seq: number;
  /** Id of the command that sent it. */
  id: string;
  author: User;
  text: string;
  at: Time;
  replyTo?: number;
  editedAt?: Time;
  deletedAt?: Time;
  /** The room's revision at the last change; absent if it never changed. */
  rev?: number;
  /** Ids of the users, by emoji, in the order they reacted. */
  reactions?: Record<string, string[]>;
}

export interface RoomInfo {
  id: string;
  name: string;
  topic: string;
}

export interface RoomSummary extends RoomInfo {
  seq: number;
  lastMessageAt: Time | null;
  online: number;
}

/** A message that a search has found. */
export interface FoundMessage extends Message {
  /** The room's id. */
  room: string;
}

/** Hits, newest first. */
export interface SearchPage {
  messages: FoundMessage[];
  hasMore: boolean;
  /** Where the next page begins, if there may be one: the `before` to ask it with. */
  before?: string;
}

/** A page of history, ascending by seq. */
export interface HistoryPage {
  messages: Message[];
  hasBefore: boolean;
  hasAfter: boolean;
}
