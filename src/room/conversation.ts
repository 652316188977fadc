import { CLOSE } from "../protocol/close.ts";
import { type ClientFrame, type Command, parseFrame, type Refusal, type SendCommand } from "../protocol/frames.ts";
import type { HistoryPage, Message, RoomInfo, Time } from "../protocol/model.ts";
import { type PageQuery, pageRange } from "../protocol/page.ts";
import type { Settings } from "../settings.ts";
import type { Attendance } from "./attendance.ts";
import { Broadcast, plain } from "./broadcast.ts";
import { Commands, type CommandTails } from "./commands.ts";
import type { Connection } from "./connection.ts";
import { failure, type Outcome, type Patience, type PostOutcome, refused } from "./outcome.ts";
import { report } from "./report.ts";
import type { RoomStorage } from "./storage.ts";
import { NOTHING_SAVED } from "./thrift.ts";
import { Turn, windowFor } from "./turn.ts";
import type { Caller } from "./visit.ts";

/** Commands in one turn that make a room a busy one. */
const BUSY = 10;

/** A command that waits for its turn. */
interface Waiting {
  caller: Caller;
  command: Command;
  answer(outcome: Outcome): void;
}

/** Takes what people send, carries it out turn by turn, and tells everybody. */
export class Conversation {
  readonly #turn: Turn;
  readonly #broadcast = new Broadcast();
  /** What is done without. */
  saving = NOTHING_SAVED;
  /** Undefined after a failed write, until it is read again. */
  #commands: Commands | undefined;
  #inbox: Waiting[] = [];
  /** Commands of the last turn. */
  #load = 0;

  /**
   * @param later does something after so many milliseconds
   * @param onTurn called after each turn with the messages that are new or changed, and how many are new
   */
  constructor(
    private readonly storage: RoomStorage,
    private readonly settings: Settings,
    private readonly attendance: Attendance,
    later: (work: () => void, ms: number) => void,
    private readonly onTurn: (messages: Message[], posted: number, now: Time) => void,
  ) {
    this.#turn = new Turn(() => {
      try {
        this.#takeTurn();
      } catch (error) {
        report(error);
      }
    }, later);
    this.#commands = new Commands(storage.sql, settings, Date.now(), attendance.kept?.tails);
  }

  /** The messages and what happened to them. */
  get commands(): Commands {
    this.#commands ??= new Commands(this.storage.sql, this.settings, Date.now(), undefined);
    return this.#commands;
  }

  /** What spares it reading its last rows after a sleep. */
  get tails(): CommandTails | undefined {
    return this.#commands?.tails;
  }

  /** True while something that came in waits for its turn. */
  get isBusy(): boolean {
    return this.#inbox.length > 0;
  }

  /** True if a turn will follow that nobody has to ask for any more. */
  get isTurnAhead(): boolean {
    return this.#turn.isAhead;
  }

  /** There may be something to tell: now, or soon if the room is busy. */
  requestTurn(now: Time): void {
    this.#turn.request(now, windowFor(this.attendance.connections.size, this.#load));
  }

  /** The room has another name or topic, which everybody is to be told. */
  describe(info: RoomInfo, now: Time): void {
    this.#broadcast.room(info);
    this.requestTurn(now);
  }

  /** A page of history. */
  page(query: PageQuery): HistoryPage {
    const { messages } = this.commands;
    const range = pageRange(query, messages.seq);
    return { messages: messages.page(range), hasBefore: range.hasBefore, hasAfter: range.hasAfter };
  }

  /** Posts a message without a socket. */
  post(caller: Caller, command: SendCommand): Promise<PostOutcome> {
    return new Promise((resolve) => {
      const answer = (outcome: Outcome) =>
        resolve(outcome.ok ? { ok: true, message: outcome.message, created: !outcome.repeated } : outcome);
      this.#enqueue({ caller, command, answer });
    });
  }

  /** Acts on what came over a socket, or refuses it. */
  receive(connection: Connection, data: string | ArrayBuffer, now: Time): void {
    const parsed = parseFrame(data, this.settings.frameLimit);
    connection.state.activeAt = now;
    if (!connection.countFrame(this.settings, now)) {
      const id = parsed.ok ? ("id" in parsed.frame ? parsed.frame.id : undefined) : parsed.id;
      const refusal = { ...refused("rate_limited", "Too many frames; wait a second."), retryAfter: 1 };
      this.#refuse(connection, refusal, id, now);
    } else if (parsed.ok) this.#act(connection, parsed.frame, now);
    else this.#refuse(connection, parsed, parsed.id, now);
    if (parsed.ok && this.#isForgettable(parsed.frame)) connection.saveSoon();
    else connection.save();
  }

  /**
   * True if of the connection nothing changes but when it was last heard of. In a busy room there are more of these than
   * of anything else; should it fall silent at once and sleep, someone is taken for idle a minute early.
   */
  #isForgettable({ type }: ClientFrame): boolean {
    return type === "ack" || (type === "send" && this.#load >= BUSY);
  }

  #act(connection: Connection, frame: ClientFrame, now: Time): void {
    const { caller, state } = connection;
    switch (frame.type) {
      case "send":
      case "edit":
      case "delete":
      case "react":
        this.#enqueue({ caller, command: frame, answer: (outcome) => this.#answer(connection, frame, outcome) });
        break;
      case "typing":
        if (this.saving.typing || !caller.visible || !connection.mayType(now)) break;
        this.#broadcast.typing(caller.user);
        this.requestTurn(now);
        break;
      case "status":
        state.status = frame.status;
        if (this.saving.presence) break;
        this.attendance.show(connection.user, now);
        this.requestTurn(now);
        break;
      case "read":
        if (!this.saving.read) this.attendance.read(connection, Math.min(frame.seq, this.commands.messages.seq));
        break;
      case "ack":
        connection.acknowledge(frame.received);
        break;
      default:
        frame satisfies never;
    }
  }

  #enqueue(waiting: Waiting): void {
    this.#inbox.push(waiting);
    this.requestTurn(Date.now());
  }

  /**
   * Carries out what has come in, writes it, and tells everybody. Nothing in here waits, so nothing comes between taking
   * a number and writing its row; and the runtime holds back what is sent until the rows are on disk.
   */
  #takeTurn(): void {
    const now = Date.now();
    const { connections, presence } = this.attendance;
    const inbox = this.#inbox;
    this.#inbox = [];
    this.#load = inbox.length;
    const { outcomes, news, failed } = this.#carryOut(inbox, now);
    const changed = outcomes.flatMap((outcome) => (outcome.ok && outcome.effect !== "none" ? [outcome.message] : []));
    for (const message of changed) this.#broadcast.message(message);
    for (const [index, { answer }] of inbox.entries()) answer(outcomes[index]!);
    for (const connection of this.#broadcast.send(connections, news, presence.count)) {
      this.attendance.end(connection, CLOSE.TOO_SLOW, "Too much is unconfirmed.", now);
    }
    this.attendance.keepGraces();
    // Whoever was disconnected just now is to be announced; but not at once again if nothing can be written.
    if (presence.isStale && !failed) this.requestTurn(now);
    const posted = outcomes.filter((outcome) => outcome.ok && outcome.effect === "posted").length;
    this.onTurn(changed, posted, now);
  }

  /** One transaction: all of it is written, or nothing was done. */
  #carryOut(inbox: Waiting[], now: Time) {
    try {
      return this.storage.transactionSync(() => {
        const outcomes = inbox.map(({ caller, command }) => this.commands.execute(caller, command, now));
        this.commands.messages.write();
        return { outcomes, news: this.attendance.presence.announce(), failed: false };
      });
    } catch (error) {
      report(error);
      // The rows are rolled back, so what was counted in memory is read again from what is stored, once that is possible.
      this.#commands = undefined;
      this.attendance.presence.distrust();
      const outcome: Outcome = failure(error, now);
      return { outcomes: inbox.map(() => outcome), news: undefined, failed: true };
    }
  }

  #answer(connection: Connection, command: Command, outcome: Outcome): void {
    if (!outcome.ok) {
      this.#refuse(connection, outcome, command.id, Date.now());
    } else if (outcome.effect === "none") {
      const ack = command.type === "send" ? {} : { ack: command.id };
      this.#broadcast.tell(connection, { ...plain(outcome.message), ...ack });
    } else if (outcome.effect === "changed") {
      this.#broadcast.acknowledge(connection, outcome.message.seq, command.id);
    }
  }

  #refuse(connection: Connection, refusal: Refusal & Patience, id: string | undefined, now: Time): void {
    const { code, message, retryAfter, quota } = refusal;
    const named = { ...(id !== undefined && { id }), ...(retryAfter !== undefined && { retryAfter }) };
    connection.tell({ type: "error", code, message, ...named, ...(quota !== undefined && { quota }) });
    if (code === "rate_limited" && connection.countRefusal(now)) {
      this.attendance.end(connection, CLOSE.FLOOD, "Kept sending after being told to slow down.", now);
      this.requestTurn(now);
    } else if ((code === "bad_frame" || code === "too_large") && connection.countBadFrame(now)) {
      this.attendance.end(connection, CLOSE.PROTOCOL_ERROR, "Too many frames that are not valid.", now);
      this.requestTurn(now);
    }
  }
}
