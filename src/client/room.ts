import { batch, computed, effect, type ReadonlySignal, signal } from "@preact/signals";
import type { ErrorEvent, ServerEvent } from "../protocol/events.ts";
import type { Command } from "../protocol/frames.ts";
import { FIRST_PAGE, TYPING_AUDIENCE } from "../protocol/limits.ts";
import type { Message } from "../protocol/model.ts";
import { Acquaintances } from "./acquaintances.ts";
import { Connection, type ConnectionState } from "./connection.ts";
import { Draft } from "./draft.ts";
import { History } from "./history.ts";
import { type Entry, Outbox } from "./outbox.ts";
import { OutboxStorage } from "./outbox-storage.ts";
import { changesAmong, undoableAmong, unsentAmong, withPending } from "./pending-changes.ts";
import { QuotaWait } from "./quota-wait.ts";
import { Reading } from "./reading.ts";
import type { RoomContext } from "./room-context.ts";
import { RoomState } from "./room-state.ts";
import { type ShutOut, shutOut } from "./shut-out.ts";
import type { Cancel } from "./surroundings.ts";
import { Telling } from "./telling.ts";
import { whyUnreachable } from "./unreachable.ts";

/** Milliseconds in which a deletion can be undone. */
const UNDO_MS = 5_000;
/** Milliseconds of an interruption after which what came in it still counts as having come just now. */
const NEWS_MS = 5 * 60_000;

type WithoutId<C> = C extends Command ? Omit<C, "id"> : never;

/** One room as this person has it: what is known of it, what is on its way to it, what is being written in it. */
export class Room {
  readonly id: string;
  readonly you: string;
  readonly state: RoomState;
  readonly history: History;
  readonly reading: Reading;
  readonly draft: Draft;
  readonly acquaintances: Acquaintances;
  readonly connection = signal<ConnectionState>({ kind: "stopped", because: "left" });
  /** While the day's quota is spent: when it is there again. */
  get spentUntil(): ReadonlySignal<number | null> {
    return this.#quota.spentUntil;
  }

  /** The messages in view, with the answers that are still expected applied. */
  readonly messages = computed(() => {
    const changes = this.changes.value;
    const messages = this.state.transcript.messages.value;
    return changes.length === 0 ? messages : messages.map((message) => withPending(message, changes, this.you));
  });
  /** What was sent and has no seq yet, to be shown below everything. */
  readonly unsent = computed(() => unsentAmong(this.#outbox.entries.value));
  /** What was sent and not answered in good time: all that was given after it waits. */
  readonly unconfirmed = computed(() =>
    this.#outbox.entries.value.find(({ delivery }) => delivery.kind === "unconfirmed"),
  );
  /** Edits, deletions and reactions that are not answered yet, or were refused. */
  readonly changes = computed(() => changesAmong(this.#outbox.entries.value));
  /** How much of what was sent was refused, and neither tried again nor given up. */
  readonly refused = computed(
    () => this.#outbox.entries.value.filter(({ delivery }) => delivery.kind === "refused").length,
  );
  /** Seqs of the messages whose deletion can still be undone. */
  readonly undoable = computed(() => undoableAmong(this.#outbox.entries.value));

  readonly #context: RoomContext;
  readonly #outbox: Outbox;
  readonly #connection: Connection;
  readonly #telling: Telling;
  readonly #quota: QuotaWait;
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
    this.history = new History(id, context.api, this.state, context.onLatest, {
      isShut: () => this.#shutOut !== null,
      knock: () => this.#knock(),
    });
    this.reading = new Reading(
      this.state,
      this.history,
      context.isLooking,
      () => this.readAll(),
      () => context.marks?.of(id),
    );
    this.acquaintances = new Acquaintances(this.state);
    this.draft = new Draft(surroundings, you, id);
    this.#connection = new Connection(id, tab, surroundings, {
      position: () => this.state.position,
      changed: (state) => this.#connectionChanged(state),
      received: (events) => this.#received(events),
      explain: () => whyUnreachable(context.api, id, surroundings.date()),
    });
    this.#outbox = new Outbox(surroundings, new OutboxStorage(surroundings.storage, you, id), (command) =>
      this.#connection.send(command),
    );
    this.#telling = new Telling({
      clock: surroundings,
      status: () => context.status(),
      send: (frame) => this.#connection.send(frame),
    });
    this.#quota = new QuotaWait(surroundings);
    this.#stopWatching = [
      surroundings.onHidden(() => {
        this.#telling.flush();
        this.#outbox.release();
      }),
      surroundings.onVisible(() => this.#lookAtClock()),
      surroundings.onOnline(() => this.#lookAtClock()),
      effect(() => this.#keep()),
    ];
  }

  /** Connects; what was seen before is resumed. */
  enter(): void {
    this.#leaving = false;
    this.reading.enter();
    this.#connection.open();
  }

  /** Disconnects, as soon as the room has answered everything; what was seen stays for the next visit. */
  leave(): void {
    this.#leaving = true;
    this.reading.leave();
    this.history.leave();
    this.#telling.flush();
    this.#outbox.release();
    this.#leaveIfSettled();
  }

  /** Sends what is left in storage: connects, and leaves once it is answered. */
  deliver(): void {
    this.#outbox.adopt();
    const { value } = this.connection;
    // Before the page has been loaded anew it would come to the same.
    if (this.isSettled || (value.kind === "stopped" && value.because === "protocol_error")) return;
    this.enter();
    this.leave();
  }

  /** Disconnects now, and for good. */
  close(): void {
    for (const stop of this.#stopWatching) stop();
    this.reading.stop();
    this.#connection.close();
  }

  /** Someone is at the page. */
  wake(): void {
    this.#connection.wake();
  }

  /** True if the room has answered everything; readable as a signal. */
  get isSettled(): boolean {
    return this.#outbox.isSettled;
  }

  send(text: string, replyTo?: number): void {
    this.#post({ type: "send", text, ...(replyTo === undefined ? {} : { replyTo }) });
    this.history.goToEnd();
  }

  edit(seq: number, text: string): void {
    this.#post({ type: "edit", seq, text });
  }

  /** Deletes a message, which is seen at once and can be undone for a while. Leaving the room or the page ends that. */
  delete(seq: number): void {
    this.#post({ type: "delete", seq }, UNDO_MS);
  }

  /** Undoes a deletion that is `undoable`. */
  undelete(seq: number): void {
    for (const { command, delivery } of this.#outbox.entries.peek()) {
      if (command.type === "delete" && command.seq === seq && delivery.kind === "held")
        this.#outbox.discard(command.id);
    }
  }

  react(seq: number, emoji: string, on: boolean): void {
    this.#post({ type: "react", seq, emoji, on });
  }

  /** Reacts to a message, or takes the reaction back. */
  toggleReaction(seq: number, emoji: string): void {
    const reactions = this.messages.peek().find((message) => message.seq === seq)?.reactions ?? {};
    this.react(seq, emoji, !reactions[emoji]?.includes(this.you));
  }

  /** Sends what could still be undone, and what another tab could not send: the session is about to end. */
  sendHeld(): void {
    this.#outbox.adopt();
    this.#outbox.release();
  }

  /** @throws ApiError, if the server does not let this person */
  async setTopic(topic: string): Promise<void> {
    // The room tells everybody who is there, so this page as well.
    await this.#context.api.changeRoom(this.id, { topic });
  }

  retry(entry: Entry): void {
    this.#outbox.retry(entry.command.id);
    this.#knock();
  }

  discard(entry: Entry): void {
    this.#outbox.discard(entry.command.id);
  }

  /** What was refused may have been discarded in another tab. */
  lookAtStorage(): void {
    this.#outbox.lookAtStorage();
  }

  /** A key was pressed in the composer. In a crowd nobody would be told. */
  typed(): void {
    if (this.state.count.peek() <= TYPING_AUDIENCE) this.#telling.typed();
  }

  /** The latest message has been seen, or need not be. */
  readAll(): void {
    const seq = this.state.transcript.last;
    if (seq <= this.state.read.peek()) return;
    this.state.readUpTo(seq);
    this.#telling.read(seq);
  }

  /** The reader is done with what is new or marked. */
  settle(): void {
    batch(() => {
      this.readAll();
      this.reading.eraseLine();
      this.history.marked.value = null;
      this.history.notice.value = null;
    });
    this.#context.onSettled?.();
  }

  /** The message being answered or quoted, if it is among those held. */
  find(seq: number): Message | undefined {
    const message = this.state.transcript.find(seq);
    return message && withPending(message, this.#outbox.entries.value, this.you);
  }

  /** The name of someone who is here or wrote something that is held. */
  nameOf(user: string): string | undefined {
    const present = this.state.online.value.find(({ id }) => id === user);
    return (
      present?.name ?? this.state.transcript.messages.value.findLast(({ author }) => author.id === user)?.author.name
    );
  }

  /** The last message of this person that can still be edited; none while a later one is on its way. */
  lastOwn(): Message | undefined {
    if (this.unsent.value.some(({ delivery }) => delivery.kind !== "refused")) return undefined;
    const newest = this.state.transcript.hasAfter.value ? this.state.transcript.tail(FIRST_PAGE) : this.messages.value;
    return newest.findLast(({ author, deletedAt }) => author.id === this.you && deletedAt === undefined);
  }

  /** Has a copy made of what has changed, as long as it is what the room says by now. */
  #keep(): void {
    const { info, transcript, moderator, read, ready, you } = this.state;
    void [info.value, transcript.changes.value, moderator.value, read.value, you.value];
    if (ready.value) this.#context.copies?.roomChanged(this.id, () => this.state.snapshot());
  }

  #post(command: WithoutId<Command>, holdMs?: number): void {
    this.#outbox.post({ ...command, id: this.#context.surroundings.newId() }, holdMs);
    this.#refuseIfShutOut();
  }

  get #shutOut(): ShutOut | null {
    return shutOut(this.connection.peek());
  }

  /** Perhaps it lets this person in by now. */
  #knock(): void {
    if (this.#shutOut) this.#connection.open();
  }

  #refuseIfShutOut(): void {
    const because = this.#shutOut;
    if (because) this.#refuse(() => this.#outbox.shutOut(because));
  }

  #refuse(refuse: () => void): void {
    const before = this.refused.peek();
    refuse();
    if (this.#leaving && this.refused.peek() > before) this.#context.onRefused?.(this);
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
        else if (event.type === "saving") this.#telling.heard(event);
      }
      const anew = events.find((event) => event.type === "welcome" && !event.resumed);
      if (anew?.type === "welcome") this.history.dropped(anew.epoch === this.state.position?.epoch, this.#isWriting);
      const last = this.#isUpToDate ? (this.state.position?.seq ?? 0) : Number.POSITIVE_INFINITY;
      if (!this.state.apply(events)) return this.#connection.resync();
      this.#announce(events, last);
      if (events.some(({ type }) => type === "ready")) this.#caughtUp();
      this.#leaveIfSettled();
    });
  }

  get #isWriting(): boolean {
    return this.draft.isBeingWritten && this.draft.shown !== "";
  }

  /** False after a longer absence: what came meanwhile is no news any more, but something to read. */
  get #isUpToDate(): boolean {
    const asOf = this.state.asOf.peek();
    return this.state.ready.peek() || (asOf !== null && this.#context.surroundings.date() - asOf < NEWS_MS);
  }

  /** @param last messages up to this seq are none that came just now */
  #announce(events: readonly ServerEvent[], last: number): void {
    for (const event of events) {
      if (event.type !== "message") continue;
      this.#context.onMessage?.(this, event, event.seq > last && event.author.id !== this.you);
    }
  }

  #refused(event: ErrorEvent): void {
    if (event.quota) this.#quota.spent(this.#context.surroundings.date() + (event.retryAfter ?? 0) * 1_000);
    this.#refuse(() => this.#outbox.refused(event));
  }

  /** Timers stand still while the device sleeps. */
  #lookAtClock(): void {
    this.#quota.lookAtClock();
    this.#outbox.lookAtClock();
  }

  #leaveIfSettled(): void {
    if (this.#leaving && this.#outbox.isSettled) this.#connection.close();
  }

  #caughtUp(): void {
    this.#lookAtClock();
    this.#outbox.connected();
    this.history.caughtUp(this.#isWriting);
    this.#telling.connected();
  }

  #connectionChanged(state: ConnectionState): void {
    batch(() => {
      this.connection.value = state;
      if (state.kind === "open") return;
      this.#telling.disconnected();
      this.#outbox.disconnected();
      this.#refuseIfShutOut();
      this.state.disconnected();
      this.history.disconnected();
      if (state.kind === "stopped" && state.because === "signed_out") this.#context.onSessionChanged();
    });
  }
}
