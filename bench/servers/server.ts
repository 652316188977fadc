import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Contender, Place } from "./contenders.ts";
import { cpuSeconds, memoryBytes } from "./processes.ts";

/** Milliseconds a server has to answer, and to end by itself. */
const START_MS = 180_000;
const END_MS = 5_000;

export type ServerOptions = Partial<Omit<Place, "folder" | "port">>;

/** Servers that are not to outlive this process. */
const running = new Set<Server>();
process.on("exit", () => {
  for (const server of running) server.kill();
});

/** A running server, with a folder of its own that is removed with it. */
export class Server {
  readonly contender: Contender;
  readonly place: Place;
  readonly #child: ChildProcess;

  private constructor(contender: Contender, place: Place, child: ChildProcess) {
    this.contender = contender;
    this.place = place;
    this.#child = child;
  }

  /** @throws Error with what it printed if it does not answer */
  static async start(contender: Contender, options: ServerOptions = {}): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), `dormouse-bench-${contender.name}-`));
    const place: Place = {
      compress: false,
      pages: false,
      watched: false,
      archived: 0,
      ...options,
      folder,
      port: await freePort(),
    };
    const [file, ...args] = await contender.command(place);
    const child = spawn(file!, args, { cwd: folder, stdio: ["ignore", "pipe", "pipe"], detached: true });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream!.on("data", (chunk: Buffer) => {
        printed = (printed + chunk.toString()).slice(-4_000);
        if (process.env.BENCH_VERBOSE) process.stderr.write(`[${contender.name}] ${chunk}`);
      });
    }
    const server = new Server(contender, place, child);
    running.add(server);
    for (
      const end = Date.now() + START_MS;
      !(await answers(place.port)) || !printed.includes(contender.announces ?? "");
      await sleep(50)
    ) {
      if (child.exitCode !== null || Date.now() > end) throw new Error(`${contender.name} did not start:\n${printed}`);
    }
    return server;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Seconds of processor time of the server and all it has started. */
  cpu(): number {
    return cpuSeconds(this.pid);
  }

  /** Bytes. */
  memory(): number {
    return memoryBytes(this.pid);
  }

  async stop(): Promise<void> {
    running.delete(this);
    const ended = new Promise((resolve) => this.#child.once("exit", resolve));
    this.#child.kill("SIGTERM");
    await Promise.race([ended, sleep(END_MS)]);
    this.kill();
    rmSync(this.place.folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Ends it and all it has started at once. */
  kill(): void {
    try {
      process.kill(-this.pid, "SIGKILL");
    } catch {
      // It has ended.
    }
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1")
      .once("connect", () => resolve(true))
      .once("error", () => resolve(false));
    socket.once("connect", () => socket.end());
  });
}
