import { parseEvents, type ServerEvent } from "../protocol/events.ts";
import type { ClientFrame } from "../protocol/frames.ts";
import {
  ACK_EVERY,
  HEARTBEAT_HIDDEN_MS,
  HEARTBEAT_MS,
  PING,
  PONG,
  PONG_TIMEOUT_MS,
  SUBPROTOCOL,
} from "../protocol/limits.ts";
import type { Cancel, Clock, Network, Socket } from "./surroundings.ts";

/** Milliseconds a socket may take from the first packet to its first frame; browsers alone would wait for minutes. */
export const CONNECT_TIMEOUT_MS = 15_000;
/** What the browser reports when a connection breaks without a closing frame. */
const BROKEN = 1006;

export interface LineListener {
  /** The events of one frame, in order. */
  received(events: ServerEvent[]): void;
  /** The line is over, once; `final` if the server said that coming back is no use. */
  ended(code: number, final: boolean): void;
}

/**
 * One socket from its opening to its end: heartbeat, acknowledgements, frames to events.
 * Once it has ended or was dropped, whatever its socket still says is not heard.
 */
export class Line {
  readonly #surroundings: Clock & Network;
  readonly #listener: LineListener;
  readonly #socket: Socket;
  #over = false;
  #open = false;
  #received = 0;
  #acknowledged = 0;
  #awaitingPong = false;
  #cancelTimer: Cancel;

  constructor(url: string, surroundings: Clock & Network, listener: LineListener) {
    this.#surroundings = surroundings;
    this.#listener = listener;
    this.#cancelTimer = surroundings.after(CONNECT_TIMEOUT_MS, () => this.#end(BROKEN));
    this.#socket = surroundings.openSocket(url, SUBPROTOCOL, {
      opened: () => {
        this.#open = true;
      },
      received: (data) => {
        if (!this.#over) this.#receive(data);
      },
      closed: (code) => this.#end(code),
    });
  }

  /** @returns false if the socket was not open, so that nothing was sent */
  send(frame: ClientFrame): boolean {
    if (this.#over || !this.#open) return false;
    this.#socket.send(JSON.stringify(frame));
    return true;
  }

  /** Finds out now whether the other end is still there, instead of at the next heartbeat. */
  probe(): void {
    if (!this.#over && this.#received > 0 && !this.#awaitingPong) this.#ping();
  }

  /** Ends the line without telling the listener. */
  drop(): void {
    this.#over = true;
    this.#cancelTimer();
    this.#socket.close();
  }

  #receive(data: string): void {
    if (data === PONG) this.#rest();
    else this.#receiveFrame(data);
  }

  #receiveFrame(data: string): void {
    if (this.#awaitingPong) this.#expectPong();
    else if (this.#received === 0) this.#rest();
    this.#received += data.length;
    const events = eventsOf(data);
    if (events === null) {
      this.#end(BROKEN);
      return;
    }
    this.#listener.received(events);
    if (this.#over) return;
    const bye = events.find((event) => event.type === "bye");
    if (bye) this.#end(bye.code, !bye.reconnect);
    else if (this.#received - this.#acknowledged >= ACK_EVERY) {
      this.#acknowledged = this.#received;
      this.send({ type: "ack", received: this.#received });
    }
  }

  #rest(): void {
    this.#awaitingPong = false;
    this.#cancelTimer();
    const interval = this.#surroundings.hidden() ? HEARTBEAT_HIDDEN_MS : HEARTBEAT_MS;
    this.#cancelTimer = this.#surroundings.after(interval, () => this.#ping());
  }

  #ping(): void {
    this.#awaitingPong = true;
    this.#socket.send(PING);
    this.#expectPong();
  }

  /** Any frame proves the line alive: on a slow one the pong may be stuck behind a thousand missed messages. */
  #expectPong(): void {
    this.#cancelTimer();
    this.#cancelTimer = this.#surroundings.after(PONG_TIMEOUT_MS, () => this.#end(BROKEN));
  }

  #end(code: number, final = false): void {
    if (this.#over) return;
    this.drop();
    this.#listener.ended(code, final);
  }
}

/** @returns null if this is no frame of the protocol */
function eventsOf(frame: string): ServerEvent[] | null {
  try {
    return parseEvents(frame);
  } catch {
    return null;
  }
}
