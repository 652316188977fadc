import type { DatabaseRows } from "../database/counted.ts";
import type { Ledger } from "../database/usage.ts";
import { DAY_MS, dayOf, nextMidnight } from "../protocol/day.ts";
import type { Time } from "../protocol/model.ts";
import { COUNTERS, type Counter, noUsage, type Usage } from "../protocol/usage.ts";

/** Days whose use is kept while D1 cannot be told; the earliest are then given up. */
const DAYS_KEPT = 7;

/** What a meter knows, small enough for a socket's attachment, where it survives a sleep without costing a row. */
export interface MeterState {
  /** What D1 has not confirmed, by day, the earliest first. */
  ledgers: Ledger[];
  /** What all rooms together have used on a day, as D1 said last. */
  total?: { day: string; usage: Usage };
  /** The day on which the operator was last told that little is left. */
  warnedOn?: string;
}

/** A part of a ledger that is on its way to D1. */
export interface Told {
  ledger: Ledger;
  /** What was told ahead of its being used. */
  expected: Partial<Usage>;
}

/**
 * Counts what the room uses. Nothing of it costs a row: it lives in memory and in the attachment of one connection, and
 * goes to D1 with the batches that go there anyway. What was not told when the runtime crashes is lost.
 */
export class Meter {
  #state: MeterState = { ledgers: [] };
  #today: Ledger;
  /** When today is over. */
  #dayEnd: Time;
  readonly #watched: SqlStorageCursor<Record<string, SqlStorageValue>>[] = [];
  #reasons = 0;
  #awakeSince: Time = 0;

  constructor(now: Time) {
    this.#dayEnd = nextMidnight(now);
    this.#today = this.#open(dayOf(now));
  }

  count(counter: Counter, by = 1): void {
    this.#today.counts[counter] += by;
  }

  /** Counts what a statement reads and writes; how much it reads is known once its rows were taken. */
  watch(cursor: SqlStorageCursor<Record<string, SqlStorageValue>>): void {
    this.#watched.push(cursor);
  }

  /** Counts what a round trip to D1 has cost. */
  countDatabase({ read, written }: DatabaseRows): void {
    this.count("d1RowsRead", read);
    this.count("d1RowsWritten", written);
  }

  /** Takes along what somebody else has used and has nowhere else to tell: it counts for the day, not for this room. */
  passOn(usage: Partial<Usage>): void {
    for (const counter of COUNTERS) this.count(counter, usage[counter] ?? 0);
    addShared(this.#today, usage);
  }

  /** Does something that keeps the room awake until it is done, and counts for how long. */
  during<T>(work: () => T): T {
    this.stayAwake(Date.now());
    let result: T;
    try {
      result = work();
    } catch (error) {
      this.letSleep(Date.now());
      throw error;
    }
    if (result instanceof Promise) return result.finally(() => this.letSleep(Date.now())) as T;
    this.letSleep(Date.now());
    return result;
  }

  /** Does something after so many milliseconds, until when the room stays awake. */
  later(ms: number, work: () => void): void {
    this.stayAwake(Date.now());
    setTimeout(() => {
      this.letSleep(Date.now());
      this.date(Date.now());
      work();
    }, ms);
  }

  /** There is one more thing that keeps the room awake. */
  stayAwake(now: Time): void {
    if (this.#reasons++ === 0) this.#awakeSince = now;
  }

  /** One thing less keeps it awake. */
  letSleep(now: Time): void {
    this.#reasons--;
    this.#countAwake(now);
  }

  /** It is `now`: what comes next counts for that day. */
  date(now: Time): void {
    if (now >= this.#dayEnd - DAY_MS && now < this.#dayEnd) return;
    if (this.#reasons > 0) this.#countAwake(now);
    this.#dayEnd = nextMidnight(now);
    this.#today = this.#open(dayOf(now));
  }

  /** Adds up what was used until now. */
  settle(now: Time): void {
    for (const cursor of this.#watched) {
      this.count("rowsRead", cursor.rowsRead);
      this.count("rowsWritten", cursor.rowsWritten);
    }
    this.#watched.length = 0;
    if (this.#reasons > 0) this.#countAwake(now);
    this.date(now);
  }

  /** Takes over what another instance of the room had counted before the room slept. */
  recall({ ledgers, total, warnedOn }: MeterState): void {
    for (const ledger of ledgers) {
      const own = this.#state.ledgers.find(({ day }) => day === ledger.day);
      if (!own) this.#state.ledgers.push(structuredClone(ledger));
      else {
        // D1 may have been told under that id; this one's it does not know yet.
        own.id = ledger.id;
        for (const counter of COUNTERS) own.counts[counter] += ledger.counts[counter] ?? 0;
        addShared(own, ledger.shared);
      }
    }
    this.#arrange();
    if (total && total.day >= (this.#state.total?.day ?? "")) this.#state.total = total;
    if (warnedOn !== undefined) this.#state.warnedOn = warnedOn;
  }

  /** To be put where it survives a sleep. */
  get state(): MeterState {
    return this.#state;
  }

  /** What all rooms together have used today: as D1 said last, and what this room has used since. */
  get total(): Usage {
    const { total } = this.#state;
    const before = total?.day === this.#today.day ? total.usage : noUsage();
    return sum(before, this.#today.counts);
  }

  /** True once a day: the operator is to be told something. */
  warn(): boolean {
    if (this.#state.warnedOn === this.#today.day) return false;
    this.#state.warnedOn = this.#today.day;
    return true;
  }

  /** What was used today and not told. */
  get untold(): Readonly<Usage> {
    return this.#today.counts;
  }

  /** True if something is left of a day that is over. */
  get isBehind(): boolean {
    return this.#state.ledgers[0] !== this.#today;
  }

  /**
   * What D1 is to be told: of one day, the earliest first.
   * @param expected what telling it will use, which there may be nobody to tell of later
   */
  tell(now: Time, expected: Partial<Usage>): Told {
    this.settle(now);
    const [{ day, id, counts, shared }] = this.#state.ledgers as [Ledger];
    return { ledger: { day, id, counts: sum(counts, expected), shared: { ...shared } }, expected };
  }

  /** D1 has confirmed it; what was used since then stays, and begins a ledger of its own. */
  confirm({ ledger, expected }: Told, total: Usage | undefined): void {
    const told = this.#state.ledgers.find(({ id }) => id === ledger.id);
    if (told) {
      for (const counter of COUNTERS) {
        const ahead = expected[counter] ?? 0;
        told.counts[counter] -= ledger.counts[counter] - ahead;
        this.#today.counts[counter] -= ahead;
      }
      addShared(told, ledger.shared, -1);
      told.id = newId();
      const isOver = told !== this.#today && COUNTERS.every((counter) => told.counts[counter] <= 0);
      if (isOver) this.#state.ledgers.splice(this.#state.ledgers.indexOf(told), 1);
    }
    if (total) this.#state.total = { day: ledger.day, usage: total };
  }

  #countAwake(now: Time): void {
    // A clock that was set back must not take away what was counted.
    this.count("awakeMs", Math.max(0, now - this.#awakeSince));
    this.#awakeSince = now;
  }

  #open(day: string): Ledger {
    let ledger = this.#state.ledgers.find((known) => known.day === day);
    if (!ledger) {
      ledger = { day, id: newId(), counts: noUsage() };
      this.#state.ledgers.push(ledger);
    }
    this.#today = ledger;
    this.#arrange();
    return ledger;
  }

  #arrange(): void {
    this.#state.ledgers.sort((a, b) => (a === this.#today ? 1 : b === this.#today ? -1 : a.day < b.day ? -1 : 1));
    this.#state.ledgers.splice(0, this.#state.ledgers.length - DAYS_KEPT);
  }
}

function newId(): string {
  return crypto.randomUUID();
}

function addShared(ledger: Ledger, usage: Partial<Usage> = {}, times = 1): void {
  for (const counter of COUNTERS) {
    const n = usage[counter];
    if (n) ledger.shared = { ...ledger.shared, [counter]: (ledger.shared?.[counter] ?? 0) + times * n };
  }
}

function sum(a: Usage, b: Partial<Usage>): Usage {
  const result = { ...a };
  for (const counter of COUNTERS) result[counter] += b[counter] ?? 0;
  return result;
}
