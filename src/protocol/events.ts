import type { Message, Person, RoomInfo, Time, User } from "./model.ts";
import { flag, list, number, oneOf, optional, orElse, type Reader, record, shape, text } from "./shape.ts";

export const ERROR_CODES = [
  "bad_frame",
  "unknown_type",
  "too_large",
  "text_empty",
  "text_too_long",
  "not_found",
  "forbidden",
  "rate_limited",
  "muted",
  "internal",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface WelcomeEvent {
  type: "welcome";
  protocol: number;
  you: User;
  connection: string;
  room: RoomInfo;
  /** Id of the room's log; what a client holds from another epoch is worthless. */
  epoch: string;
  seq: number;
  rev: number;
  resumed: boolean;
  online: Person[];
  count: number;
  /** How far this user has read in this room; 0 if nothing. */
  read: number;
  /** True if this user may delete anybody's messages in this room. */
  moderator: boolean;
}

/** The current state of a message. `ack` is the id of the reader's own edit, delete or react that this answers. */
export interface MessageEvent extends Message {
  type: "message";
  ack?: string;
}

export interface ReadyEvent {
  type: "ready";
}

/** What changed since the last one; `offline` holds ids of users. */
export interface PresenceEvent {
  type: "presence";
  online: Person[];
  offline: string[];
  count: number;
}

export interface TypingEvent {
  type: "typing";
  user: { id: string; name: string };
}

/** The room has another name or topic. */
export interface RoomEvent extends RoomInfo {
  type: "room";
}

export interface ReadEvent {
  type: "read";
  seq: number;
}

export interface ErrorEvent {
  type: "error";
  code: ErrorCode;
  message: string;
  /** The refused command. */
  id?: string;
  /** Seconds until the same command would be accepted. */
  retryAfter?: number;
  /** True if that is so because the day's quota is spent, for everybody. */
  quota?: boolean;
}

/** What the room does without, because little is left of the day's quotas. */
export interface Saving {
  typing: boolean;
  /** Who comes and goes is still told, but not who is away, or has another name. */
  presence: boolean;
  read: boolean;
}

/** What need not be sent from now on, because the room does without. */
export interface SavingEvent extends Saving {
  type: "saving";
  /** When that is over. */
  until: Time;
}

/** The last event before the server closes. */
export interface ByeEvent {
  type: "bye";
  code: number;
  reason: string;
  reconnect: boolean;
}

export type ServerEvent =
  | WelcomeEvent
  | MessageEvent
  | ReadyEvent
  | PresenceEvent
  | TypingEvent
  | RoomEvent
  | ReadEvent
  | ErrorEvent
  | SavingEvent
  | ByeEvent;

const user = shape<User>({ id: text, name: text, guest: flag });
const people = list(
  shape<Person>({ id: text, name: text, guest: flag, status: oneOf("active", "away"), since: number }),
);
const room = shape<RoomInfo>({ id: text, name: text, topic: text });

type Fields<T extends ServerEvent["type"]> = Omit<Extract<ServerEvent, { type: T }>, "type">;

/** What an event of each type has. What older servers did not say yet is filled in. */
const FIELDS: { [T in ServerEvent["type"]]: Reader<Fields<T>> } = {
  welcome: shape<Fields<"welcome">>({
    protocol: number,
    you: user,
    connection: text,
    room,
    epoch: text,
    seq: number,
    rev: number,
    resumed: flag,
    online: people,
    count: number,
    read: orElse(number, 0),
    moderator: orElse(flag, false),
  }),
  message: shape<Fields<"message">>({
    seq: number,
    id: text,
    author: user,
    text,
    at: number,
    replyTo: optional(number),
    editedAt: optional(number),
    deletedAt: optional(number),
    rev: optional(number),
    reactions: optional(record(list(text))),
    ack: optional(text),
  }),
  ready: shape({}),
  presence: shape<Fields<"presence">>({ online: people, offline: list(text), count: number }),
  typing: shape<Fields<"typing">>({ user: shape<TypingEvent["user"]>({ id: text, name: text }) }),
  room,
  read: shape<Fields<"read">>({ seq: number }),
  error: shape<Fields<"error">>({
    code: (code) => ERROR_CODES.find((known) => known === code) ?? "internal",
    message: text,
    id: optional(text),
    retryAfter: optional(number),
    quota: optional(flag),
  }),
  saving: shape<Fields<"saving">>({ typing: flag, presence: flag, read: flag, until: number }),
  bye: shape<Fields<"bye">>({ code: number, reason: text, reconnect: flag }),
};

/**
 * The events of one frame, in order. Types and fields that this version does not know are left out, as the contract asks.
 * @throws SyntaxError if the frame is not a JSON array
 */
export function parseEvents(frame: string): ServerEvent[] {
  const values: unknown = JSON.parse(frame);
  if (!Array.isArray(values)) throw new SyntaxError("A frame from the server is a JSON array.");
  return values.flatMap((value) => readEvent(value) ?? []);
}

/** @returns null if it is none that is known here */
function readEvent(value: unknown): ServerEvent | null {
  const { type } = Object(value) as { type?: unknown };
  if (typeof type !== "string" || !Object.hasOwn(FIELDS, type)) return null;
  try {
    return { type, ...FIELDS[type as ServerEvent["type"]](value) } as ServerEvent;
  } catch {
    return null;
  }
}
