import { signal } from "@preact/signals";
import type {
  Cancel,
  KeyValueStorage,
  Socket,
  SocketListener,
  Surroundings,
} from "../../../src/client/surroundings.ts";
import type { Random } from "./random.ts";

/**
 * How many times faster time passes for the client: a heartbeat that stays unanswered is noticed after half a second instead
 * of ten, and still leaves a busy machine time to answer.
 */
const SPEED = 20;

/** What the product's client needs of a browser, in Node: real sockets, a page that is always in view, and a fast clock. */
export class NodeSurroundings implements Surroundings {
  readonly socketOrigin: string;
  readonly storage: KeyValueStorage = memory();
  readonly languages = ["en"];
  readonly records = null;
  readonly installation = { hasNewer: signal(false), renew: () => {} };
  readonly notifier = {
    permission: signal("unsupported" as const),
    ask: async () => {},
    notify: () => {},
    withdraw: () => {},
    onClicked: (): Cancel => () => {},
  };
  readonly tabs = { mark: (): Cancel => () => {}, isMarked: async () => false };
  readonly #token: string;
  readonly #random: Random;
  readonly #sockets = new Set<WebSocket>();
  #ids = 0;

  /** @param token of the session: Node keeps no cookies */
  constructor(port: number, token: string, random: Random) {
    this.socketOrigin = `ws://127.0.0.1:${port}`;
    this.#token = token;
    this.#random = random;
  }

  now = (): number => performance.now() * SPEED;
  date = (): number => Date.now();
  random = (): number => this.#random.next();
  hidden = (): boolean => false;
  focused = (): boolean => true;
  newId = (): string => `${this.#token.slice(0, 8)}-${++this.#ids}`;

  after(ms: number, action: () => void): Cancel {
    const timer = setTimeout(action, ms / SPEED);
    return () => clearTimeout(timer);
  }

  openSocket(url: string, protocol: string, listener: SocketListener): Socket {
    // Node's WebSocket takes headers, which the standard that the type describes does not have.
    const options = { protocols: [protocol], headers: { Authorization: `Bearer ${this.#token}` } };
    const socket = new WebSocket(url, options as unknown as string[]);
    this.#sockets.add(socket);
    socket.onopen = () => listener.opened();
    socket.onerror = () => {};
    socket.onclose = ({ code }) => {
      this.#sockets.delete(socket);
      listener.closed(code);
    };
    socket.onmessage = ({ data }) => listener.received(String(data));
    return socket;
  }

  onOnline = (): Cancel => () => {};
  onHidden = (): Cancel => () => {};
  onVisible = (): Cancel => () => {};
  onInput = (): Cancel => () => {};
  onFocus = (): Cancel => () => {};
  onStored = (): Cancel => () => {};
}

function memory(): KeyValueStorage {
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
