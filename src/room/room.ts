import { DurableObject } from "cloudflare:workers";
import { counted } from "../database/counted.ts";
import type { RoomRecord } from "../database/rooms.ts";
import { CLOSE } from "../protocol/close.ts";
import type { SendCommand } from "../protocol/frames.ts";
import { DEAD_AFTER_MS, GRACE_MS, PING, PONG } from "../protocol/limits.ts";
import type { HistoryPage, Message, Person, Time, User } from "../protocol/model.ts";
import { type PageQuery, pageRange } from "../protocol/page.ts";
import { readSettings, type Settings } from "../settings.ts";
import { isSpent, secondsToReset } from "../spent.ts";
import { Archive } from "./archive.ts";
import { Attendance } from "./attendance.ts";
import { Closed } from "./closed.ts";
import { Connection } from "./connection.ts";
import { Conversation } from "./conversation.ts";
import { Deadlines } from "./deadlines.ts";
import { Economy } from "./economy.ts";
import { Entrance, upgraded } from "./entrance.ts";
import { Meter } from "./meter.ts";
import { failure, type PostOutcome } from "./outcome.ts";
import { within } from "./patience.ts";
import { report } from "./report.ts";
import { openStorage } from "./schema.ts";
import { metered, type RoomStorage } from "./storage.ts";
import { decodeVisit, VISIT_HEADER, type Visit } from "./visit.ts";

/** Milliseconds the alarm waits for D1 before it returns, so that a D1 that hangs does not hold up presence. */
const ALARM_PATIENCE_MS = 5_000;
/** Milliseconds until the alarm looks again after D1 kept it waiting, or after a fault of its own. */
const ALARM_AGAIN_MS = 30_000;

/**
 * One conversation and the people in it. Between events it may be evicted from memory with its sockets open; everything
 * it needs afterwards is in its tables, in the sockets' attachments, or in the time its alarm is set for.
 */
export class Room extends DurableObject<Env> {
  readonly #settings: Settings;
  readonly #meter = new Meter(Date.now());
  readonly #storage: RoomStorage;
  #attendance!: Attendance;
  #archive!: Archive;
  #conversation!: Conversation;
  #economy!: Economy;
  #entrance!: Entrance;
  #deadlines!: Deadlines;
  #room: RoomRecord | undefined;
  /** Set if the room cannot even be opened: then there is nothing of the above. */
  #closed: Closed | undefined;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#storage = metered(ctx.storage, this.#meter);
    this.#meter.count("wakeUps");
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    this.#settings = readSettings(env);
    this.#attempt(() => this.#open());
    if (this.#closed) return;
    void ctx.blockConcurrencyWhile(async () => {
      const alarm = await ctx.storage.getAlarm().catch(() => null);
      this.#attempt(() => this.#wake(alarm, Date.now()));
    });
  }

  /** Has the room closed if it cannot be opened because its quota is spent. */
  #attempt(work: () => void): void {
    try {
      work();
      this.#closed = undefined;
    } catch (error) {
      this.#closed = new Closed(this.ctx, error, Date.now());
    }
  }

  /** Whether the room is closed; with a new day it is opened again. */
  #isClosed(now: Time): Closed | undefined {
    const isOver = this.#closed && now >= this.#closed.until;
    if (isOver) {
      this.#attempt(() => {
        this.#open();
        // Should an alarm be set, it is set anew.
        this.#wake(null, now);
      });
    }
    return this.#closed;
  }

  /** Makes the parts of the room from what it has stored. */
  #open(): void {
    const { ctx, env } = this;
    const storage = this.#storage;
    const epoch = openStorage(storage);
    this.#attendance = new Attendance(storage.sql, ctx.getWebSockets(), this.#settings);
    const later = (work: () => void, ms: number) => this.#meter.later(ms, () => this.#settleAfter(work));
    const onTurn = (messages: Message[], posted: number, now: Time) => {
      for (const message of messages) this.#archive.note(message, now);
      if (messages.some(({ deletedAt }) => deletedAt !== undefined)) void this.#forget();
      this.#meter.count("messages", posted);
      this.#schedule(now);
    };
    this.#conversation = new Conversation(storage, this.#settings, this.#attendance, later, onTurn);
    const DB = counted(env.DB, (rows) => this.#meter.countDatabase(rows));
    this.#archive = new Archive(storage, { DB }, this.#settings, () => this.#conversation.commands, this.#meter);
    const hasQuotas = this.#settings.plan === "free";
    this.#economy = new Economy(this.#meter, this.#attendance, this.#conversation, hasQuotas);
    this.#entrance = new Entrance(epoch, this.#attendance, this.#conversation, this.#economy);
    this.#room = storage.kv.get("room");
  }

  /** Finds its way back into what was going on when it was evicted, or restarted. */
  #wake(alarm: Time | null, now: Time): void {
    this.#deadlines = new Deadlines(this.#storage, alarm);
    // Before anybody is shown as they are by now: that may be among what is saved on.
    this.#economy.wake();
    this.#attendance.wake(now);
    // The runtime gives up on an alarm that failed too often. Whatever wakes the room, it takes it up again.
    this.#schedule(now);
    if (this.#attendance.connections.size > 0) this.#deadlines.by(now + this.#sweepAfterMs);
    this.#economy.settle(now);
  }

  /** Opens a socket for a caller whom the Worker has let in. */
  override fetch(request: Request): Promise<Response> {
    const visit = decodeVisit(request.headers.get(VISIT_HEADER) ?? "");
    return this.#serve(visit.room, () => this.#receive(request, visit));
  }

  async #receive(request: Request, { room, caller }: Visit): Promise<Response> {
    await this.#archive.rouse(room);
    const query = new URL(request.url).searchParams;
    const { 0: client, 1: socket } = new WebSocketPair();
    const now = Date.now();
    this.ctx.acceptWebSocket(socket);
    const connection = Connection.open(socket, caller, query.get("tab")?.slice(0, 64), now);
    // As soon as D1 can be told who is here, they are to come in by the Worker again, which tells it.
    if (room.unnoted) connection.state.unnotedUntil = now + secondsToReset(now) * 1_000;
    try {
      if (this.#entrance.admit(connection, this.#room!, query, now)) {
        this.#meter.count("connections");
        this.#deadlines.by(now + this.#sweepAfterMs);
      }
    } catch (error) {
      report(error);
      if (isSpent(error)) this.#tellFailure(connection, error);
      this.#attendance.end(connection, CLOSE.FAULT, "Something went wrong.", now);
    }
    return upgraded(request, client);
  }

  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    const now = Date.now();
    const closed = this.#isClosed(now);
    if (closed) {
      closed.refuse(socket, data, now);
      return;
    }
    this.#meter.date(now);
    const connection = this.#find(socket, now);
    this.#meter.count("frames");
    if (connection) {
      this.#guard(connection, () => this.#conversation.receive(connection, data, now));
      // The alarm is set no later than that already, unless the clock has been set back since.
      this.#deadlines.by(now + this.#sweepAfterMs);
    }
    if (!this.#conversation.isTurnAhead) this.#economy.settle(now);
  }

  override webSocketClose(socket: WebSocket, code: number): void {
    try {
      // The runtime does not answer a close; 1005 and 1006 say that there was no code, and must not be sent.
      socket.close(code === 1005 || code === 1006 ? 1000 : code);
    } catch {
      // Already closed from this side.
    }
    this.#lose(socket);
  }

  override webSocketError(socket: WebSocket): void {
    this.#lose(socket);
  }

  /** Does what is due: connections that are over, people whose grace is over, a batch for the archive. Never rejects. */
  override async alarm(): Promise<void> {
    const now = Date.now();
    const closed = this.#isClosed(now);
    if (closed) return closed.putOff(now);
    return this.#serve(undefined, () => this.#ring());
  }

  async #ring(): Promise<void> {
    this.#deadlines.ring();
    try {
      const now = Date.now();
      const heardAt = ({ socket }: Connection) => this.ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
      const nextSweep = this.#attendance.sweep(heardAt, now);
      // The turn comes first, so that a farewell tells of its rows as well; what it asks for is being done by then.
      this.#conversation.requestTurn(now);
      const flushed = this.#archive.isDue(this.#attendance.emptySince, now) ? this.#flush() : undefined;
      this.#deadlines.ring();
      this.#deadlines.by(nextSweep);
      this.#schedule(now);
      if (flushed) await within(ALARM_PATIENCE_MS, flushed, "D1 keeps the alarm waiting");
      this.#schedule(Date.now());
    } catch (error) {
      report(error);
      this.#deadlines.by(Date.now() + ALARM_AGAIN_MS);
    }
    this.#deadlines.rest();
  }

  /** Posts a message without a socket. */
  post({ room, caller }: Visit, command: SendCommand): Promise<PostOutcome> {
    return this.#serve(room, async () => {
      await this.#archive.rouse(room);
      return this.#conversation.post(caller, command);
    });
  }

  /** What the list of rooms shows of this one. */
  summary(room: RoomRecord): { seq: number; lastMessageAt: Time | null; online: number } {
    return this.#serve(room, () => {
      // Whoever asks was told by D1 that the room is awake. If it is not, D1 is to learn that.
      if (this.#attendance.emptySince !== null && this.#archive.isUnsettled) this.#deadlines.by(Date.now() + GRACE_MS);
      const { seq, lastAt } = this.#conversation.commands.messages;
      return { seq, lastMessageAt: lastAt, online: this.#attendance.presence.count };
    });
  }

  /** Who is shown as online. */
  presence(room: RoomRecord): { online: Person[]; count: number } {
    return this.#serve(room, () => this.#attendance.presence.snapshot);
  }

  /** A page of history. */
  page(room: RoomRecord, query: PageQuery): HistoryPage {
    return this.#serve(room, () => {
      const { messages } = this.#conversation.commands;
      const range = pageRange(query, messages.seq);
      return { messages: messages.page(range), hasBefore: range.hasBefore, hasAfter: range.hasAfter };
    });
  }

  /** Every message that D1 does not hold in its current state. */
  unarchived(room: RoomRecord): Message[] {
    return this.#serve(room, () => this.#archive.unarchived());
  }

  /** Copies the whole conversation into D1 again. */
  rebuildArchive(room: RoomRecord): void {
    this.#serve(room, () => {
      this.#archive.rebuild();
      this.#schedule(Date.now());
    });
  }

  /** Closes the connections of a session that has ended. */
  endSession(session: string): void {
    const closed = this.#isClosed(Date.now());
    if (closed) {
      closed.endSession(session);
      return;
    }
    this.#serve(undefined, () => {
      const now = Date.now();
      this.#attendance.endSession(session, now);
      this.#conversation.requestTurn(now);
    });
  }

  /** A user has another name, or wants to be shown or hidden. */
  updateUser(user: User, visible: boolean): void {
    this.#serve(undefined, () => {
      const now = Date.now();
      this.#attendance.update(user, visible, now);
      this.#conversation.requestTurn(now);
    });
  }

  /** Milliseconds after which a connection that has just been heard of could be over. */
  get #sweepAfterMs(): number {
    return Math.min(DEAD_AFTER_MS, this.#settings.idleTimeoutMs);
  }

  #lose(socket: WebSocket): void {
    const now = Date.now();
    if (this.#isClosed(now)) return;
    const connection = this.#find(socket, now);
    if (connection) {
      this.#guard(connection, () => {
        this.#attendance.lose(connection, now);
        this.#conversation.requestTurn(now);
      });
    }
    if (!this.#conversation.isTurnAhead) this.#economy.settle(now);
  }

  /** The connection of a socket; with one that is only known now comes what the room had counted before it slept. */
  #find(socket: WebSocket, now: Time): Connection | undefined {
    const isKnown = this.#attendance.connections.get(socket) !== undefined;
    const connection = this.#attendance.find(socket, now);
    if (connection && !isKnown) this.#economy.recall(connection);
    return connection;
  }

  #flush(): Promise<void> {
    return this.#meter.during(async () => {
      if (!this.#room) return;
      const isAwake = () => this.#attendance.connections.size > 0 || this.#conversation.isBusy;
      await this.#archive.flush(this.#room, isAwake, () => this.#attendance.presence.count);
      await this.#forget();
    });
  }

  #forget(): Promise<void> {
    return this.#meter.during(async () => {
      if (this.#room) await this.#archive.forget(this.#room);
      this.#schedule(Date.now());
      this.#economy.settle(Date.now());
    });
  }

  /** Answers a call from the Worker or the runtime, and counts it and what it takes. */
  #serve<T>(room: RoomRecord | undefined, work: () => T): T {
    const closed = this.#isClosed(Date.now());
    if (closed) throw closed.error;
    this.#meter.date(Date.now());
    this.#meter.count("calls");
    return this.#meter.during(() => {
      if (room) this.#remember(room);
      return this.#settleAfter(work);
    });
  }

  #settleAfter<T>(work: () => T): T {
    const result = work();
    if (result instanceof Promise) return result.finally(() => this.#economy.settle(Date.now())) as T;
    this.#economy.settle(Date.now());
    return result;
  }

  /** Sees to it that the room is awake when there is something to do. */
  #schedule(now: Time): void {
    this.#deadlines.by(this.#attendance.presence.nextExpiry(now));
    this.#deadlines.by(this.#archive.dueAt(this.#attendance.emptySince, now));
  }

  /** Takes in what D1 says of this room. Another name or topic is told to everybody who is here. */
  #remember(room: RoomRecord): void {
    const { number, id, name, topic, version, edition, workerUse } = room;
    this.#archive.hear(room);
    if (workerUse) this.#meter.passOn(workerUse);
    const known = this.#room;
    if (known?.number === number) {
      // Who calls may have asked D1 before a change that the room knows of already. What an earlier version of the code
      // has kept is of no edition.
      if (edition < (known.edition ?? 0) || (known.name === name && known.topic === topic)) return;
      this.#conversation.describe({ id, name, topic }, Date.now());
    }
    this.#room = { number, id, name, topic, version, edition };
    this.#storage.kv.put("room", this.#room);
  }

  /** No exception leaves a socket's handler: it would neither close the socket nor answer. */
  #guard(connection: Connection, work: () => void): void {
    try {
      work();
    } catch (error) {
      report(error);
      this.#tellFailure(connection, error);
    }
  }

  #tellFailure(connection: Connection, error: unknown): void {
    const { ok: _, ...refusal } = failure(error, Date.now());
    connection.tell({ type: "error", ...refusal });
  }
}
