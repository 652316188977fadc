import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import type { ServerEvent } from "../../../src/protocol/events.ts";
import { ACK_EVERY } from "../../../src/protocol/limits.ts";
import type { Server } from "./server.ts";

const TEXT = 1;
/** A 16-bit length follows, or a 64-bit one. */
const MEDIUM = 126;
const LONG = 127;

/** What a client has seen of the room, and resumes from. */
export interface Seen {
  epoch: string;
  seq: number;
  rev: number;
}

/**
 * A WebSocket that can stop reading, which those of browsers and of Node cannot: bytes then stay in the network, and after that
 * in the server. It speaks as much of RFC 6455 as the room does: whole text frames, and a close.
 */
export class Wire {
  /** Seqs of the messages that came, in the order in which they did. */
  readonly seqs: number[] = [];
  /** The last event that the room sent before it closed. */
  bye: ServerEvent | undefined;
  resumed: boolean | undefined;
  isReady = false;
  isClosed = false;
  readonly #socket: Socket;
  #unread: Buffer[] = [];
  #isOpen = false;
  #received = 0;
  #acknowledged = 0;
  #epoch = "";
  #rev = 0;
  readonly #waiting = new Set<() => void>();

  constructor(server: Server, room: string, token: string, seen?: Seen) {
    const query = seen ? `?${new URLSearchParams({ ...seen, seq: String(seen.seq), rev: String(seen.rev) })}` : "";
    this.#socket = connect({ port: Number(server.url.port), host: "127.0.0.1", noDelay: true });
    this.#socket.write(
      `GET /api/rooms/${room}/socket${query} HTTP/1.1\r\nHost: ${server.url.host}\r\nAuthorization: Bearer ${token}\r\n` +
        "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n" +
        `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n\r\n`,
    );
    this.#socket.on("data", (chunk) => this.#read(chunk));
    this.#socket.on("error", () => {});
    this.#socket.on("close", () => {
      this.isClosed = true;
      this.#tell();
    });
  }

  get seen(): Seen {
    return { epoch: this.#epoch, seq: this.seqs.at(-1) ?? 0, rev: this.#rev };
  }

  /** Reads nothing from now on, and so confirms nothing. */
  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): void {
    this.#socket.destroy();
  }

  send(frame: object): void {
    const payload = Buffer.from(JSON.stringify(frame));
    const head =
      payload.length < MEDIUM
        ? [0x80 | TEXT, 0x80 | payload.length]
        : [0x80 | TEXT, 0x80 | MEDIUM, payload.length >> 8, payload.length & 0xff];
    // Masked, as a client has to; a mask of zeros leaves the payload as it is.
    this.#socket.write(Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), payload]));
  }

  async until(condition: (wire: Wire) => boolean): Promise<void> {
    while (!condition(this)) {
      if (this.isClosed) throw new Error("The connection was lost.");
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  #read(chunk: Buffer): void {
    let data = Buffer.concat([...this.#unread, chunk]);
    this.#unread = [];
    if (!this.#isOpen) {
      const end = data.indexOf("\r\n\r\n");
      if (end >= 0) {
        const status = data.toString("latin1", 0, data.indexOf("\r\n"));
        if (!status.includes(" 101 ")) throw new Error(status);
        this.#isOpen = true;
        data = data.subarray(end + 4);
      }
    }
    while (this.#isOpen) {
      const frame = frameIn(data);
      if (!frame) break;
      if (frame.opcode === TEXT) this.#receive(frame.payload.toString());
      data = data.subarray(frame.length);
    }
    if (data.length > 0) this.#unread = [data];
    this.#tell();
  }

  #receive(frame: string): void {
    this.#received += frame.length;
    // Not checked further: what the room sends is checked elsewhere, and this has to read very much of it.
    for (const event of JSON.parse(frame) as ServerEvent[]) {
      if (event.type === "message") {
        this.seqs.push(event.seq);
        this.#rev = Math.max(this.#rev, event.rev ?? 0);
      } else if (event.type === "welcome") {
        this.#epoch = event.epoch;
        this.resumed = event.resumed;
      } else if (event.type === "ready") this.isReady = true;
      else if (event.type === "bye") this.bye = event;
      else if (event.type === "error") throw new Error(event.message);
    }
    if (this.#received - this.#acknowledged < ACK_EVERY) return;
    this.#acknowledged = this.#received;
    this.send({ type: "ack", received: this.#received });
  }

  #tell(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

/** The first frame in `data`, if it is all there. */
function frameIn(data: Buffer): { opcode: number; payload: Buffer; length: number } | undefined {
  if (data.length < 2) return undefined;
  const short = data[1]! & 0x7f;
  const start = short === LONG ? 10 : short === MEDIUM ? 4 : 2;
  if (data.length < start) return undefined;
  const size = short === LONG ? Number(data.readBigUInt64BE(2)) : short === MEDIUM ? data.readUInt16BE(2) : short;
  if (data.length < start + size) return undefined;
  return { opcode: data[0]! & 0x0f, payload: data.subarray(start, start + size), length: start + size };
}
