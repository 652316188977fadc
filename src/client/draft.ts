import { signal } from "@preact/signals";
import type { KeyValueStorage, Memory } from "./surroundings.ts";

/** What the composer is for at the moment. */
export type Purpose = { kind: "new" } | { kind: "reply"; to: number } | { kind: "edit"; seq: number; text: string };

/** What is kept of a draft. */
interface Kept {
  text: string;
  purpose: Purpose;
}

const NEW: Purpose = { kind: "new" };

/** Ids of the rooms in which `user` has begun a message on this device. */
export function roomsWithDrafts(storage: KeyValueStorage, user: string): Set<string> {
  const prefix = draftsOf(user);
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
  return new Set(keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length)));
}

/** What the keys of a user's drafts begin with. */
export function draftsOf(user: string): string {
  return `dormouse:${user}:draft:`;
}

/** What someone is writing in one room, and what for. It is kept, also over a reload, until it is sent. */
export class Draft {
  readonly text = signal("");
  readonly purpose = signal(NEW);
  /** Grows when the composer should take the focus. */
  readonly called = signal(0);
  /** True while the composer has the focus: then nobody is writing in another tab, and what stands here is the newest. */
  isBeingWritten = false;

  readonly #storage: KeyValueStorage;
  readonly #key: string;

  constructor(memory: Memory, user: string, room: string) {
    this.#storage = memory.storage;
    this.#key = draftsOf(user) + room;
    const { text, purpose } = this.#kept();
    this.text.value = text;
    this.purpose.value = purpose;
    memory.onStored(this.#key, () => this.#readAgain());
  }

  /** What the composer shows: the edited message, or the new one. */
  get shown(): string {
    const purpose = this.purpose.value;
    return purpose.kind === "edit" ? purpose.text : this.text.value;
  }

  write(text: string): void {
    const purpose = this.purpose.value;
    if (purpose.kind === "edit") this.#keep(this.text.value, { ...purpose, text });
    else this.#keep(text, purpose);
  }

  reply(seq: number): void {
    this.#keep(this.text.value, { kind: "reply", to: seq });
    this.called.value++;
  }

  /** Adds somebody's name to what is being written, as a mention. */
  mention(name: string): void {
    const before = this.shown;
    this.write(`${before}${before === "" || /\s$/.test(before) ? "" : " "}@${name} `);
    this.called.value++;
  }

  edit(seq: number, text: string): void {
    this.#keep(this.text.value, { kind: "edit", seq, text });
    this.called.value++;
  }

  /** Back to a new message; what was written of it before is still there. */
  cancel(): void {
    this.#keep(this.text.value, NEW);
  }

  /** What the composer showed was sent. */
  sent(): void {
    this.#keep(this.purpose.value.kind === "edit" ? this.text.value : "", NEW);
  }

  /** Gives back a message that was refused, before whatever has been written since. */
  restore(text: string, replyTo?: number): void {
    const purpose: Purpose = replyTo === undefined ? NEW : { kind: "reply", to: replyTo };
    this.#keep(this.text.value === "" ? text : `${text}\n${this.text.value}`, purpose);
    this.called.value++;
  }

  /** Another tab has written. An edit is of one tab alone: neither taken over nor taken away. */
  #readAgain(): void {
    if (this.isBeingWritten) return;
    const { text, purpose } = this.#kept();
    this.text.value = text;
    if (purpose.kind !== "edit" && this.purpose.value.kind !== "edit") this.purpose.value = purpose;
  }

  #kept(): Kept {
    const stored = this.#storage.getItem(this.#key) ?? "";
    try {
      const kept: Kept | null = JSON.parse(stored);
      if (kept?.purpose) return kept;
    } catch {
      // Plain text.
    }
    // As earlier versions kept it.
    return { text: stored, purpose: NEW };
  }

  #keep(text: string, purpose: Purpose): void {
    this.text.value = text;
    this.purpose.value = purpose;
    try {
      if (text === "" && purpose.kind === "new") this.#storage.removeItem(this.#key);
      else this.#storage.setItem(this.#key, JSON.stringify({ text, purpose } satisfies Kept));
    } catch {
      // A full storage costs the draft its life after the page, not before.
    }
  }
}
