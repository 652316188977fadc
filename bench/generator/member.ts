import type { Dialect } from "./dialects.ts";
import { type Listener, RawSocket } from "./socket.ts";
import { clock, MARK_BYTE, readTexts, textOf } from "./text.ts";

/** What the members of a crowd count together. */
export interface Tally {
  delivered: number;
  sent: number;
  /** Messages whose senders have them back. */
  returned: number;
  /** Microseconds from sending to receiving, and from sending to the sender's own copy, of messages sent since `from`. */
  receive: number[];
  acknowledge: number[];
  from: number;
  to: number;
  complaints: string[];
}

/** Bytes of the longest frame that is a heartbeat. */
const HEARTBEAT_LENGTH = 4;

/** Somebody in a room. A close member reads the messages; any other only counts them. */
export class Member implements Listener {
  readonly #socket: RawSocket;
  readonly #dialect: Dialect;
  readonly #tally: Tally;
  readonly #index: number;
  #received = 0;
  #acknowledged = 0;
  #sent = 0;
  #ready = false;
  #leaving = false;
  #onReady!: () => void;
  #onFailure!: (error: Error) => void;
  /** Takes the receiving time of every message. */
  samples = false;
  /** Takes the time until its own messages are back. */
  sends = false;
  readonly ready = new Promise<void>((resolve, reject) => {
    this.#onReady = resolve;
    this.#onFailure = reject;
  });

  constructor(port: number, path: string, headers: string[], dialect: Dialect, index: number, tally: Tally) {
    this.#dialect = dialect;
    this.#tally = tally;
    this.#index = index;
    this.#socket = new RawSocket(port, path, headers, this);
    this.#socket.open.then(() => {
      if (dialect.hello) this.#socket.send(dialect.hello);
      if (!dialect.isReady) this.#becomeReady();
    }, this.#onFailure);
  }

  say(at: number): void {
    this.#tally.sent++;
    const id = `${this.#index}-${this.#sent++}-${at}`;
    this.#socket.send(this.#dialect.send(id, `Member ${this.#index}`, textOf(at, this.#index)));
  }

  beat(): void {
    if (this.#dialect.heartbeat) this.#socket.send(this.#dialect.heartbeat.frame);
  }

  leave(): void {
    this.#leaving = true;
    this.#socket.close();
  }

  wantsText(length: number): boolean {
    return length <= HEARTBEAT_LENGTH || this.samples || this.sends || !this.#ready;
  }

  text(frame: string): void {
    const answer = this.#dialect.answer?.(frame);
    if (answer !== undefined) this.#socket.send(answer);
    if (!this.#ready) {
      if (this.#dialect.isReady!(frame)) this.#becomeReady();
      return;
    }
    const now = clock();
    const { from, to, receive, acknowledge } = this.#tally;
    this.#tally.delivered += readTexts(frame, (sentAt, sender) => {
      if (sender === this.#index) this.#tally.returned++;
      if (sentAt < from || sentAt >= to) return;
      if (sender === this.#index) acknowledge.push(now - sentAt);
      else if (this.samples) receive.push(now - sentAt);
    });
    if (frame.includes('"type":"error"')) this.#tally.complaints.push(frame.slice(0, 200));
  }

  piece(bytes: Buffer): void {
    let count = 0;
    for (let at = bytes.indexOf(MARK_BYTE); at >= 0; at = bytes.indexOf(MARK_BYTE, at + 1)) count++;
    this.#tally.delivered += count;
  }

  frameEnd(length: number): void {
    if (length <= HEARTBEAT_LENGTH) return;
    this.#received += length;
    const every = this.#dialect.acknowledgeEvery;
    if (every === undefined || this.#received - this.#acknowledged < every) return;
    this.#acknowledged = this.#received;
    this.#socket.send(this.#dialect.acknowledge!(this.#received));
  }

  closed(reason: string): void {
    this.#onFailure(new Error(reason));
    if (!this.#leaving) this.#tally.complaints.push(`member ${this.#index}: ${reason}`);
  }

  #becomeReady(): void {
    this.#ready = true;
    this.#onReady();
  }
}
