import { signal } from "@preact/signals";
import type { RecordStorage } from "../../src/client/offline/record-storage.ts";
import type {
  Cancel,
  KeyValueStorage,
  Notifier,
  Permission,
  SocketListener,
  Surroundings,
  Tabs,
} from "../../src/client/surroundings.ts";

/** A socket that only records; the test plays the server. */
export interface FakeSocket {
  url: URL;
  protocol: string;
  sent: string[];
  closed: boolean;
  listener: SocketListener;
  /** The server opens the socket and sends these events in one frame. */
  welcome(...events: object[]): void;
  /** The server sends these events in one frame. */
  say(...events: object[]): void;
  /** Frames the client sent, without heartbeats. */
  frames(): { type: string; [field: string]: unknown }[];
}

/** What the page can be told. */
type Happening = "online" | "visible" | "hidden" | "input" | "focus";

/** Surroundings that a test moves by hand: no real time, network or page. */
export class FakeSurroundings implements Surroundings {
  readonly socketOrigin = "wss://chat.example";
  readonly sockets: FakeSocket[] = [];
  readonly storage: KeyValueStorage;
  readonly languages: readonly string[];
  records: RecordStorage = fakeRecords();
  readonly installation = { hasNewer: signal(false), renew: () => {} };
  readonly notifier = new FakeNotifier();
  tabs: Tabs = fakeTabs();
  isHidden = false;
  isFocused = true;
  randomValue = 0.5;
  #now = 0;
  #slept = 0;
  #ids = 0;
  #timers = new Set<{ at: number; action: () => void }>();
  #listeners: Record<Happening, Set<() => void>> = {
    online: new Set(),
    visible: new Set(),
    hidden: new Set(),
    input: new Set(),
    focus: new Set(),
  };
  #stored = new Set<{ key: string; listener: () => void }>();

  /** @param storage shared by what stands for several tabs of one browser */
  constructor(storage: KeyValueStorage = fakeStorage(), languages: readonly string[] = ["en-US"]) {
    this.storage = storage;
    this.languages = languages;
  }

  /** Another page of the same browser. */
  beside(): FakeSurroundings {
    const other = new FakeSurroundings(this.storage, this.languages);
    other.records = this.records;
    other.tabs = this.tabs;
    return other;
  }

  /** The socket opened last. */
  get socket(): FakeSocket {
    return this.sockets.at(-1)!;
  }

  /** Milliseconds until the next timer, undefined without one. */
  get nextTimer(): number | undefined {
    const times = [...this.#timers].map(({ at }) => at - this.#now);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  now = (): number => this.#now;
  date = (): number => 1_700_000_000_000 + this.#now + this.#slept;
  random = (): number => this.randomValue;
  hidden = (): boolean => this.isHidden;
  focused = (): boolean => this.isFocused;
  newId = (): string => `id-${++this.#ids}`;

  after(ms: number, action: () => void): Cancel {
    const timer = { at: this.#now + ms, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets time pass, running what falls due, in order. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.action();
    }
    this.#now = end;
  }

  /** The device sleeps: time passes, and all that runs here stands still. */
  sleep(ms: number): void {
    this.#slept += ms;
  }

  openSocket(url: string, protocol: string, listener: SocketListener) {
    const sent: string[] = [];
    const socket: FakeSocket = {
      url: new URL(url),
      protocol,
      sent,
      closed: false,
      listener,
      welcome(...events) {
        listener.opened();
        socket.say(...events);
      },
      say: (...events) => listener.received(JSON.stringify(events)),
      frames: () => sent.filter((data) => data !== "ping").map((data) => JSON.parse(data)),
    };
    this.sockets.push(socket);
    return {
      send: (data: string) => void sent.push(data),
      close: () => {
        socket.closed = true;
      },
    };
  }

  onOnline = (listener: () => void): Cancel => this.#listen("online", listener);
  onVisible = (listener: () => void): Cancel => this.#listen("visible", listener);
  onHidden = (listener: () => void): Cancel => this.#listen("hidden", listener);
  onInput = (listener: () => void): Cancel => this.#listen("input", listener);
  onFocus = (listener: () => void): Cancel => this.#listen("focus", listener);

  onStored(key: string, listener: () => void): Cancel {
    const entry = { key, listener };
    this.#stored.add(entry);
    return () => this.#stored.delete(entry);
  }

  /** Something happens in the page. */
  happen(event: Happening): void {
    for (const listener of [...this.#listeners[event]]) listener();
  }

  /** Another tab changed `key`. */
  storedElsewhere(key: string): void {
    for (const entry of this.#stored) {
      if (entry.key === key || (entry.key.endsWith(":") && key.startsWith(entry.key))) entry.listener();
    }
  }

  #listen(event: Happening, listener: () => void): Cancel {
    this.#listeners[event].add(listener);
    return () => this.#listeners[event].delete(listener);
  }
}

export function fakeStorage(): KeyValueStorage {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
  };
}

function fakeRecords(): RecordStorage {
  const records = new Map<string, unknown>();
  return {
    get: async (key) => structuredClone(records.get(key)),
    set: async (key, value) => void records.set(key, structuredClone(value)),
    remove: async (keys) => {
      for (const key of keys) records.delete(key);
    },
    keys: async () => [...records.keys()],
  };
}

/** A system that shows what it is told to show. */
class FakeNotifier implements Notifier {
  readonly permission = signal<Permission>("default");
  /** What is shown, by path. */
  readonly shown = new Map<string, string>();
  answer: Permission = "granted";

  async ask() {
    this.permission.value = this.answer;
  }
  notify(path: string, title: string, text: string) {
    this.shown.set(path, `${title}: ${text}`);
  }
  withdraw(path: string) {
    for (const one of this.shown.keys()) if (`${one}/`.startsWith(`${path}/`)) this.shown.delete(one);
  }
  onClicked = (): Cancel => () => {};
}

function fakeTabs(): Tabs {
  const marks: string[] = [];
  return {
    mark(name) {
      marks.push(name);
      return () => void marks.splice(marks.indexOf(name), 1);
    },
    isMarked: async (name) => marks.includes(name),
  };
}
