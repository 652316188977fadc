import { afterClose, type CloseCode } from "../protocol/close.ts";
import type { ByeEvent, ServerEvent } from "../protocol/events.ts";
import {
  ACK_EVERY,
  BAD_FRAMES_LIMIT,
  BAD_FRAMES_MS,
  REFUSALS_LIMIT,
  REFUSALS_MS,
  TYPING_EVERY_MS,
  UNACKNOWLEDGED_LIMIT,
} from "../protocol/limits.ts";
import type { Status, Time } from "../protocol/model.ts";
import type { Settings } from "../settings.ts";
import { Allowance } from "./allowance.ts";
import type { CommandTails } from "./commands.ts";
import type { MeterState } from "./meter.ts";
import type { Grace, Shown } from "./presence.ts";
import type { Caller } from "./visit.ts";

/** Frames of any kind, for each message a user may send: typing, status, read markers, acknowledgements, repetitions. */
const FRAMES_EACH = 10;

/** Characters, and milliseconds, by which what a connection has sent and confirmed may be ahead of its attachment. */
const SAVE_EVERY = 4 * ACK_EVERY;
const SAVE_EVERY_MS = 60_000;

/** What spares the room reading its tables when it wakes up. */
export interface Kept {
  /** Rows of the `presence` table. */
  people: number | undefined;
  tails: CommandTails | undefined;
}

/**
 * What the room must know of a connection when it wakes up: the socket's attachment, at most 16,384 bytes. What most
 * connections lack is absent, not empty: a waking room reads a thousand of these.
 */
interface Attachment {
  id: string;
  caller: Caller;
  /** Id of the browser tab, chosen by the client: a newer connection of the same tab replaces this one. */
  tab: string | undefined;
  openedAt: Time;
  /** Last frame that was not a heartbeat. */
  activeAt: Time;
  status: Status;
  /** When it ends at the latest: D1 could not be told of it, so nobody would tell the room that the session has ended. */
  unnotedUntil?: Time;
  /** How far the user has read, as far as this connection told. */
  read: number;
  /** Characters sent, and how many of them the client has confirmed, both to within `SAVE_EVERY`. */
  sent: number;
  received: number;
  /** When a typing frame was last passed on. */
  typingAt?: Time;
  /** People in their grace, if this is the connection that keeps them for the room. */
  graces?: Grace[];
  /** What else the room knew before it slept, if this is the connection that keeps it. */
  kept?: Kept;
  /** How the user was shown last; absent if nobody was told of them. */
  shown?: Shown;
  /** What the room has used, if this is the connection that keeps it. */
  meter?: MeterState;
  /** Times of bad frames and of refusals that still count. */
  badAt?: Time[];
  refusedAt?: Time[];
}

/** One WebSocket of one user. It knows how much was sent and what was wrong; what is right to do is the room's business. */
export class Connection {
  /** False until the first frame is sent; until then the connection is told nothing else. */
  greeted: boolean;
  #closed = false;
  #savedSent: number;
  #savedAt: Time;
  #frames: Allowance | undefined;

  private constructor(
    readonly socket: WebSocket,
    readonly state: Attachment,
    greeted: boolean,
  ) {
    this.greeted = greeted;
    this.#savedSent = state.sent;
    this.#savedAt = state.activeAt;
  }

  /** A connection that has just been accepted. */
  static open(socket: WebSocket, caller: Caller, tab: string | undefined, now: Time): Connection {
    const times = { openedAt: now, activeAt: now };
    const counts = { read: 0, sent: 0, received: 0 };
    const state: Attachment = { id: crypto.randomUUID(), caller, tab, status: "active", ...times, ...counts };
    return new Connection(socket, state, false);
  }

  /** A connection the room finds when it wakes up; undefined if it was closing. */
  static wake(socket: WebSocket): Connection | undefined {
    const state = socket.deserializeAttachment() as Attachment | null;
    return state === null ? undefined : new Connection(socket, state, true);
  }

  get caller(): Caller {
    return this.state.caller;
  }

  get user(): string {
    return this.state.caller.user.id;
  }

  /** Puts the state where it survives hibernation. Costs no row. */
  save(): void {
    if (this.#closed) return;
    this.socket.serializeAttachment(this.state);
    this.#savedSent = this.state.sent;
    this.#savedAt = this.state.activeAt;
  }

  /** Saves that something came in, and no more than that, unless it can wait for the next time that something is saved. */
  saveSoon(): void {
    if (Math.abs(this.state.activeAt - this.#savedAt) >= SAVE_EVERY_MS) this.save();
  }

  /** Sends a frame that is made already. Returns false if the client has left too much unconfirmed. */
  send(frame: string): boolean {
    this.state.sent += frame.length;
    if (this.state.sent - this.state.received > UNACKNOWLEDGED_LIMIT) return false;
    if (this.state.sent - this.#savedSent >= SAVE_EVERY) this.save();
    try {
      this.socket.send(frame);
    } catch {
      // The socket is closing; its close event will follow.
    }
    return true;
  }

  /** Sends events in a frame of their own. */
  tell(...events: ServerEvent[]): boolean {
    return this.send(JSON.stringify(events));
  }

  /** The client has received this many characters in all. */
  acknowledge(received: number): void {
    this.state.received = Math.max(this.state.received, Math.min(received, this.state.sent));
  }

  /** Ends the connection: a last event that says why, also to who is too slow to be told anything else, then the close. */
  close(code: CloseCode, reason: string): void {
    const { kind } = afterClose(code);
    const bye: ByeEvent = { type: "bye", code, reason, reconnect: kind !== "stop" && kind !== "sign-in" };
    this.discard();
    try {
      this.socket.send(JSON.stringify([bye]));
      this.socket.close(code, reason);
    } catch {
      // It was closed by the other side meanwhile.
    }
  }

  /** The room is done with it. Without an attachment, a room that wakes up before the client has answered knows that too. */
  discard(): void {
    this.#closed = true;
    this.socket.serializeAttachment(null);
  }

  /** Counts a frame of whatever kind. Returns false if there were more lately than a person's client can need. */
  countFrame({ messageBurst, messagesPerSecond }: Settings, now: Time): boolean {
    this.#frames ??= new Allowance(FRAMES_EACH * messageBurst, FRAMES_EACH * messagesPerSecond);
    return this.#frames.take("", now).ok;
  }

  /** True if a typing frame is to be passed on; more than one in three seconds are not. */
  mayType(now: Time): boolean {
    if (Math.abs(now - (this.state.typingAt ?? 0)) < TYPING_EVERY_MS) return false;
    this.state.typingAt = now;
    return true;
  }

  /** Counts a bad frame. Returns true if there were too many within a minute. */
  countBadFrame(now: Time): boolean {
    this.state.badAt = [...recent(this.state.badAt ?? [], now, BAD_FRAMES_MS), now];
    return this.state.badAt.length >= BAD_FRAMES_LIMIT;
  }

  /** Counts a frame refused as too fast. Returns true if the client keeps sending all the same. */
  countRefusal(now: Time): boolean {
    this.state.refusedAt = [...recent(this.state.refusedAt ?? [], now, REFUSALS_MS), now];
    return this.state.refusedAt.length >= REFUSALS_LIMIT;
  }
}

function recent(times: Time[], now: Time, within: number): Time[] {
  return times.filter((time) => Math.abs(now - time) < within);
}
