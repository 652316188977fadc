import { signal } from "@preact/signals";
import { AWAY_AFTER_MS } from "../protocol/limits.ts";
import type { Status } from "../protocol/model.ts";
import type { Cancel, Clock, Input, Memory } from "./surroundings.ts";

const KEY = "dormouse:input";
/** Milliseconds between two notes of input to the other tabs; pointers move far more often. */
const NOTE_EVERY_MS = 10_000;

/**
 * Whether the person at this browser is active: away after five minutes without input in any tab. The tabs share the time of
 * the last input, so that reading in one does not let another say "away".
 */
export class Activity {
  readonly status = signal<Status>("active");

  readonly #surroundings: Clock & Memory & Input;
  readonly #onInput: () => void;
  readonly #focused = signal(false);
  #notedAt = 0;
  #lastInput: number;
  #cancelCheck: Cancel = () => {};

  /** @param onInput called for every input in this tab */
  constructor(surroundings: Clock & Memory & Input, onInput: () => void) {
    this.#surroundings = surroundings;
    this.#onInput = onInput;
    this.#lastInput = surroundings.date();
  }

  /** True while what is typed goes to this page; readable as a signal. */
  get isFocused(): boolean {
    return this.#focused.value;
  }

  /** True while someone is there and has this page before them; readable as a signal. */
  get isLooking(): boolean {
    return this.#focused.value && this.status.value === "active";
  }

  watch(): void {
    this.#surroundings.onInput(() => {
      this.#input();
      this.#onInput();
    });
    const look = () => {
      this.#focused.value = this.#surroundings.focused();
    };
    this.#surroundings.onFocus(look);
    look();
    this.#surroundings.onStored(KEY, () => this.#check());
    this.#input();
  }

  #input(): void {
    const now = this.#surroundings.date();
    this.#lastInput = now;
    if (now - this.#notedAt < NOTE_EVERY_MS && this.status.value === "active") return;
    this.#notedAt = now;
    try {
      this.#surroundings.storage.setItem(KEY, String(now));
    } catch {
      // A full storage: then each tab counts for itself.
    }
    this.#check();
  }

  #check(): void {
    this.#cancelCheck();
    const elsewhere = Number(this.#surroundings.storage.getItem(KEY));
    const quiet = this.#surroundings.date() - Math.max(this.#lastInput, elsewhere);
    this.status.value = quiet < AWAY_AFTER_MS ? "active" : "away";
    if (quiet < AWAY_AFTER_MS) this.#cancelCheck = this.#surroundings.after(AWAY_AFTER_MS - quiet, () => this.#check());
  }
}
