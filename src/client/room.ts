import { batch, computed, effect, signal } from "@preact/signals";
import type { ErrorEvent, ServerEvent } from "../protocol/events.ts";
import type { Command, SendCommand } from "../protocol/frames.ts";
import { PAGE_DEFAULT, TYPING_AUDIENCE } from "../protocol/limits.ts";
import type { Message, Status } from "../protocol/model.ts";
import { type Api, ApiError } from "./api.ts";
import { Connection, type ConnectionState } from "./connection.ts";
import { Draft } from "./draft.ts";
import type { RoomCopies } from "./offline/room-copies.ts";
import { type Entry, Outbox } from "./outbox.ts";
import { OutboxStorage } from "./outbox-storage.ts";
import { withPending } from "./pending-changes.ts";
import { ReadMarker } from "./read-marker.ts";
import { RoomState } from "./room-state.ts";
import { Savings } from "./savings.ts";
import { spentUntil } from "./spent.ts";
import type { Cancel, Surroundings } from "./surroundings.ts";
import { TypingNotice } from "./typing.ts";

type WithoutId<C> = C extends Command ? Omit<C, "id"> : never;

/** A message that has no seq yet. */
export type Unsent = Entry & { command: SendCommand };

/** What a room needs to know of the rest of the client. */
export interface RoomContext {
  api: Api;
  surroundings: Surroundings;
  /** Id of the user who is signed in. */
  you: string;
  /** What this device keeps of the rooms, if it does. */
  copies?: RoomCopies;
  /** Id of this page. */
  tab: string;
  /** Whether someone is at this browser; read as a signal. */
  status(): Status;
  /** The session is over, or somebody else's. */
  onSessionChanged(): void;
}

/** One room as this person has it: what is known of it, what is on its way to it, what is being written in it. */
export class Room {
  readonly id: string;
  readonly you: string;
  readonly state: RoomState;
  readonly draft: Draft;
  readonly connection = signal<ConnectionState>({ kind: "stopped", because: "left" });
  /** While the day's quota is spent: when it is there again. */
  readonly spentUntil = signal<number | null>(null);
  readonly loadingOlder = signal<"no" | "loading" | "failed">("no");
  /** The messages with the answers that are still expected applied. */
  readonly messages = computed(() => {
    const entries = this.#outbox.entries.value.filter(({ command }) => command.type !== "send");
    const messages = this.state.messages.value;
    return entries.length === 0 ? messages : messages.map((message) => withPending(message, entries, this.you));
  });
  /** What was sent and has no seq yet, to be shown below everything. */
  readonly unsent = computed(() => this.#outbox.entries.value.filter(isUnsent));
  /** Edits, deletions and reactions that were refused. */
  readonly refusedChanges = computed(() =>
    this.#outbox.entries.value.filter(
      ({ command, delivery }) => command.type !== "send" && delivery.kind === "refused",
    ),
  );

  readonly #context: RoomContext;
  readonly #outbox: Outbox;
  readonly #connection: Connection;
  readonly #typing: TypingNotice;
  readonly #reading: ReadMarker;
  readonly #savings: Savings;
  #cancelSpent: Cancel = () => {};
  #stopTelling: Cancel = () => {};
  readonly #stopWatching: readonly Cancel[];
  #leaving = false;

  constructor(id: string, context: RoomContext) {
    const { surroundings, you, tab } = context;
    this.id = id;
    this.you = you;
    this.#context = context;
    this.state = new RoomState(surroundings);
    const copy = context.copies?.room(id);
    if (copy) this.state.restore(copy);
    this.draft = new Draft(surroundings.storage, you, id);
    this.#connection = new Connection(id, tab, surroundings, {
      position: () => this.state.position,
      changed: (state) => this.#connectionChanged(state),
      received: (events) => this.#received(events),
      explain: () => this.#explain(),
    });
    this.#outbox = new Outbox(surroundings, new OutboxStorage(surroundings.storage, you, id), (command) =>
      this.#connection.send(command),
    );
    this.#typing = new TypingNotice(surroundings, () => this.#connection.send({ type: "typing" }));
    this.#reading = new ReadMarker(surroundings, (seq) => {
      if (this.#savings.may("read")) this.#connection.send({ type: "read", seq });
    });
    this.#savings = new Savings(surroundings, () => this.#reading.connected());
    this.#stopWatching = [surroundings.onHidden(() => this.#reading.flush()), effect(() => this.#keep())];
  }

  /** Connects; what was seen before is resumed. */
  enter(): void {
    this.#leaving = false;
    this.#connection.open();
  }

  /** Disconnects, as soon as the room has answered everything; what was seen stays for the next visit. */
  leave(): void {
    this.#leaving = true;
    this.#reading.flush();
    this.#leaveIfSettled();
  }

  /** Disconnects now, and for good. */
  close(): void {
    for (const stop of this.#stopWatching) stop();
    this.#connection.close();
  }

  /** Someone is at the page. */
  wake(): void {
    this.#connection.wake();
  }

  /** True if the room has answered everything. */
  get isSettled(): boolean {
    return this.#outbox.isSettled;
  }

  send(text: string, replyTo?: number): void {
    this.#post({ type: "send", text, ...(replyTo === undefined ? {} : { replyTo }) });
  }

  edit(seq: number, text: string): void {
    this.#post({ type: "edit", seq, text });
  }

  delete(seq: number): void {
    this.#post({ type: "delete", seq });
  }

  react(seq: number, emoji: string, on: boolean): void {
    this.#post({ type: "react", seq, emoji, on });
  }

  retry(entry: Entry): void {
    this.#outbox.retry(entry.command.id);
  }

  discard(entry: Entry): void {
    this.#outbox.discard(entry.command.id);
  }

  /** A key was pressed in the composer. In a crowd nobody would be told. */
  typed(): void {
    if (this.state.count.peek() <= TYPING_AUDIENCE && this.#savings.may("typing")) this.#typing.typed();
  }

  /** The latest message is in view of someone who looks at it. */
  readAll(): void {
    const seq = this.state.messages.peek().at(-1)?.seq ?? 0;
    if (seq <= this.state.read.peek()) return;
    this.state.readUpTo(seq);
    this.#reading.read(seq);
  }

  /** Loads the page of history before the oldest message held. */
  async loadOlder(): Promise<void> {
    const first = this.state.messages.peek()[0]?.seq;
    const position = this.state.position;
    if (first === undefined || position === null || !this.state.hasBefore.peek()) return;
    if (this.loadingOlder.peek() === "loading") return;
    this.loadingOlder.value = "loading";
    try {
      const page = await this.#context.api.history(this.id, first, PAGE_DEFAULT, position.rev);
      batch(() => {
        this.state.merge(page, position.epoch);
        this.loadingOlder.value = "no";
      });
    } catch {
      this.loadingOlder.value = "failed";
    }
  }

  /** The message being answered or quoted, if it is among those held. */
  find(seq: number): Message | undefined {
    return this.state.find(seq);
  }

  /** The name of someone who is here or wrote something that is held. */
  nameOf(user: string): string | undefined {
    const present = this.state.online.value.find(({ id }) => id === user);
    return present?.name ?? this.state.messages.value.findLast(({ author }) => author.id === user)?.author.name;
  }

  /** The last message of this person that can still be edited. */
  lastOwn(): Message | undefined {
    return this.messages.value.findLast(({ author, deletedAt }) => author.id === this.you && deletedAt === undefined);
  }

  /** Has a copy made of what has changed, as long as it is what the room says by now. */
  #keep(): void {
    const { info, messages, moderator, read, ready, you } = this.state;
    void [info.value, messages.value, moderator.value, read.value, you.value];
    if (ready.value) this.#context.copies?.roomChanged(this.id, () => this.state.snapshot());
  }

  #post(command: WithoutId<Command>): void {
    this.#outbox.post({ ...command, id: this.#context.surroundings.newId() });
  }

  #received(events: ServerEvent[]): void {
    batch(() => {
      if (events.some((event) => event.type === "welcome" && event.you.id !== this.you)) {
        this.#connection.close();
        return this.#context.onSessionChanged();
      }
      // Settled before the state shows the message, and in one go, so that a sent message never shows twice or not at all.
      for (const event of events) {
        if (event.type === "message") this.#outbox.receive(event, this.you);
        else if (event.type === "error") this.#refused(event);
        else if (event.type === "saving") this.#savings.heard(event);
      }
      if (!this.state.apply(events)) return this.#connection.resync();
      if (events.some(({ type }) => type === "ready")) this.#caughtUp();
      this.#leaveIfSettled();
    });
  }

  #refused(event: ErrorEvent): void {
    if (event.quota) this.#spent(this.#context.surroundings.date() + (event.retryAfter ?? 0) * 1_000);
    this.#outbox.refused(event);
  }

  #spent(until: number): void {
    const { surroundings } = this.#context;
    this.#cancelSpent();
    this.spentUntil.value = until;
    this.#cancelSpent = surroundings.after(Math.max(0, until - surroundings.date()), () => {
      this.spentUntil.value = null;
    });
  }

  #leaveIfSettled(): void {
    if (this.#leaving && this.#outbox.isSettled) this.#connection.close();
  }

  #caughtUp(): void {
    this.#outbox.connected();
    this.#reading.connected();
    // A connection begins as active; from then on the room is told of changes only.
    let told: Status = "active";
    this.#stopTelling = effect(() => {
      const status = this.#context.status();
      if (status !== told && this.#savings.may("presence") && this.#connection.send({ type: "status", status }))
        told = status;
    });
  }

  #connectionChanged(state: ConnectionState): void {
    batch(() => {
      this.connection.value = state;
      if (state.kind === "open") return;
      this.#stopTelling();
      this.#outbox.disconnected();
      this.#savings.forget();
      this.state.disconnected();
      if (state.kind === "stopped" && state.because === "signed_out") this.#context.onSessionChanged();
    });
  }

  async #explain(): Promise<"signed_out" | "not_found" | "unknown" | { spentUntil: number }> {
    try {
      await this.#context.api.room(this.id);
      return "unknown";
    } catch (error) {
      if (!(error instanceof ApiError) || error.status === 0) throw error;
      const until = spentUntil(error, this.#context.surroundings.date());
      if (until !== null) return { spentUntil: until };
      if (error.status === 401) return "signed_out";
      return error.status === 404 ? "not_found" : "unknown";
    }
  }
}

function isUnsent(entry: Entry): entry is Unsent {
  return entry.command.type === "send";
}
