import { signal } from "@preact/signals";
import type { Cancel, Clock, Memory, Network } from "./surroundings.ts";

/** Milliseconds after which what is new is written down; in a busy room something is read many times a second. */
const WRITE_AFTER_MS = 1_000;

type Seqs = Readonly<Record<string, number>>;

/** Which of two is kept: the one that was known, or the other that was heard. */
type Join = (known: number, heard: number) => number;

/** How far one has read: never less. */
export const furthest: Join = Math.max;
/** How far a room has come: less, if its log began anew. */
export const latest: Join = (_, heard) => heard;

/**
 * A seq for each room that was open on this device, for counting what is unread in those that are not open now. The tabs
 * share it; what two of them write at the same time comes together with the next thing that is noted.
 */
export class RoomSeqs {
  readonly #seqs = signal<Seqs>({});
  readonly #surroundings: Clock & Memory & Network;
  readonly #key: string;
  readonly #join: Join;
  readonly #stop: Cancel[];
  /** What is not written yet. */
  #noted: Seqs = {};
  #cancelWrite: Cancel | null = null;

  constructor(surroundings: Clock & Memory & Network, key: string, join: Join) {
    this.#surroundings = surroundings;
    this.#key = key;
    this.#join = join;
    this.#takeStored();
    this.#stop = [
      surroundings.onStored(this.#key, () => this.#takeStored()),
      surroundings.onHidden(() => this.#writeNow()),
    ];
  }

  /** The seq of a room, as a signal; undefined if it was never open here. */
  of(room: string): number | undefined {
    return this.#seqs.value[room];
  }

  note(room: string, seq: number): void {
    const known = this.#seqs.peek()[room];
    const joined = this.#join(known ?? 0, seq);
    if (joined === known) return;
    this.#noted = { ...this.#noted, [room]: joined };
    this.#seqs.value = { ...this.#seqs.peek(), [room]: joined };
    this.#cancelWrite ??= this.#surroundings.after(WRITE_AFTER_MS, () => this.#writeNow());
  }

  /** Forgets what is not written yet: the session is over. */
  stop(): void {
    this.#cancelWrite?.();
    for (const cancel of this.#stop) cancel();
  }

  #writeNow(): void {
    if (!this.#cancelWrite) return;
    this.#cancelWrite();
    this.#cancelWrite = null;
    this.#takeStored();
    this.#noted = {};
    try {
      this.#surroundings.storage.setItem(this.#key, JSON.stringify(this.#seqs.peek()));
    } catch {
      // A full storage: then it is known in this tab.
    }
  }

  #takeStored(): void {
    const seqs = { ...this.#seqs.peek() };
    for (const heard of [this.#stored(), this.#noted]) {
      for (const [room, seq] of Object.entries(heard)) seqs[room] = this.#join(seqs[room] ?? 0, seq);
    }
    this.#seqs.value = seqs;
  }

  #stored(): Seqs {
    try {
      return JSON.parse(this.#surroundings.storage.getItem(this.#key) ?? "{}") as Seqs;
    } catch {
      return {};
    }
  }
}
