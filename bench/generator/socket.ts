import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";
import { constants, inflateRawSync } from "node:zlib";

const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** Every socket of the process reads into the same memory: what has come in is dealt with before the next one is read. */
const inlet = Buffer.allocUnsafe(256 * 1024);

export interface Listener {
  /** True if the frame that begins, with a payload of `length` bytes, is wanted as a whole. */
  wantsText(length: number): boolean;
  /** A whole frame. Its characters are bytes: the bench writes ASCII. */
  text(frame: string): void;
  /** A piece of the payload of a frame that is not wanted as a whole. */
  piece(bytes: Buffer): void;
  /** A frame is over; `length` is that of its payload in bytes. */
  frameEnd(length: number): void;
  closed(reason: string): void;
}

/** A WebSocket client with as little in it as can be: it skips through frames without making anything of them. */
export class RawSocket {
  readonly #socket: Socket;
  readonly #listener: Listener;
  #head: Buffer = Buffer.alloc(0);
  #upgraded = false;
  #opcode = 0;
  #compressed = false;
  #length = 0;
  #left = 0;
  #whole: Buffer[] | undefined;
  #opened!: () => void;
  #refused!: (error: Error) => void;
  readonly open = new Promise<void>((resolve, reject) => {
    this.#opened = resolve;
    this.#refused = reject;
  });

  constructor(port: number, path: string, headers: string[], listener: Listener) {
    this.#listener = listener;
    const callback = (bytes: number) => {
      this.#read(inlet.subarray(0, bytes));
      return true;
    };
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true, onread: { buffer: inlet, callback } });
    this.#socket.on("error", (error) => this.#end(error.message));
    this.#socket.on("close", () => this.#end("closed"));
    const key = randomBytes(16).toString("base64");
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      `Sec-WebSocket-Key: ${key}`,
      ...headers,
    ];
    this.#socket.write(`${lines.join("\r\n")}\r\n\r\n`);
  }

  send(text: string): void {
    this.#frame(TEXT, Buffer.from(text, "latin1"));
  }

  /** Cuts the connection, as a train going into a tunnel does. */
  destroy(): void {
    this.#socket.destroy();
  }

  /** Says goodbye and hangs up. */
  close(): void {
    this.#frame(CLOSE, Buffer.from([3, 232]));
    this.#socket.end();
  }

  #frame(opcode: number, payload: Buffer): void {
    const { length } = payload;
    const extra = length < 126 ? 0 : 2;
    const frame = Buffer.allocUnsafe(6 + extra + length);
    frame[0] = 0x80 | opcode;
    frame[1] = 0x80 | (extra === 0 ? length : 126);
    if (extra) frame.writeUInt16BE(length, 2);
    frame.writeUInt32BE(MASK, 2 + extra);
    for (let i = 0, at = 6 + extra; i < length; i++, at++) frame[at] = payload[i]! ^ MASK_BYTES[i & 3]!;
    this.#socket.write(frame);
  }

  #read(chunk: Buffer): void {
    if (!this.#upgraded) {
      this.#head = Buffer.concat([this.#head, chunk]);
      const end = this.#head.indexOf("\r\n\r\n");
      if (end < 0) return;
      const status = this.#head.toString("latin1", 9, 12);
      if (status !== "101") {
        this.#refused(new Error(`Refused: ${this.#head.toString("latin1").slice(0, 400)}`));
        this.#socket.destroy();
        return;
      }
      this.#upgraded = true;
      this.#opened();
      const rest = Buffer.from(this.#head.subarray(end + 4));
      this.#head = Buffer.alloc(0);
      if (rest.length > 0) this.#frames(rest);
      return;
    }
    this.#frames(chunk);
  }

  #frames(chunk: Buffer): void {
    let at = 0;
    let bytes = chunk;
    if (this.#head.length > 0) {
      bytes = Buffer.concat([this.#head, chunk]);
      this.#head = Buffer.alloc(0);
    }
    while (at < bytes.length) {
      if (this.#left === 0) {
        const size = headerSize(bytes, at);
        if (at + size > bytes.length) {
          this.#head = Buffer.from(bytes.subarray(at));
          return;
        }
        this.#opcode = bytes[at]! & 15;
        this.#length = this.#left = payloadLength(bytes, at);
        this.#compressed = (bytes[at]! & COMPRESSED) !== 0;
        this.#whole =
          this.#compressed || this.#opcode >= CLOSE || this.#listener.wantsText(this.#length) ? [] : undefined;
        at += size;
      }
      const piece = bytes.subarray(at, at + this.#left);
      at += piece.length;
      this.#left -= piece.length;
      // The memory is used again for what comes in next.
      if (this.#whole) this.#whole.push(this.#left === 0 && this.#whole.length === 0 ? piece : Buffer.from(piece));
      else this.#listener.piece(piece);
      if (this.#left === 0) this.#finish();
    }
  }

  #finish(): void {
    const whole = this.#whole && (this.#whole.length === 1 ? this.#whole[0]! : Buffer.concat(this.#whole));
    this.#whole = undefined;
    if (this.#opcode === PING) this.#frame(PONG, Buffer.from(whole!));
    else if (this.#opcode === CLOSE) this.#end(`closed with ${whole!.length >= 2 ? whole!.readUInt16BE(0) : 1005}`);
    else if (this.#opcode <= 2) {
      const payload = whole && this.#compressed ? inflate(whole) : whole;
      const wanted = payload && this.#listener.wantsText(payload.length);
      if (wanted) this.#listener.text(payload.toString("latin1"));
      else if (payload) this.#listener.piece(payload);
      this.#listener.frameEnd(payload?.length ?? this.#length);
    }
  }

  #ended = false;
  #end(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#refused(new Error(reason));
    this.#listener.closed(reason);
    this.#socket.destroy();
  }
}

/** The bit of a frame's first byte that says it is compressed. */
const COMPRESSED = 0x40;
/** What a client offers that wants compression. Each frame is compressed by itself, so that a frame that everybody gets is the same for all. */
export const COMPRESSION =
  "Sec-WebSocket-Extensions: permessage-deflate; server_no_context_takeover; client_no_context_takeover";
const DEFLATE_END = Buffer.from([0, 0, 255, 255]);
let lastCompressed = Buffer.alloc(0);
let lastInflated = Buffer.alloc(0);

/** A room's members get the same bytes one after the other, so they are compared rather than inflated again. */
function inflate(payload: Buffer): Buffer {
  if (payload.equals(lastCompressed)) return lastInflated;
  lastCompressed = Buffer.from(payload);
  lastInflated = inflateRawSync(Buffer.concat([payload, DEFLATE_END]), { finishFlush: constants.Z_SYNC_FLUSH });
  return lastInflated;
}

const MASK = 0x5a17c3e9;
const MASK_BYTES = [0x5a, 0x17, 0xc3, 0xe9];

/** Bytes of the header that begins at `at`; more than there are if it is not all there yet. */
function headerSize(bytes: Buffer, at: number): number {
  if (at + 2 > bytes.length) return 2;
  const length = bytes[at + 1]! & 127;
  return length === 127 ? 10 : length === 126 ? 4 : 2;
}

function payloadLength(bytes: Buffer, at: number): number {
  const length = bytes[at + 1]! & 127;
  if (length === 127) return Number(bytes.readBigUInt64BE(at + 2));
  return length === 126 ? bytes.readUInt16BE(at + 2) : length;
}
