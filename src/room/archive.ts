import { type Archived, archiveBatch, archiveDeletions, markAwake, rowsOf } from "../database/archive.ts";
import type { RoomRecord } from "../database/rooms.ts";
import { chunkOf } from "../database/search-documents.ts";
import { nextMidnight } from "../protocol/day.ts";
import { GRACE_MS } from "../protocol/limits.ts";
import type { Message, Time } from "../protocol/model.ts";
import type { Settings } from "../settings.ts";
import { isSpent } from "../spent.ts";
import { documentOf, type Gathered, gatherBatch, type Watermark } from "./archive-batch.ts";
import type { Commands } from "./commands.ts";
import type { Meter } from "./meter.ts";
import { within } from "./patience.ts";
import { report } from "./report.ts";
import type { RoomStorage } from "./storage.ts";

/** A batch is five queries, and an invocation may make 50 of them. */
const BATCHES_PER_ALARM = 9;
/** Milliseconds after which an unanswered D1 is given up on; should it have committed, the repetition changes nothing. */
const PATIENCE_MS = 30_000;
/** Milliseconds between two batches of a busy room: fewer, fuller ones cost it and D1 less. */
const BATCH_EVERY_MS = 1_000;
/** Milliseconds between attempts while D1 fails: doubled each time from the first to the last. */
const RETRY_FIRST_MS = 2_000;
const RETRY_LAST_MS = 600_000;
/** Milliseconds that somebody waits at the door until D1 knows that the room is awake. */
const ROUSE_PATIENCE_MS = 2_000;
/** Rows and calls that are worth a batch of their own, for a room in which much goes on but nothing is written. */
const WORTH_TELLING = 500;
/** UTF-16 code units of the messages that are handed out as not archived; a call can carry 32 MiB. */
const UNARCHIVED_LENGTH = 8_000_000;
/** Messages read at a time to find them. */
const UNARCHIVED_PAGE = 500;

/** Copies what is new or changed into D1, in batches, at least once; the room never waits for it. */
export class Archive {
  #mark: Watermark;
  /** What D1 was last told about whether this room is awake; undefined if that is not known. */
  #toldAwake: boolean | undefined;
  #oldestAt: Time | null = null;
  /** Deleted messages whose text D1 may still hold, and those that it was told of ahead of the next batch. */
  readonly #toForget = new Set<number>();
  readonly #forgotten = new Set<number>();
  #isForgetting = false;
  /** True while a batch is on its way that tells D1 the room falls asleep. */
  #isLeaving = false;
  #failures = 0;
  #retryAt: Time = Number.NEGATIVE_INFINITY;
  /** Milliseconds that it was put off by. */
  #wait = 0;
  #batchAt: Time = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | undefined;

  /** @param commands the conversation; asked for each time, because it is opened anew after a failed write */
  constructor(
    private readonly storage: RoomStorage,
    private readonly env: Pick<Env, "DB">,
    private readonly settings: Settings,
    private readonly commands: () => Commands,
    private readonly meter: Meter,
  ) {
    this.#mark = storage.kv.get<Watermark>("archive") ?? { seq: 0, change: 0, version: 0 };
    this.#lookAtPending();
  }

  /** How many messages and changes D1 does not have yet. */
  get pending(): number {
    const { messages, changes } = this.commands();
    const { seq, change, rebuilt } = this.#mark;
    return messages.seq - seq + changes.count - change + (rebuilt === undefined ? 0 : seq - rebuilt);
  }

  /** Something was posted or changed. */
  note(message: Message, now: Time): void {
    this.#oldestAt ??= now;
    const mayBeInD1 = message.seq <= this.#mark.seq || this.#running !== undefined;
    if (message.deletedAt !== undefined && mayBeInD1) this.#toForget.add(message.seq);
  }

  /** True if D1 lacks something, or may still think that there is somebody in an empty room. */
  get isUnsettled(): boolean {
    return this.pending > 0 || this.#toldAwake !== false;
  }

  /** D1 had got this version when it let somebody in, and knew from then on that the room is awake, unless it was not told. */
  hear({ version, unnoted }: RoomRecord): void {
    if (unnoted) this.#toldAwake = false;
    else if (version >= this.#mark.version) this.#toldAwake = undefined;
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
    // The clock has been set back.
    if (this.#retryAt > now + this.#wait) this.#retryAt = now;
    const { pending } = this;
    const times: Time[] = [];
    // Somebody came in while D1 was told that all had left.
    if (this.#toldAwake === false && (emptySince === null || pending > 0)) times.push(now);
    if (emptySince && this.isUnsettled) times.push(Math.min(emptySince, now) + GRACE_MS);
    if (pending >= this.settings.archiveBatch || this.#isWorthTelling) times.push(this.#nextBatchAt(now));
    if (this.#mark.rebuilt !== undefined) times.push(now);
    if (this.#toForget.size > 0 && !this.#isForgetting) times.push(now);
    if (this.meter.isBehind) times.push(now);
    if (pending > 0) {
      const oldestAt = this.#oldestAt ?? now;
      // What was said later than now was said before the clock was set back, and nobody knows how long ago.
      times.push(oldestAt > now ? now : oldestAt + this.settings.archiveAfterMs);
    }
    return times.length === 0 ? null : Math.max(Math.min(...times), this.#retryAt);
  }

  #nextBatchAt(now: Time): Time {
    // A clock that was set back says nothing.
    return now < this.#batchAt ? now : Math.max(now, this.#batchAt + BATCH_EVERY_MS);
  }

  /** Whether the alarm has a batch to send. If it finds an empty room, it settles whatever is left. */
  isDue(emptySince: Time | null | undefined, now: Time): boolean {
    if (this.#running || this.#retryAt > now) return false;
    if (emptySince !== null && this.isUnsettled) return true;
    const due = this.dueAt(emptySince, now);
    return due !== null && due <= now;
  }

  /**
   * Everything D1 does not hold in its current state, ascending by seq; the last of it, if D1 has not answered for so
   * long that it is too much to hand out.
   */
  unarchived(): Message[] {
    const { messages, changes } = this.commands();
    const archived = this.#mark.rebuilt ?? this.#mark.seq;
    let length = 0;
    let from = messages.seq + 1;
    let fresh: Message[] = [];
    while (from > archived + 1 && length < UNARCHIVED_LENGTH) {
      const page = messages.range(Math.max(archived + 1, from - UNARCHIVED_PAGE), from - 1);
      length += JSON.stringify(page).length;
      from = page[0]!.seq;
      fresh = [...page, ...fresh];
    }
    const changed = changes.after(this.#mark.change).filter(({ seq, effect }) => seq <= archived && effect !== "none");
    return [...messages.pick(changed.map(({ seq }) => seq)), ...fresh];
  }

  /** Starts to copy every message again. */
  rebuild(): void {
    this.#save({ ...this.#mark, rebuilt: 0 });
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
   * Takes deleted texts out of D1 at once, which costs the room no row. A batch that is under way may bring them back, so
   * this has to come after it. If it fails, a batch is due. Never rejects.
   */
  async forget(room: RoomRecord): Promise<void> {
    const { messages } = this.commands();
    const deleted = messages.pick([...this.#toForget].filter((seq) => seq <= this.#mark.seq));
    if (this.#running || this.#isForgetting || deleted.length === 0) return;
    const chunks = [...new Set(deleted.map(({ seq }) => chunkOf(seq)))];
    const documents = chunks.map((chunk) => documentOf(messages, chunk, this.#mark.seq));
    this.#isForgetting = true;
    try {
      const tell = () => {
        const done = archiveDeletions(this.env.DB, room.number, deleted, documents, this.#mark.version);
        return within(PATIENCE_MS, done, "no answer from D1");
      };
      const version = await tell();
      // Batches that only told who is here, or what was used, are not remembered after a sleep.
      if (version > this.#mark.version) {
        this.#mark.version = version;
        await tell();
      }
      for (const { seq } of deleted) {
        this.#toForget.delete(seq);
        // A batch that was given up on may yet arrive and bring the text back; then the next one has to take it out again.
        if (this.#failures === 0) this.#forgotten.add(seq);
      }
    } catch (error) {
      this.#backOff(room, error);
    }
    this.#isForgetting = false;
  }

  async #send(room: RoomRecord, isAwake: () => boolean, online: () => number): Promise<void> {
    this.#batchAt = Date.now();
    for (let sent = 0; sent < BATCHES_PER_ALARM; sent++) {
      const before = this.#mark;
      const { mark, batch } = gatherBatch(this.commands(), before, room.number, isAwake(), this.#forgotten);
      this.#isLeaving = !batch.awake;
      // Nobody may be there to tell D1 of what telling it has cost.
      const rowsWritten = this.#isSaved(mark) ? 1 : 0;
      const told = this.meter.tell(Date.now(), { d1RowsWritten: rowsOf(batch), rowsWritten });
      try {
        const asked = archiveBatch(this.env.DB, { ...batch, online: online(), ledger: told.ledger });
        const { version, total }: Archived = await within(PATIENCE_MS, asked, "no answer from D1");
        // D1 may have seen a later version than this room knows of: one of the two was restored from a backup.
        if (version > mark.version) this.#mark.version = version;
        // A rebuild that was asked for meanwhile starts from its beginning.
        else {
          this.#confirm(this.#mark === before ? mark : { ...mark, rebuilt: 0 }, batch);
          this.meter.confirm(told, total);
        }
        this.#failures = 0;
      } catch (error) {
        this.#mark.version = mark.version;
        // It may have arrived all the same, and a farewell must not be D1's last word if somebody comes in.
        if (!batch.awake) this.#toldAwake = false;
        this.#backOff(room, error);
        return;
      }
      const isEnough = this.pending === 0 || (this.pending < this.settings.archiveBatch && isAwake());
      if (isEnough && !this.meter.isBehind) return;
    }
  }

  #backOff(room: RoomRecord, error: unknown): void {
    const now = Date.now();
    const wait = Math.min(RETRY_LAST_MS, RETRY_FIRST_MS * 2 ** this.#failures++) * (0.5 + Math.random() / 2);
    // When the day's quota is spent, nothing but midnight helps, and not all rooms are to come back at once.
    const untilReset = nextMidnight(now) - now + Math.random() * RETRY_LAST_MS;
    this.#wait = Math.ceil(isSpent(error) ? untilReset : wait);
    this.#retryAt = now + this.#wait;
    console.error(`archive of ${room.id}: ${error instanceof Error ? error.message : error}`);
  }

  #confirm(mark: Watermark, { awake, messages }: Gathered): void {
    this.#toldAwake = awake;
    this.#forgotten.clear();
    for (const { seq, deletedAt } of messages) if (deletedAt !== undefined) this.#toForget.delete(seq);
    this.#retryAt = Number.NEGATIVE_INFINITY;
    if (this.#isSaved(mark)) this.#save(mark);
    else this.#mark = mark;
    this.#lookAtPending();
  }

  /** A batch that only told whether the room is awake, or what it has used, is not worth a row. */
  #isSaved(mark: Watermark): boolean {
    const { seq, change, rebuilt } = this.#mark;
    return mark.seq !== seq || mark.change !== change || mark.rebuilt !== rebuilt;
  }

  get #isWorthTelling(): boolean {
    const { calls, frames, requests, rowsWritten, d1RowsWritten } = this.meter.untold;
    return calls + frames / 20 + requests + rowsWritten + d1RowsWritten >= WORTH_TELLING;
  }

  #save(mark: Watermark): void {
    this.#mark = mark;
    this.storage.kv.put("archive", mark);
  }

  /** Finds out since when the oldest of what is pending waits. */
  #lookAtPending(): void {
    const { messages, changes } = this.commands();
    const { seq, change } = this.#mark;
    const times = [messages.get(seq + 1)?.at, changes.after(change, change + 1)[0]?.at].filter(
      (at) => at !== undefined,
    );
    this.#oldestAt = times.length === 0 ? null : Math.min(...times);
  }
}
