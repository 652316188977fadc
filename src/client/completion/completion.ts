import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import { insertionOf, type Option } from "./option.ts";
import { type Trigger, triggerAt } from "./trigger.ts";

/** A part of the text to be replaced. */
export interface Replacement {
  from: number;
  to: number;
  text: string;
}

/** What can be completed where someone is writing, and which of it is chosen. Knows no text field. */
export class Completion {
  /** Empty while there is nothing to complete. */
  readonly options: ReadonlySignal<readonly Option[]>;
  /** Place of the chosen one among the options. */
  readonly chosen: ReadonlySignal<number>;

  /** What is being typed; null if it is nothing that could be completed. */
  readonly kind = computed(() => this.#trigger.value?.kind ?? null);

  readonly #trigger = signal<(Trigger & { caret: number }) | null>(null);
  readonly #chosenKey = signal<string | null>(null);
  /** Where the sign stands whose options were turned down or taken: nothing more is offered for it. */
  #doneAt: number | null = null;

  /** @param find the options for what is being typed, best first; what it reads of signals keeps them current */
  constructor(find: (trigger: Trigger) => readonly Option[]) {
    this.options = computed(() => {
      const trigger = this.#trigger.value;
      if (trigger === null) return [];
      const options = find(trigger);
      // Once all of it stands there the keys mean again what they always do.
      const typed = trigger.query;
      const [only] = options;
      const isComplete = options.length === 1 && only && insertionOf(only).slice(1).trimEnd() === typed;
      return isComplete ? [] : options;
    });
    // By key, because the options may change their order while one of them is chosen.
    this.chosen = computed(() =>
      Math.max(
        0,
        this.options.value.findIndex(({ key }) => key === this.#chosenKey.value),
      ),
    );
  }

  /** The text or the caret's place in it has changed. @param caret null if a part of the text is selected */
  look(text: string, caret: number | null): void {
    const trigger = caret === null ? null : triggerAt(text, caret);
    if (trigger?.from !== this.#doneAt) this.#doneAt = null;
    const before = this.#trigger.peek();
    batch(() => {
      this.#trigger.value = trigger && this.#doneAt === null ? { ...trigger, caret: caret ?? 0 } : null;
      if (before?.query !== trigger?.query) this.#chosenKey.value = null;
    });
  }

  /** Chooses the next option, or with -1 the one before; from the last to the first. */
  move(step: 1 | -1): void {
    const options = this.options.peek();
    const next = (this.chosen.peek() + step + options.length) % options.length;
    this.#chosenKey.value = options[next]?.key ?? null;
  }

  /** Offers nothing more for what is being typed. */
  close(): void {
    this.#doneAt = this.#trigger.peek()?.from ?? null;
    this.#trigger.value = null;
  }

  /** Nobody is writing any more, or only half a sign: nothing is offered until the text changes. */
  rest(): void {
    this.#doneAt = null;
    this.#trigger.value = null;
  }

  /** Takes an option, the chosen one unless told otherwise. @returns what to change in the text; null if there is none */
  take(option = this.options.peek()[this.chosen.peek()]): (Replacement & { kind: Option["kind"] }) | null {
    const trigger = this.#trigger.peek();
    if (!trigger || !option) return null;
    this.close();
    return { kind: option.kind, from: trigger.from, to: trigger.caret, text: insertionOf(option) };
  }
}
