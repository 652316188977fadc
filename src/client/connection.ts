import { afterClose, CLOSE } from "../protocol/close.ts";
import type { ServerEvent } from "../protocol/events.ts";
import type { ClientFrame } from "../protocol/frames.ts";
import { backoff, STEADY_AFTER_MS } from "./backoff.ts";
import { Line } from "./line.ts";
import type { Cancel, Clock, Network } from "./surroundings.ts";
import type { Unreachable } from "./unreachable.ts";

/** What a client has seen of a room, and resumes from. */
export interface Position {
  epoch: string;
  seq: number;
  rev: number;
}

export type StopReason =
  | "left"
  | "signed_out"
  | "not_found"
  | "replaced"
  | "removed"
  | "room_deleted"
  | "protocol_error"
  | "refused";

export type ConnectionState =
  | { kind: "connecting" }
  | { kind: "open" }
  /** Between two attempts. */
  | { kind: "waiting"; because: "network" | "room_full" | "flood" }
  /** The day's quota is spent, and nobody is let in before `until`. */
  | { kind: "waiting"; because: "quota"; until: number }
  /** Closed for idleness; the next sign of life connects again. */
  | { kind: "asleep" }
  | { kind: "stopped"; because: StopReason };

export interface ConnectionListener {
  /** Null on a first visit. */
  position(): Position | null;
  changed(state: ConnectionState): void;
  received(events: ServerEvent[]): void;
  /**
   * Why the server does not let us in: browsers hide the status of a refused upgrade, so it is asked for over HTTP.
   * @throws if the server cannot be reached
   */
  explain(): Promise<Unreachable>;
}

const STOPPED_BY_CODE = new Map<number, StopReason>([
  [CLOSE.REPLACED, "replaced"],
  [CLOSE.REMOVED, "removed"],
  [CLOSE.ROOM_DELETED, "room_deleted"],
  [CLOSE.PROTOCOL_ERROR, "protocol_error"],
]);

/** Failures after which a retry waits for as long as it ever does: everybody comes back when a day's quota begins. */
const LATE = 10;

/** Keeps one room connected: a new line whenever the last one ended, as soon as the contract (section 3.4) allows. */
export class Connection {
  readonly #room: string;
  readonly #tab: string;
  readonly #surroundings: Clock & Network;
  readonly #listener: ConnectionListener;
  #state: ConnectionState = { kind: "stopped", because: "left" };
  #line: Line | null = null;
  #failures = 0;
  /** When the line's welcome came, by `now()`; null before. */
  #openedAt: number | null = null;
  #explained = false;
  /** When the quota is there again that the room said was spent before it let us in. */
  #spentUntil: number | null = null;
  #cancelRetry: Cancel = () => {};
  #cancelListening: Cancel[] = [];

  /** @param tab id of this page, so that the room can tell a return from a second visit */
  constructor(room: string, tab: string, surroundings: Clock & Network, listener: ConnectionListener) {
    this.#room = room;
    this.#tab = tab;
    this.#surroundings = surroundings;
    this.#listener = listener;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Connects, if it was stopped. */
  open(): void {
    if (this.#state.kind !== "stopped") return;
    this.#failures = 0;
    this.#explained = false;
    this.#cancelListening = [
      this.#surroundings.onOnline(() => this.#hurry()),
      this.#surroundings.onVisible(() => {
        this.wake();
        this.#hurry();
      }),
    ];
    this.#connect();
  }

  close(): void {
    this.#stop("left");
  }

  /** @returns false if there is no open line, so that nothing was sent */
  send(frame: ClientFrame): boolean {
    return this.#state.kind === "open" && this.#line !== null && this.#line.send(frame);
  }

  /** Someone is there again: ends the sleep that idleness began. */
  wake(): void {
    if (this.#state.kind === "asleep") this.#connect();
  }

  /** Reconnects to resume from the listener's position, because something on the way here was lost. */
  resync(): void {
    if (this.#line === null) return;
    this.#line.drop();
    this.#retryLater();
  }

  #connect(): void {
    this.#cancelRetry();
    this.#openedAt = null;
    this.#spentUntil = null;
    this.#change({ kind: "connecting" });
    this.#line = new Line(this.#url(), this.#surroundings, {
      received: (events) => this.#receive(events),
      ended: (code, final) => this.#ended(code, final),
    });
  }

  #url(): string {
    const query = new URLSearchParams({ tab: this.#tab });
    const position = this.#listener.position();
    if (position) {
      query.set("epoch", position.epoch);
      query.set("seq", String(position.seq));
      query.set("rev", String(position.rev));
    }
    return `${this.#surroundings.socketOrigin}/api/rooms/${this.#room}/socket?${query}`;
  }

  #receive(events: ServerEvent[]): void {
    if (this.#openedAt === null && events.some(({ type }) => type === "welcome")) {
      this.#openedAt = this.#surroundings.now();
      this.#explained = false;
      this.#change({ kind: "open" });
    }
    for (const event of events) {
      const isSpent = this.#openedAt === null && event.type === "error" && event.quota === true;
      if (isSpent) this.#spentUntil = this.#surroundings.date() + (event.retryAfter ?? 0) * 1_000;
    }
    this.#listener.received(events);
  }

  #ended(code: number, final: boolean): void {
    const wasOpen = this.#openedAt !== null;
    const next = afterClose(code);
    switch (next.kind) {
      case "backoff":
        if (final) this.#stop("refused");
        else if (this.#spentUntil !== null) this.#waitForQuota(this.#spentUntil);
        else this.#retryLater();
        if (!wasOpen && this.#spentUntil === null) void this.#askWhy();
        return;
      case "wait":
        this.#line = null;
        this.#change({ kind: "waiting", because: code === CLOSE.ROOM_FULL ? "room_full" : "flood" });
        this.#cancelRetry = this.#surroundings.after(next.ms, () => this.#connect());
        return;
      case "activity":
        this.#line = null;
        this.#change({ kind: "asleep" });
        return;
      case "sign-in":
        this.#stop("signed_out");
        return;
      case "stop":
        this.#stop(STOPPED_BY_CODE.get(code) ?? "refused");
        return;
    }
  }

  #retryLater(): void {
    this.#line = null;
    const steady = this.#openedAt !== null && this.#surroundings.now() - this.#openedAt >= STEADY_AFTER_MS;
    if (steady) this.#failures = 0;
    const ms = backoff(this.#failures++, this.#surroundings.random());
    this.#change({ kind: "waiting", because: "network" });
    this.#cancelRetry = this.#surroundings.after(ms, () => this.#connect());
  }

  #waitForQuota(until: number): void {
    this.#cancelRetry();
    this.#line?.drop();
    this.#line = null;
    this.#change({ kind: "waiting", because: "quota", until });
    const wait = Math.max(0, until - this.#surroundings.date()) + backoff(LATE, this.#surroundings.random());
    this.#cancelRetry = this.#surroundings.after(wait, () => this.#connectAnew());
  }

  /** Connects; should that fail, why may have changed. */
  #connectAnew(): void {
    this.#explained = false;
    this.#connect();
  }

  /**
   * The network is back, or someone looks at the page: try now, and do not trust a line that only seems open. The timer for
   * a new day stood still while the device slept.
   */
  #hurry(): void {
    const state = this.#state;
    const isOver = state.kind === "waiting" && state.because === "quota" && state.until <= this.#surroundings.date();
    if (isOver) this.#connectAnew();
    else if (state.kind === "waiting" && state.because === "network") this.#connect();
    else if (state.kind === "open") this.#line?.probe();
  }

  async #askWhy(): Promise<void> {
    if (this.#explained) return;
    this.#explained = true;
    try {
      const reason = await this.#listener.explain();
      const stillOut = this.#state.kind === "connecting" || this.#state.kind === "waiting";
      if (reason === "unknown" || !stillOut) return;
      if (typeof reason === "object") this.#waitForQuota(reason.spentUntil);
      else this.#stop(reason);
    } catch {
      this.#explained = false;
    }
  }

  #stop(because: StopReason): void {
    this.#cancelRetry();
    for (const cancel of this.#cancelListening) cancel();
    this.#cancelListening = [];
    this.#line?.drop();
    this.#line = null;
    this.#change({ kind: "stopped", because });
  }

  #change(state: ConnectionState): void {
    this.#state = state;
    this.#listener.changed(state);
  }
}
