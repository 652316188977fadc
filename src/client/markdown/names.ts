import { characterAt, isWordPart } from "./characters.ts";

interface Step {
  next: Map<string, Step>;
  /** What is named by the letters up to here, if anything. */
  value?: string;
}

/** Names that a text may refer to, and what each of them stands for. Upper and lower case are one. */
export class Names {
  readonly #start: Step = { next: new Map() };
  readonly #added = new Set<string>();

  /** How many there are; it only grows. */
  get size(): number {
    return this.#added.size;
  }

  /** Of names that differ in nothing but case the first stays. */
  add(name: string, value = name): void {
    if (name === "" || this.#added.has(name)) return;
    this.#added.add(name);
    let step = this.#start;
    for (const character of name) step = follow(step, character.toLowerCase());
    step.value ??= value;
  }

  /** The longest name that is written at this place and not the beginning of a longer word. */
  longestAt(text: string, start: number): { value: string; end: number } | null {
    let found: { value: string; end: number } | null = null;
    let step: Step | undefined = this.#start;
    let end = start;
    while (end < text.length) {
      const character = characterAt(text, end);
      step = step.next.get(character.toLowerCase());
      if (!step) break;
      end += character.length;
      const goesOn = isWordPart(character) && isWordPart(characterAt(text, end));
      if (step.value !== undefined && !goesOn) found = { value: step.value, end };
    }
    return found;
  }
}

function follow(step: Step, character: string): Step {
  const next = step.next.get(character) ?? { next: new Map() };
  step.next.set(character, next);
  return next;
}
