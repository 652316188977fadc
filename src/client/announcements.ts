import { effect, signal, untracked } from "@preact/signals";
import type { Room } from "./room.ts";
import type { Cancel, Clock } from "./surroundings.ts";

/** Milliseconds after messages were loaded in which they are still being drawn, and are not to be read out. */
const SETTLING_MS = 1_000;

/**
 * What whoever listens to the page is told of new messages: each as it comes, but of what was missed the number only, and
 * nothing of what was loaded.
 */
export class Announcements {
  /** True while what is added to the messages is new, and is to be read out. */
  readonly isLive = signal(false);
  /** Messages of others that came while the connection was broken; 0 once that has been said for long enough. */
  readonly missed = signal(0);
  readonly stop: Cancel;

  readonly #room: Pick<Room, "state" | "history" | "you">;
  readonly #clock: Pick<Clock, "after">;
  /** Seq up to which everything was read out, or need not be; null until the room has been here. */
  #told: number | null = null;
  /** Seq of the first message in view. */
  #first = 0;
  #cancel: Cancel | null = null;

  constructor(room: Pick<Room, "state" | "history" | "you">, clock: Pick<Clock, "after">) {
    this.#room = room;
    this.#clock = clock;
    const { state, history } = room;
    const { messages, hasAfter } = state.transcript;
    const stopWatching = effect(() => {
      const first = messages.value[0]?.seq ?? 0;
      const isLoading = history.seeking.value || history.older.value === "loading" || hasAfter.value;
      const isReady = state.ready.value;
      untracked(() => this.#look(first, isReady, isLoading));
    });
    this.stop = () => {
      stopWatching();
      this.#cancel?.();
    };
  }

  #look(first: number, isReady: boolean, isLoading: boolean): void {
    const isOlder = first < this.#first;
    this.#first = first;
    // Whoever reads back hears of what is new when they come to it.
    if (this.#told !== null && isReady && (this.isLive.peek() || isLoading)) this.#told = this.#last;
    if (!isReady || isLoading || isOlder) this.#hush();
    if (isReady && !isLoading && !this.isLive.peek()) {
      this.#cancel ??= this.#clock.after(SETTLING_MS, () => this.#settle());
    }
  }

  #hush(): void {
    this.isLive.value = false;
    this.missed.value = 0;
    this.#cancel?.();
    this.#cancel = null;
  }

  #settle(): void {
    this.#cancel = null;
    const told = this.#told ?? this.#last;
    const own = this.#room.state.transcript.messages
      .peek()
      .filter(({ seq, author }) => seq > told && author.id === this.#room.you);
    this.missed.value = Math.max(0, this.#last - told - own.length);
    this.#told = this.#last;
    this.isLive.value = true;
  }

  get #last(): number {
    return this.#room.state.transcript.last;
  }
}
