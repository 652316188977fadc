import { DurableObject } from "cloudflare:workers";
import type { RoomRecord } from "../database/rooms.ts";
import type { SendCommand } from "../protocol/frames.ts";
import { PING, PONG } from "../protocol/limits.ts";
import type { HistoryPage, Message, Person, Time, User } from "../protocol/model.ts";
import type { PageQuery } from "../protocol/page.ts";
import { isSpent } from "../spent.ts";
import { ClosedRoom } from "./closed-room.ts";
import { upgraded } from "./entrance.ts";
import { Meter } from "./meter.ts";
import { OpenRoom } from "./open-room.ts";
import type { PostOutcome } from "./outcome.ts";
import { report } from "./report.ts";
import { decodeVisit, VISIT_HEADER, type Visit } from "./visit.ts";

/**
 * One conversation and the people in it: what the runtime and the Worker may ask of it. Between events it may be evicted
 * from memory with its sockets open; everything it needs afterwards is in its tables, in the sockets' attachments, or in
 * the time its alarm is set for.
 */
export class Room extends DurableObject<Env> {
  readonly #meter = new Meter(Date.now());
  #room: OpenRoom | ClosedRoom;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#meter.count("wakeUps");
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG));
    const room = this.#unlessSpent(() => new OpenRoom(ctx, env, this.#meter));
    this.#room = room;
    if (room instanceof ClosedRoom) return;
    void ctx.blockConcurrencyWhile(async () => {
      const alarm = await ctx.storage.getAlarm().catch(() => null);
      this.#room = this.#unlessSpent(() => room.wake(alarm, Date.now()));
    });
  }

  /** Opens a socket for a caller whom the Worker has let in. */
  override fetch(request: Request): Promise<Response> {
    const visit = decodeVisit(request.headers.get(VISIT_HEADER) ?? "");
    return this.#serve(visit.room, async (room) => {
      await room.archive.rouse(visit.room);
      const { 0: client, 1: socket } = new WebSocketPair();
      this.ctx.acceptWebSocket(socket);
      room.admit(socket, visit, new URL(request.url).searchParams, Date.now());
      return upgraded(request, client);
    });
  }

  override webSocketMessage(socket: WebSocket, data: string | ArrayBuffer): void {
    const now = Date.now();
    this.#at(now).receive(socket, data, now);
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

  /** Does what is due: connections that are over, people whose grace is over, a batch for the archive. */
  override async alarm(): Promise<void> {
    const now = Date.now();
    await this.#at(now).ring(now);
  }

  /** Posts a message without a socket. */
  post({ room, caller }: Visit, command: SendCommand): Promise<PostOutcome> {
    return this.#serve(room, async ({ archive, conversation }) => {
      await archive.rouse(room);
      return conversation.post(caller, command);
    });
  }

  /** What the list of rooms shows of this one. */
  summary(room: RoomRecord): { seq: number; lastMessageAt: Time | null; online: number } {
    return this.#serve(room, ({ conversation, attendance, upkeep }) => {
      upkeep.contradict(Date.now());
      const { seq, lastAt } = conversation.commands.messages;
      return { seq, lastMessageAt: lastAt, online: attendance.presence.count };
    });
  }

  /** Who is shown as online. */
  presence(room: RoomRecord): { online: Person[]; count: number } {
    return this.#serve(room, ({ attendance }) => attendance.presence.snapshot);
  }

  /** A page of history. */
  page(room: RoomRecord, query: PageQuery): HistoryPage {
    return this.#serve(room, ({ conversation }) => conversation.page(query));
  }

  /** Every message that D1 does not hold in its current state. */
  unarchived(room: RoomRecord): Message[] {
    return this.#serve(room, ({ archive }) => archive.unarchived());
  }

  /** Copies the whole conversation into D1 again. */
  rebuildArchive(room: RoomRecord): void {
    this.#serve(room, ({ archive, upkeep }) => {
      archive.rebuild();
      upkeep.schedule(Date.now());
    });
  }

  /** Closes the connections of a session that has ended. */
  endSession(session: string): void {
    const now = Date.now();
    this.#at(now).endSession(session, now);
  }

  /** A user has another name, or wants to be shown or hidden. */
  updateUser(user: User, visible: boolean): void {
    this.#serve(undefined, ({ attendance, conversation }) => {
      const now = Date.now();
      attendance.update(user, visible, now);
      conversation.requestTurn(now);
    });
  }

  #lose(socket: WebSocket): void {
    const now = Date.now();
    this.#at(now).lose(socket, now);
  }

  /**
   * Answers a call from the Worker.
   * @param record what D1 says of this room, if the Worker has asked
   * @throws if the room is closed
   */
  #serve<T>(record: RoomRecord | undefined, work: (room: OpenRoom) => T): T {
    return this.#at(Date.now()).serve(record, work);
  }

  /** The room as it is now; one that was closed is opened again with a new day. */
  #at(now: Time): OpenRoom | ClosedRoom {
    if (this.#room instanceof ClosedRoom && now >= this.#room.until) {
      // Should an alarm be set, it is set anew.
      this.#room = this.#unlessSpent(() => new OpenRoom(this.ctx, this.env, this.#meter).wake(null, now));
    }
    return this.#room;
  }

  /** The open room, or a closed one if it cannot be opened because its quota is spent. */
  #unlessSpent(open: () => OpenRoom): OpenRoom | ClosedRoom {
    try {
      return open();
    } catch (error) {
      if (!isSpent(error)) throw error;
      report(error);
      return new ClosedRoom(this.ctx, error, Date.now());
    }
  }
}
