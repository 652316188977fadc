import { setTimeout as sleep } from "node:timers/promises";
import { dialects } from "./dialects.ts";
import { type Listener, RawSocket } from "./socket.ts";
import { clock } from "./text.ts";

/** Milliseconds within which a client comes back the first time: section 3.4 of the protocol. */
const FIRST_RETRY_MS = 500;
const ACKNOWLEDGE_EVERY = dialects.dormouse.acknowledgeEvery!;

interface Event {
  type: string;
  epoch: string;
  seq: number;
  rev?: number;
  resumed: boolean;
}

/** Somebody in a room of Dormouse who reads every event, comes back when the connection is cut, and notes what is missing. */
export class Follower implements Listener {
  readonly #port: number;
  readonly #path: string;
  readonly #token: string;
  #socket!: RawSocket;
  #epoch = "";
  #rev = 0;
  #received = 0;
  #acknowledged = 0;
  #cut = false;
  #promised = 0;
  #whole!: (at: number) => void;
  #failed!: (error: Error) => void;
  /** The last message it has. */
  seq = 0;
  /** Messages that came again, and messages that were left out. */
  twice = 0;
  missing = 0;

  constructor(port: number, path: string, token: string) {
    this.#port = port;
    this.#path = path;
    this.#token = token;
  }

  /** Connects. @returns when it had everything there was, by the clock of `clock` */
  connect(): Promise<number> {
    const seen = this.#epoch === "" ? "" : `?epoch=${this.#epoch}&seq=${this.seq}&rev=${this.#rev}`;
    this.#cut = false;
    this.#received = this.#acknowledged = 0;
    return new Promise((resolve, reject) => {
      this.#whole = resolve;
      this.#failed = reject;
      const headers = [`Authorization: Bearer ${this.#token}`];
      this.#socket = new RawSocket(this.#port, this.#path + seen, headers, this);
      this.#socket.open.catch(reject);
    });
  }

  /** Loses its connection and comes back as the protocol says. */
  async reconnect(): Promise<number> {
    this.#cut = true;
    this.#socket.destroy();
    await sleep(Math.random() * FIRST_RETRY_MS);
    return this.connect();
  }

  wantsText(): boolean {
    return true;
  }

  text(frame: string): void {
    if (this.#cut || frame === dialects.dormouse.heartbeat!.frame || frame === "pong") return;
    for (const event of JSON.parse(frame) as Event[]) this.#take(event);
  }

  piece(): void {}

  frameEnd(length: number): void {
    this.#received += length;
    if (this.#received - this.#acknowledged < ACKNOWLEDGE_EVERY || this.#cut) return;
    this.#acknowledged = this.#received;
    this.#socket.send(dialects.dormouse.acknowledge!(this.#received));
  }

  closed(reason: string): void {
    if (!this.#cut) this.#failed(new Error(`A follower was disconnected: ${reason}`));
  }

  leave(): void {
    this.#cut = true;
    this.#socket.close();
  }

  #take(event: Event): void {
    switch (event.type) {
      case "welcome":
        if (this.#epoch !== "" && !event.resumed) this.#failed(new Error("A follower could not resume."));
        this.#epoch = event.epoch;
        this.#promised = event.seq;
        this.#rev = event.rev!;
        // On the first visit the latest page comes; what is before it is not missed.
        if (!event.resumed) this.seq = Math.max(0, event.seq - 50);
        break;
      case "message":
        if (event.seq <= this.seq) this.twice++;
        else {
          this.missing += event.seq - this.seq - 1;
          this.seq = event.seq;
        }
        break;
      case "ready":
        if (this.seq < this.#promised) this.#failed(new Error("A follower was promised more than it got."));
        else this.#whole(clock());
        break;
      case "bye":
        this.#failed(new Error(JSON.stringify(event)));
    }
  }
}
