import { batch, signal } from "@preact/signals";
import type { ErrorEvent, MessageEvent } from "../protocol/events.ts";
import type { Command } from "../protocol/frames.ts";
import { FRAME_LENGTH } from "../protocol/limits.ts";
import type { Time } from "../protocol/model.ts";
import type { OutboxStorage, Refused } from "./outbox-storage.ts";
import type { ShutOut } from "./shut-out.ts";
import type { Cancel, Clock } from "./surroundings.ts";

/** Milliseconds without an answer, on an open connection, after which a command is shown as unconfirmed. */
const UNCONFIRMED_AFTER_MS = 15_000;

export type Delivery =
  /** Kept back, so that it can be taken back as if it had never been given. */
  | { kind: "held"; until: number }
  /** Not sent on this connection yet. */
  | { kind: "waiting" }
  | { kind: "sent" }
  /** Sent, and no answer; sending it again is safe. */
  | { kind: "unconfirmed" }
  | ({ kind: "refused" } & Refused);

/** A command that the room has not answered, or has refused. */
export interface Entry {
  command: Command;
  /** When it was given, by this device's clock. */
  at: number;
  delivery: Delivery;
}

/**
 * Holds each command until the room answers it, and sends them one after the other, so that they take effect in the order
 * they were given. Each carries an id of its own, which makes sending it again after a reconnect, or from two tabs, harmless.
 */
export class Outbox {
  /** In the order they were given. */
  readonly entries = signal<readonly Entry[]>([]);

  readonly #clock: Clock;
  readonly #storage: OutboxStorage;
  readonly #send: (command: Command) => boolean;
  /** Ids of entries that other tabs have too, as they are in storage: one may settle or discard those without telling. */
  readonly #adopted = new Set<string>();
  #connected = false;
  #cancelUnconfirmed: Cancel = () => {};
  /** Sends what is held when its time has come. */
  #cancelHold: Cancel = () => {};
  /** Set while the room has asked for patience. */
  #pause: { until: Time; cancel: Cancel } | null = null;

  /** @param send gives a command to the connection; false if it could not */
  constructor(clock: Clock, storage: OutboxStorage, send: (command: Command) => boolean) {
    this.#clock = clock;
    this.#storage = storage;
    this.#send = send;
    this.adopt();
  }

  /** Takes over what other pages have left in storage, or are about to send themselves. */
  adopt(): void {
    const found = this.#storage.load().filter(({ command }) => !this.#find(command.id));
    if (found.length === 0) return;
    for (const { command } of found) this.#adopted.add(command.id);
    const adopted = found.map(({ command, at, refused, heldUntil }): Entry => {
      if (refused) return { command, at, delivery: { kind: "refused", ...refused } };
      const isHeld = heldUntil !== undefined && heldUntil > this.#clock.date();
      return { command, at, delivery: isHeld ? { kind: "held", until: heldUntil } : { kind: "waiting" } };
    });
    this.entries.value = [...this.entries.value, ...adopted].sort((a, b) => a.at - b.at);
    this.#watchHeld();
  }

  /** True if every command has been answered; readable as a signal. */
  get isSettled(): boolean {
    return this.entries.value.every(({ delivery }) => delivery.kind === "refused");
  }

  /**
   * Takes a command and sees to it that the room gets it.
   * @param holdMs milliseconds for which it can still be discarded before the room hears of it; those that come after it
   *   do not wait for it
   */
  post(command: Command, holdMs = 0): void {
    const last = this.entries.value.at(-1)?.at ?? 0;
    const at = Math.max(this.#clock.date(), last + 1);
    const until = this.#clock.date() + holdMs;
    const delivery: Delivery = holdMs > 0 ? { kind: "held", until } : { kind: "waiting" };
    this.entries.value = [...this.entries.value, { command, at, delivery }];
    this.#storage.keep({ command, at, ...(holdMs > 0 && { heldUntil: until }) });
    this.#watchHeld();
    if (JSON.stringify(command).length > FRAME_LENGTH) {
      this.#refuse(command.id, { code: "too_large", reason: "The command is too long." });
    }
    this.#sendNext();
  }

  /** The connection has caught up: whatever is still unanswered goes out, again if need be. */
  connected(): void {
    this.#connected = true;
    this.adopt();
    this.lookAtClock();
    this.#sendNext();
  }

  /** Ends a pause that is over: its timer stood still while the device slept. */
  lookAtClock(): void {
    if (this.#pause && this.#pause.until <= this.#clock.date()) this.#resume();
  }

  disconnected(): void {
    this.#connected = false;
    this.#cancelUnconfirmed();
    this.entries.value = this.entries.value.map((entry) =>
      entry.delivery.kind === "sent" || entry.delivery.kind === "unconfirmed"
        ? { ...entry, delivery: { kind: "waiting" } }
        : entry,
    );
  }

  /** Sends what is held at once: it may be the last chance. What another page holds may still be undone there. */
  release(): void {
    const own = this.entries
      .peek()
      .filter(({ command, delivery }) => delivery.kind === "held" && !this.#adopted.has(command.id));
    this.#release((entry) => own.includes(entry));
    if (!this.#connected) return;
    for (const { command } of own) {
      // The page may be gone before its turn comes. When that comes all the same, it is sent twice, which is harmless.
      if (this.#find(command.id)?.delivery.kind === "waiting") this.#send(command);
    }
  }

  /** The room lets this person in no more: what waits will not be sent, unless somebody tries it again. */
  shutOut(reason: ShutOut): void {
    for (const { command, delivery } of this.entries.peek()) {
      if (delivery.kind === "refused") continue;
      if (this.#isGone(command.id)) this.#remove(command.id);
      else this.#refuse(command.id, { code: "shut_out", reason });
    }
    this.#watchHeld();
  }

  /**
   * A message came: settles the entry it answers.
   * @param you id of this outbox's user
   */
  receive(event: MessageEvent, you: string): void {
    if (event.ack !== undefined) this.#settle(event.ack);
    if (event.author.id !== you) return;
    const entry = this.#find(event.id);
    if (entry?.command.type === "send") this.#settle(event.id);
  }

  /** The room refused a command: for good, or for now. */
  refused({ id, code, message, retryAfter }: ErrorEvent): void {
    const entry = id === undefined ? undefined : this.#find(id);
    if (id === undefined || entry === undefined) return;
    if (entry.delivery.kind === "sent") this.#cancelUnconfirmed();
    if (code === "rate_limited") this.#wait(id, retryAfter ?? 1);
    else this.#refuse(id, { code, reason: message });
    this.#sendNext();
  }

  /** Sends a refused or unconfirmed command again. */
  retry(id: string): void {
    const entry = this.#find(id);
    if (!entry) return;
    this.#deliver(id, { kind: "waiting" });
    this.#storage.keep({ command: entry.command, at: entry.at });
    this.#sendNext();
  }

  discard(id: string): void {
    this.#settle(id);
  }

  /** Another tab may have discarded what was refused, or tried it again. */
  lookAtStorage(): void {
    this.entries.value = this.entries
      .peek()
      .filter(({ command, delivery }) => delivery.kind !== "refused" || !this.#isGone(command.id));
  }

  #sendNext(): void {
    if (!this.#connected || this.#pause) return;
    for (const { command, delivery } of this.entries.value) {
      if (delivery.kind === "sent" || delivery.kind === "unconfirmed") return;
      if (delivery.kind === "refused" || delivery.kind === "held") continue;
      if (this.#isGone(command.id)) {
        this.#remove(command.id);
        continue;
      }
      if (!this.#send(command)) return;
      this.#deliver(command.id, { kind: "sent" });
      this.#cancelUnconfirmed = this.#clock.after(UNCONFIRMED_AFTER_MS, () =>
        this.#deliver(command.id, { kind: "unconfirmed" }),
      );
      return;
    }
  }

  #release(isDue: (entry: Entry, until: number) => boolean): void {
    this.entries.value = this.entries.value.map((entry) => {
      const { command, at, delivery } = entry;
      if (delivery.kind !== "held" || !isDue(entry, delivery.until)) return entry;
      // What another page finds from now on was sent, or may have been; unless it was undone in another tab.
      if (this.#storage.has(command.id)) this.#storage.keep({ command, at });
      return { command, at, delivery: { kind: "waiting" } };
    });
    this.#watchHeld();
    this.#sendNext();
  }

  #watchHeld(): void {
    this.#cancelHold();
    const times = this.entries.value.flatMap(({ delivery }) => (delivery.kind === "held" ? delivery.until : []));
    if (times.length === 0) return;
    const next = Math.min(...times);
    this.#cancelHold = this.#clock.after(Math.max(0, next - this.#clock.date()), () =>
      this.#release((_, until) => until <= next),
    );
  }

  #wait(id: string, seconds: number): void {
    this.#deliver(id, { kind: "waiting" });
    this.#pause?.cancel();
    const ms = seconds * 1_000;
    this.#pause = { until: this.#clock.date() + ms, cancel: this.#clock.after(ms, () => this.#resume()) };
  }

  #resume(): void {
    this.#pause?.cancel();
    this.#pause = null;
    this.#sendNext();
  }

  #refuse(id: string, refused: Refused): void {
    this.#deliver(id, { kind: "refused", ...refused });
    const entry = this.#find(id);
    if (entry) this.#storage.keep({ command: entry.command, at: entry.at, refused });
    // From now on also another tab can discard it, or try it again; in a storage that is full nobody finds it.
    if (this.#storage.has(id)) this.#adopted.add(id);
  }

  #settle(id: string): void {
    const entry = this.#find(id);
    if (!entry) return;
    batch(() => {
      if (entry.delivery.kind === "sent") this.#cancelUnconfirmed();
      this.#storage.forget(id);
      this.#remove(id);
      this.#sendNext();
    });
  }

  /** True if another tab has settled or discarded it. */
  #isGone(id: string): boolean {
    return this.#adopted.has(id) && !this.#storage.has(id);
  }

  #remove(id: string): void {
    this.#adopted.delete(id);
    this.entries.value = this.entries.value.filter((entry) => entry.command.id !== id);
  }

  #deliver(id: string, delivery: Delivery): void {
    this.entries.value = this.entries.value.map((entry) => (entry.command.id === id ? { ...entry, delivery } : entry));
  }

  #find(id: string): Entry | undefined {
    return this.entries.value.find((entry) => entry.command.id === id);
  }
}
