import type { Sql } from "./storage.ts";

/**
 * Fingerprints in a stored row. Small blocks keep short what has to be read from the table itself after waking up, large
 * ones keep few what has to be read of a long history. Both together cost 0.008 rows a command.
 */
const SMALL = 128;
const LARGE = 4_096;

/** The fingerprints of the rows after row `after`, which are not in a block yet. */
export interface Tail {
  after: number;
  prints: Uint32Array;
}

/** Who sent which command, as stored in row `ordinal` of the table these fingerprints are of. */
export type CommandKey = { user: string; id: string };

/**
 * Finds the row that a command made, without an index on it, which would double the rows written.
 * Four bytes are kept of each command: in memory as a hash table from fingerprint to row, in storage as one row for each
 * full block; what is not in a full block yet is remembered over a sleep, or read from the table itself. A million commands are 4 MB and 250 to 400
 * rows to read. A fingerprint only proposes a row, reading it decides, so the answer is exact.
 */
export class Fingerprints {
  /** The fingerprint of row n is at n - 1. */
  #prints = new Uint32Array(1024);
  /** Open addressing: 0 is an empty slot, n the row whose fingerprint leads here. Twice as long as `#prints`. */
  #slots = new Uint32Array(2048);
  #count = 0;
  #loaded = false;

  /**
   * Nothing is read before the first command, so a room that wakes up to greet someone does not pay for it.
   * @param source the table: its rows are numbered 1, 2, 3 … without gaps
   * @param rows how many there are
   * @param read the commands of the rows after `ordinal`, in order
   * @param remembered what `tail` was before the room slept
   */
  constructor(
    private readonly sql: Sql,
    private readonly source: string,
    private readonly rows: () => number,
    private readonly read: (ordinal: number) => Iterable<CommandKey>,
    private readonly remembered: Tail | undefined,
  ) {}

  /** What is worth remembering over a sleep: it spares the room reading the last rows again. */
  get tail(): Tail | undefined {
    if (!this.#loaded) return this.remembered;
    const after = this.#count - (this.#count % SMALL);
    return { after, prints: this.#prints.slice(after, this.#count) };
  }

  /** Remembers the command of the next row, and stores the block it fills. */
  add(key: CommandKey): void {
    this.#load();
    this.#add(fingerprint(key));
    for (const size of [SMALL, LARGE]) if (this.#count % size === 0) this.#store(size);
  }

  /** The rows that may have been made by this command; read them to know. */
  *candidates(key: CommandKey): Generator<number> {
    this.#load();
    const print = fingerprint(key);
    const mask = this.#slots.length - 1;
    for (let slot = print & mask; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const ordinal = this.#slots[slot]!;
      if (this.#prints[ordinal - 1] === print) yield ordinal;
    }
  }

  #load(): void {
    if (this.#loaded) return;
    this.#loaded = true;
    for (const size of [LARGE, SMALL]) {
      const blocks = this.sql.exec<{ prints: ArrayBuffer }>(
        "SELECT prints FROM fingerprints WHERE source = ? AND size = ? AND last > ? ORDER BY last",
        this.source,
        size,
        this.#count,
      );
      for (const { prints } of blocks) for (const print of new Uint32Array(prints)) this.#add(print);
    }
    const { remembered } = this;
    // Rows never change, so what was remembered of them is still true, unless the rows themselves are gone.
    if (remembered?.after === this.#count && this.#count + remembered.prints.length <= this.rows()) {
      for (const print of remembered.prints) this.#add(print);
    }
    if (this.#count === this.rows()) return;
    for (const key of this.read(this.#count)) this.#add(fingerprint(key));
  }

  #store(size: number): void {
    this.sql.exec(
      "INSERT INTO fingerprints (source, size, last, prints) VALUES (?, ?, ?, ?)",
      this.source,
      size,
      this.#count,
      this.#prints.slice(this.#count - size, this.#count).buffer,
    );
  }

  #add(print: number): void {
    if (this.#count === this.#prints.length) this.#grow();
    this.#prints[this.#count++] = print;
    this.#place(print, this.#count);
  }

  #place(print: number, ordinal: number): void {
    const mask = this.#slots.length - 1;
    let slot = print & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = ordinal;
  }

  #grow(): void {
    const prints = new Uint32Array(this.#prints.length * 2);
    prints.set(this.#prints);
    this.#prints = prints;
    this.#slots = new Uint32Array(prints.length * 2);
    for (let n = 1; n <= this.#count; n++) this.#place(prints[n - 1]!, n);
  }
}

/** 32 bits of `key`: FNV-1a, then the finaliser of MurmurHash3, so that the low bits depend on every character. */
function fingerprint({ user, id }: CommandKey): number {
  let hash = 0x811c9dc5;
  for (const part of [user, "\n", id]) {
    for (let i = 0; i < part.length; i++) hash = Math.imul(hash ^ part.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
