import { counted } from "../database/counted.ts";
import type { RoomRecord } from "../database/rooms.ts";
import { CLOSE } from "../protocol/close.ts";
import type { Message, Time } from "../protocol/model.ts";
import { readSettings } from "../settings.ts";
import { isSpent, secondsToReset } from "../spent.ts";
import { Archive } from "./archive.ts";
import { Attendance } from "./attendance.ts";
import { Connection } from "./connection.ts";
import { Conversation } from "./conversation.ts";
import { Deadlines } from "./deadlines.ts";
import { Economy } from "./economy.ts";
import { Entrance } from "./entrance.ts";
import type { Meter } from "./meter.ts";
import { failure } from "./outcome.ts";
import { report } from "./report.ts";
import { openStorage } from "./schema.ts";
import { metered, type RoomStorage } from "./storage.ts";
import { Upkeep } from "./upkeep.ts";
import type { Visit } from "./visit.ts";

/** A room whose tables could be read: the parts it is made of, how they are joined, and what a socket's events are to them. */
export class OpenRoom {
  readonly attendance: Attendance;
  readonly conversation: Conversation;
  readonly archive: Archive;
  readonly upkeep: Upkeep;
  readonly #storage: RoomStorage;
  readonly #deadlines: Deadlines;
  readonly #economy: Economy;
  readonly #entrance: Entrance;
  /** What D1 says of this room; undefined until it was called on behalf of somebody for the first time. */
  #record: RoomRecord | undefined;

  /** Makes the parts from what is stored. Nobody is told anything before `wake`. */
  constructor(
    private readonly ctx: DurableObjectState,
    env: Env,
    private readonly meter: Meter,
  ) {
    const settings = readSettings(env);
    const storage = metered(ctx.storage, meter);
    const epoch = openStorage(storage);
    this.#storage = storage;
    this.#record = storage.kv.get("room");
    this.attendance = new Attendance(storage.sql, ctx.getWebSockets(), settings);
    const later = (work: () => void, ms: number) => this.#economy.later(work, ms);
    const onTurn = (changed: Message[], posted: number, now: Time) => this.#follow(changed, posted, now);
    this.conversation = new Conversation(storage, settings, this.attendance, later, onTurn);
    const DB = counted(env.DB, (rows) => meter.countDatabase(rows));
    this.archive = new Archive(storage, { DB }, settings, () => this.conversation.commands, meter);
    this.#economy = new Economy(meter, this.attendance, this.conversation, settings.plan === "free");
    this.#entrance = new Entrance(epoch, this.attendance, this.conversation, this.#economy);
    this.#deadlines = new Deadlines(storage);
    this.upkeep = new Upkeep(
      settings,
      this.#deadlines,
      this.attendance,
      this.conversation,
      this.archive,
      this.#economy,
    );
  }

  /**
   * Finds its way back into what was going on when it was evicted, or restarted.
   * @param alarm when the alarm is set for, or null
   */
  wake(alarm: Time | null, now: Time): this {
    this.#deadlines.wake(alarm);
    // Before anybody is shown as they are by now: that may be among what is saved on.
    this.#economy.wake();
    this.attendance.wake(now);
    // The runtime gives up on an alarm that failed too often. Whatever wakes the room, it takes it up again.
    this.upkeep.schedule(now);
    if (this.attendance.connections.size > 0) this.upkeep.expectSilence(now);
    this.#economy.settle(now);
    return this;
  }

  /**
   * Answers a call from the Worker or the runtime, and counts it and what it takes.
   * @param record what D1 says of this room, if the caller has asked
   */
  serve<T>(record: RoomRecord | undefined, work: (room: OpenRoom) => T): T {
    this.meter.date(Date.now());
    this.meter.count("calls");
    return this.#economy.during(() => {
      if (record) this.#hear(record);
      return work(this);
    });
  }

  /** Lets somebody in over a socket that was accepted, or closes it. */
  admit(socket: WebSocket, { room, caller }: Visit, query: URLSearchParams, now: Time): void {
    const connection = Connection.open(socket, caller, query.get("tab")?.slice(0, 64), now);
    // As soon as D1 can be told who is here, they are to come in by the Worker again, which tells it.
    if (room.unnoted) connection.state.unnotedUntil = now + secondsToReset(now) * 1_000;
    try {
      if (!this.#entrance.admit(connection, this.#record ?? room, query, now)) return;
      this.meter.count("connections");
      this.upkeep.expectSilence(now);
    } catch (error) {
      report(error);
      if (isSpent(error)) tellFailure(connection, error);
      this.attendance.end(connection, CLOSE.FAULT, "Something went wrong.", now);
    }
  }

  /** Something came over a socket. */
  receive(socket: WebSocket, data: string | ArrayBuffer, now: Time): void {
    this.meter.date(now);
    this.meter.count("frames");
    const connection = this.#find(socket, now);
    if (connection) {
      guard(connection, () => this.conversation.receive(connection, data, now));
      // The alarm is set no later than that already, unless the clock has been set back since.
      this.upkeep.expectSilence(now);
    }
    if (!this.conversation.isTurnAhead) this.#economy.settle(now);
  }

  /** A socket has closed. */
  lose(socket: WebSocket, now: Time): void {
    const connection = this.#find(socket, now);
    if (connection) {
      guard(connection, () => {
        this.attendance.lose(connection, now);
        this.conversation.requestTurn(now);
      });
    }
    if (!this.conversation.isTurnAhead) this.#economy.settle(now);
  }

  /** The alarm has gone off. Never rejects. */
  ring(): Promise<void> {
    const heardAt = ({ socket }: Connection) => this.ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
    return this.serve(undefined, () => this.upkeep.ring(this.#record, heardAt));
  }

  /** Closes the connections of a session that has ended. */
  endSession(session: string, now: Time): void {
    this.serve(undefined, () => {
      this.attendance.endSession(session, now);
      this.conversation.requestTurn(now);
    });
  }

  /** The connection of a socket; with one that is only known now comes what the room had counted before it slept. */
  #find(socket: WebSocket, now: Time): Connection | undefined {
    const isKnown = this.attendance.connections.get(socket) !== undefined;
    const connection = this.attendance.find(socket, now);
    if (connection && !isKnown) this.#economy.recall(connection);
    return connection;
  }

  /** What follows from a turn: `changed` messages are new or not what they were, and `posted` of them are new. */
  #follow(changed: Message[], posted: number, now: Time): void {
    for (const message of changed) this.archive.note(message, now);
    const isDeletion = changed.some(({ deletedAt }) => deletedAt !== undefined);
    if (isDeletion && this.#record) void this.upkeep.forget(this.#record);
    this.meter.count("messages", posted);
    this.upkeep.schedule(now);
  }

  /** Takes in what D1 says of this room. Another name or topic is told to everybody who is here. */
  #hear(record: RoomRecord): void {
    const { number, id, name, topic, version, edition, workerUse } = record;
    this.archive.hear(record);
    if (workerUse) this.meter.passOn(workerUse);
    const known = this.#record;
    if (known?.number === number) {
      // Who calls may have asked D1 before a change that the room knows of already. What an earlier version of the code
      // has kept is of no edition.
      if (edition < (known.edition ?? 0) || (known.name === name && known.topic === topic)) return;
      this.conversation.describe({ id, name, topic }, Date.now());
    }
    this.#record = { number, id, name, topic, version, edition };
    this.#storage.kv.put("room", this.#record);
  }
}

/** No exception leaves a socket's handler: it would neither close the socket nor answer. */
function guard(connection: Connection, work: () => void): void {
  try {
    work();
  } catch (error) {
    report(error);
    tellFailure(connection, error);
  }
}

function tellFailure(connection: Connection, error: unknown): void {
  const { ok: _, ...refusal } = failure(error, Date.now());
  connection.tell({ type: "error", ...refusal });
}
