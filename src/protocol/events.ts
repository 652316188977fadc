import * as v from "valibot";
import type { Message, Person, RoomInfo, Time, User } from "./model.ts";

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

const user = v.object({ id: v.string(), name: v.string(), guest: v.boolean() });
const person = v.object({ ...user.entries, status: v.picklist(["active", "away"]), since: v.number() });
const people = v.array(person);
const room = v.object({ id: v.string(), name: v.string(), topic: v.string() });

const message = v.object({
  type: v.literal("message"),
  seq: v.number(),
  id: v.string(),
  author: user,
  text: v.string(),
  at: v.number(),
  replyTo: v.exactOptional(v.number()),
  editedAt: v.exactOptional(v.number()),
  deletedAt: v.exactOptional(v.number()),
  rev: v.exactOptional(v.number()),
  reactions: v.exactOptional(v.record(v.string(), v.array(v.string()))),
  ack: v.exactOptional(v.string()),
});

const event = v.variant("type", [
  v.object({
    type: v.literal("welcome"),
    protocol: v.number(),
    you: user,
    connection: v.string(),
    room,
    epoch: v.string(),
    seq: v.number(),
    rev: v.number(),
    resumed: v.boolean(),
    online: people,
    count: v.number(),
    read: v.optional(v.number(), 0),
    moderator: v.optional(v.boolean(), false),
  }),
  message,
  v.object({ type: v.literal("ready") }),
  v.object({ type: v.literal("presence"), online: people, offline: v.array(v.string()), count: v.number() }),
  v.object({ type: v.literal("typing"), user: v.object({ id: v.string(), name: v.string() }) }),
  v.object({ type: v.literal("room"), ...room.entries }),
  v.object({ type: v.literal("read"), seq: v.number() }),
  v.object({
    type: v.literal("error"),
    code: v.fallback(v.picklist(ERROR_CODES), "internal"),
    message: v.string(),
    id: v.exactOptional(v.string()),
    retryAfter: v.exactOptional(v.number()),
    quota: v.exactOptional(v.boolean()),
  }),
  v.object({
    type: v.literal("saving"),
    typing: v.boolean(),
    presence: v.boolean(),
    read: v.boolean(),
    until: v.number(),
  }),
  v.object({ type: v.literal("bye"), code: v.number(), reason: v.string(), reconnect: v.boolean() }),
]) satisfies v.GenericSchema<unknown, ServerEvent>;

/**
 * The events of one frame, in order. Types and fields that this version does not know are left out, as the contract asks.
 * @throws SyntaxError if the frame is not a JSON array
 */
export function parseEvents(frame: string): ServerEvent[] {
  const values: unknown = JSON.parse(frame);
  if (!Array.isArray(values)) throw new SyntaxError("A frame from the server is a JSON array.");
  return values.flatMap((value) => {
    const parsed = v.safeParse(event, value);
    return parsed.success ? [parsed.output] : [];
  });
}
