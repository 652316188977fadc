import { batch, signal } from "@preact/signals";
import type { ErrorEvent, MessageEvent, ServerEvent, WelcomeEvent } from "../protocol/events.ts";
import type { Message, Person, RoomInfo, Time, User } from "../protocol/model.ts";
import type { Position } from "./connection.ts";
import { Roster } from "./roster.ts";
import type { Clock } from "./surroundings.ts";
import { Transcript } from "./transcript.ts";
import { Typists } from "./typing.ts";

/** Messages of a room that are kept on the device. */
const KEPT = 200;

/** A room as it was, whole, so that it can be resumed from. */
export interface Snapshot {
  /** When it was so, by this device's clock. */
  at: Time;
  info: RoomInfo;
  you: User;
  moderator: boolean;
  position: Position;
  /** The latest, ascending by seq, without gaps. */
  messages: readonly Message[];
  read: number;
}

/** What is known of one room: the server's events applied in order, readable as signals. Knows no socket and no page. */
export class RoomState {
  readonly info = signal<RoomInfo | null>(null);
  /** Who the server says we are. */
  readonly you = signal<User | null>(null);
  /** True if we may delete anybody's messages here. */
  readonly moderator = signal(false);
  readonly transcript = new Transcript();
  /** This person first, then who is active, then who is away, each by name. */
  readonly online = signal<readonly Person[]>([]);
  readonly count = signal(0);
  /** Seq up to which this person has read. */
  readonly read = signal(0);
  /** True once everything that was missed has arrived. */
  readonly ready = signal(false);
  /** When what is held was so, by this device's clock; null while it is so now, or nothing is held. */
  readonly asOf = signal<Time | null>(null);
  readonly typists: Typists;
  /** The last error that was about no command. */
  readonly complaint = signal<Pick<ErrorEvent, "code" | "message"> | null>(null);

  readonly #clock: Clock;
  readonly #roster = new Roster();
  #epoch: string | null = null;
  #rev = 0;
  /** The welcome whose catching-up is going on. */
  #welcome: WelcomeEvent | null = null;
  /** False until a first page has arrived whole: half of one is nothing to resume from. */
  #whole = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.typists = new Typists(clock);
  }

  /** From where to resume; null if everything has to be sent anew. */
  get position(): Position | null {
    return this.#epoch !== null && this.#whole
      ? { epoch: this.#epoch, seq: this.transcript.last, rev: this.#rev }
      : null;
  }

  /** The room's revision that is held in full, 0 if none. */
  get rev(): number {
    return this.#rev;
  }

  /** The room as it is, null if it is not whole. */
  snapshot(): Snapshot | null {
    const { position } = this;
    const info = this.info.peek();
    const you = this.you.peek();
    if (position === null || info === null || you === null) return null;
    return {
      at: this.asOf.peek() ?? this.#clock.date(),
      info,
      you,
      moderator: this.moderator.peek(),
      position,
      messages: this.transcript.tail(KEPT),
      read: this.read.peek(),
    };
  }

  /** Begins as the room was kept. */
  restore({ at, info, you, moderator, position, messages, read }: Snapshot): void {
    batch(() => {
      for (const message of messages) this.transcript.upsert(message);
      this.#epoch = position.epoch;
      this.#rev = position.rev;
      this.#whole = true;
      this.asOf.value = at;
      this.info.value = info;
      this.you.value = you;
      this.moderator.value = moderator;
      this.read.value = read;
      this.transcript.publish();
    });
  }

  /**
   * Applies the events of one frame.
   * @returns false if a message is missing between those held and those that came: then reconnect to resume
   */
  apply(events: readonly ServerEvent[]): boolean {
    return batch(() => {
      let touched = false;
      let highest = this.#rev;
      for (const event of events) {
        if (event.type === "message") {
          const upsert = this.transcript.upsert(withoutEnvelope(event));
          if (upsert === "gap") return this.#lost();
          touched ||= upsert !== "stale";
          highest = Math.max(highest, event.rev ?? 0);
          if (upsert === "added") this.typists.stopped(event.author.id);
        } else {
          touched ||= event.type === "welcome";
          if (!this.#applyOther(event)) return this.#lost();
        }
      }
      // A frame is applied whole, and revisions grow from frame to frame; but while catching up they come in any order.
      if (this.#welcome === null) this.#rev = Math.max(this.#rev, highest);
      if (touched) this.transcript.publish();
      return true;
    });
  }

  /** The connection ended: what only a live one can know is forgotten. */
  disconnected(): void {
    batch(() => {
      if (this.ready.value) this.asOf.value = this.#clock.date();
      this.ready.value = false;
      this.#welcome = null;
      this.typists.clear();
    });
  }

  readUpTo(seq: number): void {
    this.read.value = Math.max(this.read.value, seq);
  }

  #applyOther(event: Exclude<ServerEvent, MessageEvent>): boolean {
    switch (event.type) {
      case "welcome":
        this.#begin(event);
        return true;
      case "ready":
        return this.#caughtUp();
      case "presence":
        this.#roster.change(event.online, event.offline);
        this.online.value = this.#roster.list;
        this.count.value = event.count;
        for (const id of event.offline) this.typists.stopped(id);
        return true;
      case "typing":
        if (event.user.id !== this.you.value?.id) this.typists.saw(event.user);
        return true;
      case "room":
        this.info.value = { id: event.id, name: event.name, topic: event.topic };
        return true;
      case "read":
        this.readUpTo(event.seq);
        return true;
      case "error":
        if (event.id === undefined && event.code !== "rate_limited") this.complaint.value = event;
        return true;
      case "saving":
      case "bye":
        return true;
    }
  }

  #begin(welcome: WelcomeEvent): void {
    if (!welcome.resumed) {
      this.transcript.clear();
      this.#epoch = welcome.epoch;
      this.#rev = welcome.rev;
      this.#whole = false;
      this.read.value = 0;
    }
    this.#welcome = welcome;
    this.info.value = welcome.room;
    this.you.value = welcome.you;
    this.moderator.value = welcome.moderator;
    this.#roster.begin(welcome.online, welcome.you.id);
    this.online.value = this.#roster.list;
    this.count.value = welcome.count;
    this.readUpTo(welcome.read);
  }

  #caughtUp(): boolean {
    const welcome = this.#welcome;
    if (welcome === null) return true;
    if (this.transcript.last < welcome.seq) return false;
    this.#rev = Math.max(this.#rev, welcome.rev);
    this.#welcome = null;
    this.#whole = true;
    this.ready.value = true;
    this.asOf.value = null;
    return true;
  }

  #lost(): false {
    this.transcript.publish();
    return false;
  }
}

/** The message alone: the event's `type`, and the `ack` meant for the outbox, are no part of it. */
function withoutEnvelope({ type: _type, ack: _ack, ...message }: MessageEvent): Message {
  return message;
}
