import { signal } from "@preact/signals";
import type { Cancel, Clock, Memory, Network } from "./surroundings.ts";

/** Milliseconds after which what was read is written down; in a busy room something is read many times a second. */
const WRITE_AFTER_MS = 1_000;

type Marks = Readonly<Record<string, number>>;

/**
 * How far this person has read in each room that was open on this device, for counting what is unread in those that are not
 * open now. The tabs share it; what two of them write at the same time comes together with the next thing that is read.
 */
export class ReadMarks {
  readonly #marks = signal<Marks>({});
  readonly #surroundings: Clock & Memory & Network;
  readonly #key: string;
  readonly #stop: Cancel[];
  #cancelWrite: Cancel | null = null;

  constructor(surroundings: Clock & Memory & Network, user: string) {
    this.#surroundings = surroundings;
    this.#key = `dormouse:${user}:read`;
    this.#marks.value = this.#stored();
    this.#stop = [
      surroundings.onStored(this.#key, () => {
        this.#marks.value = furthest(this.#marks.value, this.#stored());
      }),
      surroundings.onHidden(() => this.#writeNow()),
    ];
  }

  /** Seq up to which a room was read, as a signal; undefined if it was never open here. */
  of(room: string): number | undefined {
    return this.#marks.value[room];
  }

  note(room: string, seq: number): void {
    const marks = this.#marks.peek();
    if (seq <= (marks[room] ?? -1)) return;
    this.#marks.value = { ...marks, [room]: seq };
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
    this.#marks.value = furthest(this.#marks.value, this.#stored());
    try {
      this.#surroundings.storage.setItem(this.#key, JSON.stringify(this.#marks.value));
    } catch {
      // A full storage: then it is known in this tab.
    }
  }

  #stored(): Marks {
    try {
      return JSON.parse(this.#surroundings.storage.getItem(this.#key) ?? "{}") as Marks;
    } catch {
      return {};
    }
  }
}

function furthest(some: Marks, others: Marks): Marks {
  const marks = { ...some };
  for (const [room, seq] of Object.entries(others)) marks[room] = Math.max(seq, marks[room] ?? 0);
  return marks;
}
