import { parseEvents, type ServerEvent } from "../../../src/protocol/events.ts";
import type { Command } from "../../../src/protocol/frames.ts";
import type { Message, User } from "../../../src/protocol/model.ts";
import type { Account, Server } from "./server.ts";

/** Milliseconds between two attempts to connect; whoever is killed is soon back. */
const RETRY_MS = 50;
/** How often a command is tried again after the room said it was its own fault. */
const PATIENCE = 20;

/** A command, and what became of it. */
export interface Given {
  user: User;
  command: Command;
  /** The message that the room answered with, the first time. */
  answer?: Message;
  /** The code of its last refusal. */
  refusal?: string;
  failures: number;
}

/**
 * A client by the book (docs/protocol.md, section 6) and nothing more: it shares no code with the product's own beyond
 * parsing, so that both cannot be wrong in the same way.
 */
export class Participant {
  /** Everything this client has asked of the room, in order. */
  readonly given: Given[] = [];
  /** Those that the room has not answered, in the same order. */
  unanswered: Given[] = [];
  /** What the room has sent that the contract rules out. */
  readonly complaints: string[] = [];
  readonly user: User;
  /** While true, what comes in is lost on its last few metres. */
  deaf = false;
  readonly #server: Server;
  readonly #room: string;
  readonly #token: string;
  #socket: WebSocket | undefined;
  #copy = new Map<number, Message>();
  #isReady = false;
  #isLeaving = false;
  #epoch: string | undefined;
  #seq = 0;
  #rev = 0;
  /** The revision that this client has once it is ready. */
  #promised = 0;
  readonly #waiting = new Set<() => void>();

  constructor(server: Server, room: string, { token, user }: Account) {
    this.#server = server;
    this.#room = room;
    this.#token = token;
    this.user = user;
    this.#connect();
  }

  /** How many commands the room has answered. */
  get answers(): number {
    return this.given.length - this.unanswered.length;
  }

  /** True if this client is connected, has caught up, and has an answer to everything. */
  get isSettled(): boolean {
    return this.#isReady && this.unanswered.length === 0;
  }

  /** Seq of the newest message it has. */
  get seq(): number {
    return this.#seq;
  }

  /** Greatest revision it has seen. */
  get rev(): number {
    return this.#rev;
  }

  /** The newest messages of the room as this client has it, without a gap up to the last; all of them, if not told how many. */
  copy(count = Number.POSITIVE_INFINITY): Message[] {
    const messages: Message[] = [];
    for (let seq = this.#seq; messages.length < count && this.#copy.has(seq); seq--)
      messages.push(this.#copy.get(seq)!);
    return messages.reverse();
  }

  /** Gives a command to the room, now or when it is there again. */
  give(command: Command): void {
    const given = { user: this.user, command, failures: 0 };
    this.given.push(given);
    this.unanswered.push(given);
    if (this.#isReady) this.#send(given);
  }

  /** Forgets what it knew of the room, as a phone does that is switched off; what was given is kept. */
  switchOff(): void {
    this.#forget();
    // What the dead connection has received and not read yet is not read any more.
    if (this.#socket) this.#lose(this.#socket);
  }

  #forget(): void {
    this.#copy = new Map();
    this.#epoch = undefined;
    this.#seq = 0;
    this.#rev = 0;
  }

  async until(condition: (participant: Participant) => boolean): Promise<void> {
    while (!condition(this)) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Closes the connection. Resolves when the room has answered that, or is not there to. */
  async leave(): Promise<void> {
    this.#isLeaving = true;
    this.#socket?.close();
    await this.until(() => this.#socket === undefined);
  }

  #connect(): void {
    const url = new URL(`/api/rooms/${this.#room}/socket`, this.#server.url);
    url.protocol = "ws:";
    if (this.#epoch !== undefined) {
      const seen = { epoch: this.#epoch, seq: String(this.#seq), rev: String(this.#rev) };
      url.search = new URLSearchParams(seen).toString();
    }
    // Node's WebSocket takes headers, which the standard that the type describes does not have.
    const socket = new WebSocket(url, { headers: { Authorization: `Bearer ${this.#token}` } } as unknown as string[]);
    this.#socket = socket;
    socket.addEventListener("open", () => socket.send("ping"));
    socket.addEventListener("message", ({ data }) => {
      if (socket === this.#socket && data !== "pong" && !this.deaf) this.#receive(parseEvents(String(data)));
    });
    socket.addEventListener("error", () => {});
    socket.addEventListener("close", () => this.#lose(socket));
  }

  #lose(socket: WebSocket): void {
    if (socket !== this.#socket) return;
    this.#isReady = false;
    this.deaf = false;
    this.#socket = undefined;
    if (!this.#isLeaving) setTimeout(() => this.#retry(), RETRY_MS);
    this.#tell();
  }

  #retry(): void {
    if (!this.#isLeaving) this.#connect();
  }

  #receive(events: ServerEvent[]): void {
    for (const event of events) {
      if (event.type === "welcome") {
        if (!event.resumed) this.#forget();
        this.#epoch = event.epoch;
        this.#promised = event.rev;
      } else if (event.type === "message") this.#learn(event);
      else if (event.type === "error") this.#refused(event.id, event.code);
      else if (event.type === "ready") {
        this.#rev = Math.max(this.#rev, this.#promised);
        this.#isReady = true;
        for (const given of this.unanswered) this.#send(given);
      }
    }
    this.#tell();
  }

  #learn({ type: _, ack, ...message }: Message & { type: string; ack?: string }): void {
    const { seq, rev = 0, author, id } = message;
    if (seq > this.#seq) {
      if (this.#copy.size > 0 && seq !== this.#seq + 1)
        this.complaints.push(`reordered: ${seq} came after ${this.#seq}`);
      this.#seq = seq;
    }
    this.#rev = Math.max(this.#rev, rev);
    const held = this.#copy.get(seq);
    if (!held || rev >= (held.rev ?? 0)) this.#copy.set(seq, message);
    if (ack !== undefined) this.#answered(ack, message);
    if (author.id === this.user.id) this.#answered(id, message);
  }

  #answered(id: string, message: Message): void {
    const given = this.unanswered.find(({ command }) => command.id === id);
    if (given) this.#settle(Object.assign(given, { answer: message }));
  }

  #refused(id: string | undefined, code: string): void {
    const given = this.unanswered.find(({ command }) => command.id === id);
    if (!given) return;
    if (code === "internal" && ++given.failures < PATIENCE) this.#send(given);
    else this.#settle(Object.assign(given, { refusal: code }));
  }

  #settle(given: Given): void {
    this.unanswered = this.unanswered.filter((other) => other !== given);
  }

  #send({ command }: Given): void {
    this.#socket?.send(JSON.stringify(command));
  }

  #tell(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}
