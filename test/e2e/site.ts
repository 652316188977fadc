import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { createTestHarness } from "wrangler";
import { sharedBrowser } from "./browser.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** The operator's token of every site. */
export const OPERATOR_TOKEN = "operator-token-for-tests";
/** How Chromium reports that nobody is signed in yet, which the contract answers with 401. */
const NOBODY_YET = /status of 401.*\/api\/session$/;
/** How Chromium reports what cannot be reached while a test holds the network back. */
const OUT_OF_REACH = /ERR_INTERNET_DISCONNECTED|WebSocket connection to .* failed/;

const firstFilledAt = Date.now() - 5 * 24 * 60 * 60_000;

/** When a message was written in a room that was filled: a minute after the one before it. */
export function filledAt(seq: number): number {
  return firstFilledAt + 60_000 * seq;
}

/** A browser's visit: one person, as far as cookies go. */
export interface Visit {
  context: BrowserContext;
  page: Page;
  /** What went wrong in the page: errors on the console, exceptions, violations of the Content Security Policy. */
  complaints: string[];
}

/** The whole of Dormouse on a port of this machine, and a browser to look at it with. */
export class Site {
  readonly url: URL;
  readonly #server;
  readonly #browser: Browser;
  #rooms = 0;
  static #shared: Promise<Site> | undefined;

  private constructor(url: URL, server: ReturnType<typeof createTestHarness>, browser: Browser) {
    this.url = url;
    this.#server = server;
    this.#browser = browser;
  }

  /** That of all files of tests that run one after the other in this process; it ends with the process. */
  static open(): Promise<Site> {
    Site.#shared ??= Site.openOwn();
    return Site.#shared;
  }

  /**
   * One that nobody else has seen.
   * @param vars settings that are other than those in wrangler.toml
   */
  static async openOwn(vars: Record<string, string | number> = {}): Promise<Site> {
    const server = createTestHarness({
      root,
      workers: [{ configPath: "./wrangler.toml", secrets: { OPERATOR_TOKEN }, vars }],
    });
    const [{ url }, browser] = await Promise.all([server.listen(), sharedBrowser()]);
    await server.getWorker().applyD1Migrations("DB");
    return new Site(url, server, browser);
  }

  /** Ends what is left of visits, and the server if it is no other's too. */
  async close(): Promise<void> {
    await Promise.all(this.#browser.contexts().map((context) => context.close()));
    if (this !== (await Site.#shared)) await this.#server.close();
  }

  /**
   * Without a service worker, unless `options` allow it: what is tested is then what the server has, with nothing in between.
   * Without motion too, which takes a tenth of a browser's time and is tested where it matters.
   */
  async visit(options: BrowserContextOptions = {}): Promise<Visit> {
    const usual = { baseURL: this.url.href, serviceWorkers: "block", reducedMotion: "reduce" } as const;
    const context = await this.#browser.newContext({ ...usual, ...options });
    await context.addInitScript(() => {
      document.addEventListener("securitypolicyviolation", (violation) => {
        console.error(`Violates ${violation.effectiveDirective}: ${violation.blockedURI} ${violation.sample}`);
      });
    });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      const text = `${message.text()} ${message.location().url}`;
      if (message.type() === "error" && !NOBODY_YET.test(text) && !OUT_OF_REACH.test(text)) complaints.push(text);
    });
    return { context, page, complaints };
  }

  /** Opens the page at `path` as somebody who has signed in before, which is quicker than by the form. */
  async signIn(name: string, path = "/", options: BrowserContextOptions = {}): Promise<Visit> {
    const visit = await this.visit(options);
    await this.letIn(visit, name);
    await visit.page.goto(path);
    await visit.page.locator(".shell").waitFor();
    return visit;
  }

  /** Signs a visitor in whose page is still to be opened. */
  async letIn({ context }: Visit, name: string): Promise<void> {
    const answer = await context.request.post("/api/session", { data: { name }, headers: { Origin: this.url.origin } });
    if (!answer.ok()) throw new Error(`${name} could not sign in: ${answer.status()} ${await answer.text()}`);
  }

  /** As `signIn`, where service workers are allowed; the page is then served by its own. */
  async install(name: string, path: string): Promise<Visit> {
    const visit = await this.signIn(name, path, { serviceWorkers: "allow" });
    await visit.page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
    return visit;
  }

  /** Makes a room that no other test knows. @returns its id */
  async makeRoom(name = "Room"): Promise<string> {
    const session = await this.#post("/api/session", { name: "Maker" });
    const token = String(session.token);
    const { room } = await this.#post("/api/rooms", { name: `${name} ${++this.#rooms}` }, token);
    return (room as { id: string }).id;
  }

  /** Posts messages to a room, as somebody of this name. */
  async post(room: string, name: string, texts: string[]): Promise<void> {
    const { token } = await this.#post("/api/session", { name });
    for (const text of texts) {
      await this.#post(`/api/rooms/${room}/messages`, { id: crypto.randomUUID(), text }, String(token));
    }
  }

  /**
   * Fills a room with messages up to number `count`, more than could be posted in a test's time: straight into its table,
   * which it reads anew. Each says its number; `replies` says which answers which.
   */
  async fill(room: string, count: number, replies: Record<number, number> = {}): Promise<void> {
    await this.post(room, `Filler${count}`, ["filled from here"]);
    const worker = this.#server.getWorker();
    const storage = await worker.getDurableObjectStorage("ROOM", { name: room });
    await storage.exec(
      `INSERT INTO messages (seq, id, author, name, guest, text, at, reply_to, full_at)
       WITH RECURSIVE numbers(seq) AS (
         SELECT max(seq) + 1 FROM messages UNION ALL SELECT seq + 1 FROM numbers WHERE seq < ?1
       )
       SELECT seq, 'filled-' || seq, 'author-' || (seq / 4 % 3), 'Author ' || (seq / 4 % 3), 1,
              'number ' || seq || substr(?2, 1, seq * 37 % 200), 0, ?3 ->> ('$.' || seq), 0
       FROM numbers`,
      count,
      " and so on".repeat(20),
      JSON.stringify(replies),
    );
    await storage.exec("UPDATE messages SET at = ? + 60000 * seq", filledAt(0));
    await worker.evictDurableObject("ROOM", { name: room });
  }

  /** Has a room's messages written so many minutes ago, the first one first. Whoever is in it is cut off. */
  async backdate(room: string, minutesAgo: number[]): Promise<void> {
    const worker = this.#server.getWorker();
    const storage = await worker.getDurableObjectStorage("ROOM", { name: room });
    for (const [index, minutes] of minutesAgo.entries()) {
      await storage.exec("UPDATE messages SET at = ? WHERE seq = ?", Date.now() - 60_000 * minutes, index + 1);
    }
    await worker.evictDurableObject("ROOM", { name: room });
  }

  /** Cuts every connection of a room, as a restart does. */
  async cut(room: string): Promise<void> {
    await this.#server.getWorker().evictDurableObject("ROOM", { name: room, webSockets: "close" });
  }

  async #post(path: string, body: object, token?: string): Promise<Record<string, unknown>> {
    const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const response = await fetch(new URL(path, this.url), { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  }
}

export function isInstalled(page: Page): Promise<boolean> {
  return page.evaluate(() => navigator.serviceWorker.controller?.state === "activated");
}

/** Goes to another address within a page, which costs a tenth of opening it there. */
export async function goTo(page: Page, path: string): Promise<void> {
  // What has closed may still be on its way back.
  await page.waitForFunction(() => history.state?.covers === undefined);
  await page.evaluate((to) => {
    history.pushState(null, "", to);
    dispatchEvent(new PopStateEvent("popstate"));
  }, path);
}

/** Has somebody who is in already enter another room, as whoever has come to write. */
export async function enter(page: Page, room: string): Promise<void> {
  await goTo(page, `/r/${room}`);
  await page.locator("[role=log][aria-busy=false]").waitFor();
  await page.getByRole("textbox", { name: "Message" }).focus();
}

/** Has a page speak another language, as if it had been chosen in another tab; null takes the choice back. */
export function speak(page: Page, language: string | null): Promise<void> {
  return page.evaluate((chosen) => {
    const key = "dormouse:language";
    if (chosen === null) localStorage.removeItem(key);
    else localStorage.setItem(key, chosen);
    dispatchEvent(new StorageEvent("storage", { key }));
  }, language);
}

/** Texts of the messages on the page, from top to bottom. */
export function texts(page: Page): Promise<string[]> {
  return page.locator(".message-text").allTextContents();
}

/** Writes in the composer and sends with the return key. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.keyboard.press("Enter");
}
