import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server as Listener, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** What happens to one connection on its way. Bytes are counted in one direction, from the first of the connection. */
export type Fault =
  /** Both ends see it break, once so many bytes have come down from the server. */
  | { kind: "cut"; afterBytes: number }
  /** Broken like that; then all that the client had said on it arrives once more, on a connection of its own. */
  | { kind: "duplicate"; afterBytes: number }
  /** After so many bytes nothing more arrives in this direction, and neither end is told. */
  | { kind: "stall"; direction: Direction; afterBytes: number }
  /** Every piece waits so many milliseconds, and order is kept. */
  | { kind: "delay"; ms: number }
  /** Bytes arrive in pieces of this size, each in a packet of its own. */
  | { kind: "split"; size: number };

export type Direction = "up" | "down";

/** Milliseconds for which a duplicate is listened to: long enough for the room to have read all of it. */
const DUPLICATE_LASTS_MS = 50;

/** Stands between a client and a server, and does to each connection what its plan says. */
export class BadNetwork {
  readonly #listener: Listener;
  readonly #port: number;
  #plan: (connection: number) => Fault[];
  readonly #open = new Set<Socket>();
  #connections = 0;
  /** While a duplicate is under way, who comes next has to wait: what is late comes before what is new. */
  #busy: Promise<unknown> = Promise.resolve();

  private constructor(listener: Listener, port: number, plan: (connection: number) => Fault[]) {
    this.#listener = listener;
    this.#port = port;
    this.#plan = plan;
    listener.on("connection", (client) => void this.#serve(client));
  }

  /**
   * @param port of the server, on this machine
   * @param plan what happens to the first connection, to the second, …
   */
  static async start(port: number, plan: (connection: number) => Fault[]): Promise<BadNetwork> {
    const listener = createServer({ noDelay: true }).listen(0, "127.0.0.1");
    await once(listener, "listening");
    return new BadNetwork(listener, port, plan);
  }

  get port(): number {
    return (this.#listener.address() as AddressInfo).port;
  }

  /** How many connections there have been. */
  get connections(): number {
    return this.#connections;
  }

  /** Nothing happens to connections from now on; what was to happen to those there are still does. */
  calm(): void {
    this.#plan = () => [];
  }

  close(): void {
    for (const socket of this.#open) socket.destroy();
    this.#listener.close();
  }

  async #serve(client: Socket): Promise<void> {
    const faults = this.#plan(this.#connections++);
    this.#keep(client);
    await this.#busy;
    const server = this.#reach();
    const end = () => {
      client.destroy();
      server.destroy();
    };
    client.on("close", end);
    server.on("close", end);
    const said: Buffer[] = [];
    client.on("data", (chunk) => said.push(chunk));
    pass(client, server, "up", faults, () => {});
    pass(server, client, "down", faults, (bytes) => {
      const cut = faults.find(({ kind }) => kind === "cut" || kind === "duplicate");
      if (cut === undefined || !("afterBytes" in cut) || bytes < cut.afterBytes) return;
      if (cut.kind === "duplicate" && !client.destroyed) this.#busy = this.#repeat(said);
      end();
    });
  }

  /** Says to the server again what a client has said. */
  async #repeat(said: Buffer[]): Promise<void> {
    const server = this.#reach();
    server.resume();
    for (const chunk of said) server.write(chunk);
    await sleep(DUPLICATE_LASTS_MS);
    server.destroy();
  }

  #reach(): Socket {
    return this.#keep(connect({ port: this.#port, host: "127.0.0.1", noDelay: true }));
  }

  #keep(socket: Socket): Socket {
    this.#open.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => this.#open.delete(socket));
    return socket;
  }
}

/** Hands on what comes from one side to the other, as the faults would have it. @param passed told how many bytes came so far */
function pass(from: Socket, to: Socket, direction: Direction, faults: Fault[], passed: (bytes: number) => void): void {
  const stall = faults.find((fault) => fault.kind === "stall" && fault.direction === direction);
  const stallAfter = stall && "afterBytes" in stall ? stall.afterBytes : Number.POSITIVE_INFINITY;
  const delay = faults.find((fault) => fault.kind === "delay")?.ms ?? 0;
  const size = faults.find((fault) => fault.kind === "split")?.size ?? Number.POSITIVE_INFINITY;
  let bytes = 0;
  let turn: Promise<void> = Promise.resolve();
  from.on("data", (chunk: Buffer) => {
    turn = turn.then(async () => {
      if (delay > 0) await sleep(delay);
      for (let start = 0; start < chunk.length; start += size) {
        const piece = chunk.subarray(start, start + size);
        bytes += piece.length;
        if (bytes > stallAfter || to.destroyed) return;
        to.write(piece);
        passed(bytes);
        // Lets the piece leave before the next one is there, or the kernel would join them.
        if (size < chunk.length) await new Promise<void>((resolve) => setImmediate(resolve));
      }
    });
  });
}
