import { type Archived, archiveBatch, archiveDeletions, markAwake, rowsOf } from "../database/archive.ts";
import type { RoomRecord } from "../database/rooms.ts";
import { chunkOf } from "../database/search-documents.ts";
import { GRACE_MS } from "../protocol/limits.ts";
import type { Message, Time } from "../protocol/model.ts";
import type { Settings } from "../settings.ts";
import { documentOf, type Gathered, gatherBatch } from "./archive-batch.ts";
import { Backlog } from "./backlog.ts";
import type { Commands } from "./commands.ts";
import type { Meter } from "./meter.ts";
import { within } from "./patience.ts";
import { report } from "./report.ts";
import { Retries } from "./retries.ts";
import type { RoomStorage } from "./storage.ts";

/** A batch is five queries, and an invocation may make 50 of them, those that take deletions out included. */
const BATCHES_PER_ALARM = 7;
/** Each is three queries. What is left then is left to a batch. */
const FORGETS_AT_ONCE = 5;
/** Milliseconds after which an unanswered D1 is given up on; should it have committed, the repetition changes nothing. */
const PATIENCE_MS = 30_000;
/** Milliseconds between two batches of a busy room: fewer, fuller ones cost it and D1 less. */
const BATCH_EVERY_MS = 1_000;
/** Milliseconds that somebody waits at the door until D1 knows that the room is awake. */
const ROUSE_PATIENCE_MS = 2_000;
/** Rows and calls that are worth a batch of their own, for a room in which much goes on but nothing is written. */
const WORTH_TELLING = 500;

/** Copies what is new or changed into D1, in batches, at least once; the room never waits for it. */
export class Archive {
  readonly #backlog: Backlog;
  readonly #retries = new Retries();
  /** What D1 was last told about whether this room is awake; undefined if that is not known. */
  #toldAwake: boolean | undefined;
  /** Deleted messages whose text D1 may still hold, and those that it was told of ahead of the next batch. */
  readonly #toForget = new Set<number>();
  readonly #forgotten = new Set<number>();
  #isForgetting = false;
  /** True while a batch is on its way that tells D1 the room falls asleep. */
  #isLeaving = false;
  #batchAt: Time = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | undefined;

  /** @param commands the conversation; asked for each time, because it is opened anew after a failed write */
  constructor(
    storage: Pick<RoomStorage, "kv">,
    private readonly env: Pick<Env, "DB">,
    private readonly settings: Settings,
    private readonly commands: () => Commands,
    private readonly meter: Meter,
  ) {
    this.#backlog = new Backlog(storage, commands);
  }

  /** Something was posted or changed. */
  note(message: Message, now: Time): void {
    this.#backlog.grow(now);
    const mayBeInD1 = message.seq <= this.#backlog.mark.seq || this.#running !== undefined;
    if (message.deletedAt !== undefined && mayBeInD1) this.#toForget.add(message.seq);
  }

  /** True if D1 lacks something, or may still think that there is somebody in an empty room. */
  get isUnsettled(): boolean {
    return this.#backlog.size > 0 || this.#toldAwake !== false;
  }

  /** D1 had got this version when it let somebody in, and knew from then on that the room is awake, unless it was not told. */
  hear({ version, unnoted }: RoomRecord): void {
    if (unnoted) this.#toldAwake = false;
    else if (version >= this.#backlog.mark.version) this.#toldAwake = undefined;
  }

  /**
   * Sees to it that D1 knows the room is awake before somebody comes in or posts. The Worker has done so already, unless
   * a farewell was on its way at the time.
   */
  async rouse(room: RoomRecord): Promise<void> {
    try {
      if (this.#isLeaving && this.#running) await within(ROUSE_PATIENCE_MS, this.#running, "no answer from D1");
      // It has just refused to be told.
      if (this.#toldAwake !== false || room.unnoted) return;
      await within(ROUSE_PATIENCE_MS, markAwake(this.env.DB, room.number), "no answer from D1");
      this.#toldAwake = undefined;
    } catch (error) {
      // The alarm tries again, with a batch that says so.
      report(error);
    }
  }

  /**
   * When the next batch is due, or null.
   * @param emptySince when the last person left; null if somebody is here, undefined if nobody has been
   */
  dueAt(emptySince: Time | null | undefined, now: Time): Time | null {
    if (this.#running) return null;
    const { size: pending, mark } = this.#backlog;
    const times: Time[] = [];
    // Somebody came in while D1 was told that all had left.
    if (this.#toldAwake === false && (emptySince === null || pending > 0)) times.push(now);
    if (emptySince && this.isUnsettled) times.push(Math.min(emptySince, now) + GRACE_MS);
    if (pending >= this.settings.archiveBatch || this.#isWorthTelling) times.push(this.#nextBatchAt(now));
    if (mark.rebuilt !== undefined) times.push(now);
    if (this.#toForget.size > 0 && !this.#isForgetting) times.push(now);
    if (this.meter.isBehind) times.push(now);
    if (pending > 0) {
      const oldestAt = this.#backlog.oldestAt ?? now;
      // What was said later than now was said before the clock was set back, and nobody knows how long ago.
      times.push(oldestAt > now ? now : oldestAt + this.settings.archiveAfterMs);
    }
    return times.length === 0 ? null : Math.max(Math.min(...times), this.#retries.at(now));
  }

  #nextBatchAt(now: Time): Time {
    // A clock that was set back says nothing.
    return now < this.#batchAt ? now : Math.max(now, this.#batchAt + BATCH_EVERY_MS);
  }

  /** Whether the alarm has a batch to send. If it finds an empty room, it settles whatever is left. */
  isDue(emptySince: Time | null | undefined, now: Time): boolean {
    if (this.#running || this.#retries.at(now) > now) return false;
    if (emptySince !== null && this.isUnsettled) return true;
    const due = this.dueAt(emptySince, now);
    return due !== null && due <= now;
  }

  /** Every message that D1 does not hold in its current state, or the last of them. */
  unarchived(): Message[] {
    return this.#backlog.messages;
  }

  /** Starts to copy every message again. */
  rebuild(): void {
    this.#backlog.restart();
  }

  /**
   * Sends what is pending, batch after batch. Resolves when that is done or has failed; never rejects.
   * @param isAwake whether there is anybody in the room, or anything waiting for its turn
   * @param online how many people are shown
   */
  flush(room: RoomRecord, isAwake: () => boolean, online: () => number): Promise<void> {
    this.#running ??= this.#send(room, isAwake, online).finally(() => {
      this.#running = undefined;
      this.#isLeaving = false;
    });
    return this.#running;
  }

  /**
   * Takes deleted texts out of D1 at once, which costs the room no row, and those that are deleted meanwhile. A batch that
   * is under way may bring them back, so this has to come after it. If it fails, a batch is due. Never rejects.
   */
  async forget(room: RoomRecord): Promise<void> {
    if (this.#isForgetting) return;
    this.#isForgetting = true;
    try {
      for (let round = 0; round < FORGETS_AT_ONCE && !this.#running; round++) {
        const { messages } = this.commands();
        const deleted = messages.pick([...this.#toForget].filter((seq) => seq <= this.#backlog.mark.seq));
        if (deleted.length === 0) break;
        await this.#takeOut(room, deleted);
      }
    } catch (error) {
      this.#backOff(room, error);
    }
    this.#isForgetting = false;
  }

  async #takeOut(room: RoomRecord, deleted: Message[]): Promise<void> {
    const { messages } = this.commands();
    const chunks = [...new Set(deleted.map(({ seq }) => chunkOf(seq)))];
    const documents = chunks.map((chunk) => documentOf(messages, chunk, this.#backlog.mark.seq));
    const { version } = this.#backlog.mark;
    const asked = archiveDeletions(this.env.DB, room.number, deleted, documents, version);
    const known = await within(PATIENCE_MS, asked, "no answer from D1");
    // A batch came first, or one that a sleep has made the room forget: nothing was done. The next round tells it anew.
    if (known > version) {
      if (known > this.#backlog.mark.version) this.#backlog.numberFrom(known);
      return;
    }
    for (const { seq } of deleted) {
      this.#toForget.delete(seq);
      // A batch that was given up on may yet arrive and bring the text back; then the next one has to take it out again.
      if (!this.#retries.isFailing) this.#forgotten.add(seq);
    }
  }

  async #send(room: RoomRecord, isAwake: () => boolean, online: () => number): Promise<void> {
    this.#batchAt = Date.now();
    for (let sent = 0; sent < BATCHES_PER_ALARM; sent++) {
      const before = this.#backlog.mark;
      const { mark, batch } = gatherBatch(this.commands(), before, room.number, isAwake(), this.#forgotten);
      this.#isLeaving = !batch.awake;
      // Nobody may be there to tell D1 of what telling it has cost.
      const rowsWritten = this.#backlog.isMovedBy(mark) ? 1 : 0;
      const told = this.meter.tell(Date.now(), { d1RowsWritten: rowsOf(batch), rowsWritten });
      try {
        const asked = archiveBatch(this.env.DB, { ...batch, online: online(), ledger: told.ledger });
        const { version, total }: Archived = await within(PATIENCE_MS, asked, "no answer from D1");
        // D1 may have seen a later version than this room knows of: one of the two was restored from a backup.
        if (version > mark.version) this.#backlog.numberFrom(version);
        else {
          this.#confirm(batch);
          this.#backlog.confirm(before, mark);
          this.meter.confirm(told, total);
        }
        this.#retries.succeed();
      } catch (error) {
        this.#backlog.numberFrom(mark.version);
        // It may have arrived all the same, and a farewell must not be D1's last word if somebody comes in.
        if (!batch.awake) this.#toldAwake = false;
        this.#backOff(room, error);
        return;
      }
      const { size } = this.#backlog;
      const isEnough = size === 0 || (size < this.settings.archiveBatch && isAwake());
      if (isEnough && !this.meter.isBehind) return;
    }
  }

  #backOff(room: RoomRecord, error: unknown): void {
    this.#retries.fail(error, Date.now());
    console.error(`archive of ${room.id}: ${error instanceof Error ? error.message : error}`);
  }

  #confirm({ awake, messages }: Gathered): void {
    this.#toldAwake = awake;
    this.#forgotten.clear();
    for (const { seq, deletedAt } of messages) if (deletedAt !== undefined) this.#toForget.delete(seq);
  }

  get #isWorthTelling(): boolean {
    const { calls, frames, requests, rowsWritten, d1RowsWritten } = this.meter.untold;
    return calls + frames / 20 + requests + rowsWritten + d1RowsWritten >= WORTH_TELLING;
  }
}
