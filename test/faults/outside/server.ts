import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } from "wrangler";
import type { HistoryPage, Message } from "../../../src/protocol/model.ts";
import { freePort } from "../../process/free-port.ts";
import { makeBundle } from "./bundle.ts";
import type { Mutant } from "./mutants.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const host = fileURLToPath(new URL("host.mjs", import.meta.url));

/** Limits that a few programs in a hurry would run into, raised through the variables that any deployment has. */
const RAISED = {
  MESSAGE_BURST: 100_000,
  MESSAGES_PER_SECOND: 10_000,
  SESSIONS_PER_HOUR: 100_000,
  ROOMS_PER_HOUR: 100_000,
  ARCHIVE_AFTER_SECONDS: 1,
};

/** Milliseconds after which a request that has no answer fails, and says which it was. */
const NO_ANSWER_MS = 60_000;

export interface Account {
  token: string;
  user: { id: string; name: string; guest: boolean };
}

/** The whole runtime in a process group of its own: it can be killed as a power failure would, and started on what it left. */
export class Server {
  readonly storage: string;
  readonly url: URL;
  readonly #folder: string;
  readonly #bundle: string;
  #child: ChildProcess | undefined;
  #output = "";
  #isMigrated = false;

  private constructor(folder: string, bundle: string, port: number) {
    this.#folder = folder;
    this.#bundle = bundle;
    this.storage = join(folder, "storage");
    this.url = new URL(`http://127.0.0.1:${port}`);
  }

  /** Makes ready to run Dormouse, or a mutant of it, on an empty storage. */
  static async prepare(mutant?: Mutant): Promise<Server> {
    const folder = mkdtempSync(join(tmpdir(), "dormouse-faults-"));
    return new Server(folder, await makeBundle(folder, mutant), await freePort("127.0.0.1"));
  }

  /** Ends it, and removes all there is of it. */
  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
  }

  /** Id of the process that started the runtime. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Starts the runtime on what is stored. Resolves when it takes connections. */
  async start(): Promise<void> {
    const { workerOptions } = unstable_getMiniflareWorkerOptions(join(root, "wrangler.toml"));
    const { assets: _, bindings, ...worker } = workerOptions;
    const options = {
      bundle: this.#bundle,
      storage: this.storage,
      port: Number(this.url.port),
      worker: { ...worker, bindings: Object.assign({}, bindings, RAISED) },
      migrations: this.#isMigrated ? [] : migrations(),
    };
    const child = spawn(process.execPath, ["--no-warnings", host, JSON.stringify(options)], {
      // Miniflare leaves folders behind when it is killed; and what was compiled in one life is of use in the next.
      env: { ...process.env, TMPDIR: this.#folder, NODE_COMPILE_CACHE: join(tmpdir(), "dormouse-compiled") },
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.#child = child;
    this.#output = "";
    await new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        this.#output += chunk;
        if (this.#output.includes("ready\n")) resolve();
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.on("exit", (code) => reject(new Error(`The runtime ended with ${code}:\n${this.#output}`)));
    });
    this.#isMigrated = true;
  }

  /** Ends the whole process group at once, so that nothing in it can finish what it was doing. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "close");
    process.kill(-child.pid, "SIGKILL");
    await gone;
  }

  async signIn(name: string): Promise<Account> {
    return this.#ask<Account>("POST", "/api/session", { name });
  }

  /** Makes a room. @returns its id */
  async makeRoom({ token }: Account, name: string): Promise<string> {
    return (await this.#ask<{ room: { id: string } }>("POST", "/api/rooms", { name }, token)).room.id;
  }

  /** Every message of a room, page by page, as anybody is shown it. */
  async history(room: string, { token }: Account): Promise<Message[]> {
    const messages: Message[] = [];
    for (;;) {
      const after = messages.at(-1)?.seq ?? 0;
      const path = `/api/rooms/${room}/messages?after=${after}&limit=100`;
      const page = await this.#ask<HistoryPage>("GET", path, undefined, token);
      messages.push(...page.messages);
      if (!page.hasAfter) return messages;
    }
  }

  async #ask<Answer>(method: string, path: string, body?: object, token?: string): Promise<Answer> {
    const who = token === undefined ? { Origin: this.url.origin } : { Authorization: `Bearer ${token}` };
    const response = await fetch(new URL(path, this.url), {
      method,
      signal: AbortSignal.timeout(NO_ANSWER_MS),
      headers: { ...who, ...(body && { "Content-Type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Answer;
  }
}

function migrations(): string[] {
  const folder = join(root, "src/database/migrations");
  const files = readdirSync(folder).sort();
  return files.flatMap((file) => unstable_splitSqlQuery(readFileSync(join(folder, file), "utf8")));
}
