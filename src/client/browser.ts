import { install } from "./installation.ts";
import { systemNotifier } from "./notifier.ts";
import { indexedRecords } from "./offline/record-storage.ts";
import type { Cancel, KeyValueStorage, Socket, SocketListener, Surroundings } from "./surroundings.ts";
import { browserTabs } from "./tabs.ts";

const INPUT_EVENTS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "focus"];

/** The real surroundings: this page in this browser. */
export function browserSurroundings(): Surroundings {
  const storage = pageStorage();
  const worker = install();
  return {
    socketOrigin: `${location.protocol === "https:" ? "wss:" : "ws:"}//${location.host}`,
    storage,
    languages: navigator.languages,
    records: "indexedDB" in window ? indexedRecords() : null,
    installation: worker,
    notifier: systemNotifier(worker),
    tabs: browserTabs(),
    now: () => performance.now(),
    date: () => Date.now(),
    random: () => Math.random(),
    newId,
    openSocket,
    hidden: () => document.hidden,
    after(ms, action) {
      const timer = setTimeout(action, ms);
      return () => clearTimeout(timer);
    },
    onOnline: (listener) => listen(window, "online", listener),
    onVisible: (listener) =>
      listen(document, "visibilitychange", () => {
        if (!document.hidden) listener();
      }),
    onHidden: (listener) =>
      all([
        listen(document, "visibilitychange", () => {
          if (document.hidden) listener();
        }),
        // Some browsers close a page, or leave it, without hiding it before.
        listen(window, "pagehide", listener),
      ]),
    onStored: (key, listener) =>
      listen(window, "storage", (event) => {
        if (!(event instanceof StorageEvent)) return;
        if (event.key === key || (key.endsWith(":") && event.key?.startsWith(key))) listener();
      }),
    onInput: (listener) => all(INPUT_EVENTS.map((type) => listen(window, type, listener))),
    focused: () => !document.hidden && document.hasFocus(),
    onFocus: (listener) =>
      all([
        listen(window, "focus", listener),
        listen(window, "blur", listener),
        listen(document, "visibilitychange", listener),
      ]),
  };
}

function listen(target: EventTarget, type: string, listener: (event: Event) => void): Cancel {
  target.addEventListener(type, listener, { capture: true, passive: true });
  return () => target.removeEventListener(type, listener, { capture: true });
}

function all(cancels: readonly Cancel[]): Cancel {
  return () => {
    for (const cancel of cancels) cancel();
  };
}

/** 128 random bits. Not `randomUUID`, which browsers refuse on plain http, as in a classroom's network. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function openSocket(url: string, protocol: string, listener: SocketListener): Socket {
  const socket = new WebSocket(url, protocol);
  socket.onopen = () => listener.opened();
  socket.onclose = (event) => listener.closed(event.code);
  socket.onmessage = (event: MessageEvent<unknown>) => {
    if (typeof event.data === "string") listener.received(event.data);
  };
  return socket;
}

/** localStorage, or a memory that lasts as long as the page where the browser refuses it. */
function pageStorage(): KeyValueStorage {
  try {
    localStorage.getItem("dormouse");
    return localStorage;
  } catch {
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
}
