import type { ReadonlySignal } from "@preact/signals";
import type { RecordStorage } from "./offline/record-storage.ts";

/** Undoes what was asked for; harmless when it has happened already. */
export type Cancel = () => void;

/** What the connection and the stores need to know of time. */
export interface Clock {
  /** Milliseconds since some fixed moment; unlike `date` it never jumps. */
  now(): number;
  /** Milliseconds since the Unix epoch, by this device's clock. */
  date(): number;
  /** From 0 up to, but not including, 1. */
  random(): number;
  after(ms: number, action: () => void): Cancel;
}

/** What a socket tells whoever opened it. */
export interface SocketListener {
  opened(): void;
  received(data: string): void;
  closed(code: number): void;
}

export interface Socket {
  send(data: string): void;
  close(): void;
}

/** Where the connection lives: sockets, and the page's signs of life. */
export interface Network {
  /** Where sockets go, for example `wss://chat.example`. */
  readonly socketOrigin: string;
  openSocket(url: string, protocol: string, listener: SocketListener): Socket;
  /** True while nobody can see the page. */
  hidden(): boolean;
  /** Calls when the device is back on a network. */
  onOnline(listener: () => void): Cancel;
  /** Calls when the page comes into view again. */
  onVisible(listener: () => void): Cancel;
  /** Calls when nobody can see the page any more; it may be the last it is told. */
  onHidden(listener: () => void): Cancel;
}

/** The part of the browser's `Storage` that is used. */
export type KeyValueStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/** The page's memory that outlives it, shared by the tabs of one browser. */
export interface Memory {
  readonly storage: KeyValueStorage;
  /** For what is too large for `storage`; null where the browser has nothing of the kind. */
  readonly records: RecordStorage | null;
  /** Calls when another tab changed `key`, or if that ends with a colon, anything that begins with it. */
  onStored(key: string, listener: () => void): Cancel;
}

/** What tells that someone is there. */
export interface Input {
  /** Calls for each key, pointer movement, scroll or focus. */
  onInput(listener: () => void): Cancel;
  /** True while what is typed goes to this page. */
  focused(): boolean;
  /** Calls when that has changed. */
  onFocus(listener: () => void): Cancel;
}

/** What the browser says of who is reading. */
export interface Reader {
  /** Their languages, the preferred one first, as BCP 47 tags. */
  readonly languages: readonly string[];
}

/** The page as this browser keeps it, to open it without a network. */
export interface Installation {
  /** True when a newer version is there. */
  readonly hasNewer: ReadonlySignal<boolean>;
  /** Loads the page anew, as of the newer version. */
  renew(): void;
}

/** "default" while nobody has been asked. */
export type Permission = "unsupported" | "default" | "granted" | "denied";

/** What the system shows outside of the page. */
export interface Notifier {
  readonly permission: ReadonlySignal<Permission>;
  /** Has the browser ask for permission; browsers do so only in answer to a click. */
  ask(): Promise<void>;
  /** @param path where a click on it leads; what is shown for the same path already is replaced */
  notify(path: string, title: string, text: string): void;
  /** Takes back what is shown for `path`, and for places within it. */
  withdraw(path: string): void;
  /** Calls with the path of a notification that was clicked. */
  onClicked(listener: (path: string) => void): Cancel;
}

/** The tabs of one browser: what each lets the others know for as long as it is so. */
export interface Tabs {
  mark(name: string): Cancel;
  /** True if this tab or another has such a mark. */
  isMarked(name: string): Promise<boolean>;
}

/** Everything outside the client that it depends on, so that tests can stand in for it. */
export interface Surroundings extends Clock, Network, Memory, Input, Reader {
  readonly installation: Installation;
  readonly notifier: Notifier;
  readonly tabs: Tabs;
  /** A new id for a command or a tab, impossible to guess. */
  newId(): string;
}
