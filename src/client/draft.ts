import { signal } from "@preact/signals";
import type { KeyValueStorage, Memory } from "./surroundings.ts";

/** What the composer is for at the moment. */
export type Purpose = { kind: "new" } | { kind: "reply"; to: number } | { kind: "edit"; seq: number; text: string };

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

/** What someone is writing in one room. What is not sent yet is kept, also over a reload; an edit lasts as long as the page. */
export class Draft {
  readonly text = signal("");
  readonly purpose = signal<Purpose>({ kind: "new" });
  /** Grows when the composer should take the focus. */
  readonly called = signal(0);
  /** True while the composer has the focus: then nobody is writing in another tab, and what stands here is the newest. */
  isBeingWritten = false;

  readonly #storage: KeyValueStorage;
  readonly #key: string;

  constructor(memory: Memory, user: string, room: string) {
    this.#storage = memory.storage;
    this.#key = draftsOf(user) + room;
    this.#read();
    memory.onStored(this.#key, () => {
      if (!this.isBeingWritten) this.#read();
    });
  }

  /** What the composer shows: the edited message, or the new one. */
  get shown(): string {
    const purpose = this.purpose.value;
    return purpose.kind === "edit" ? purpose.text : this.text.value;
  }

  write(text: string): void {
    const purpose = this.purpose.value;
    if (purpose.kind === "edit") this.purpose.value = { ...purpose, text };
    else this.#writeNew(text);
  }

  reply(seq: number): void {
    this.purpose.value = { kind: "reply", to: seq };
    this.called.value++;
  }

  /** Adds somebody's name to what is being written, as a mention. */
  mention(name: string): void {
    const before = this.shown;
    this.write(`${before}${before === "" || /\s$/.test(before) ? "" : " "}@${name} `);
    this.called.value++;
  }

  edit(seq: number, text: string): void {
    this.purpose.value = { kind: "edit", seq, text };
    this.called.value++;
  }

  /** Back to a new message; what was written of it before is still there. */
  cancel(): void {
    this.purpose.value = { kind: "new" };
  }

  /** What the composer showed was sent. */
  sent(): void {
    if (this.purpose.value.kind !== "edit") this.#writeNew("");
    this.cancel();
  }

  /** Gives back a message that was refused, before whatever has been written since. */
  restore(text: string, replyTo?: number): void {
    this.purpose.value = replyTo === undefined ? { kind: "new" } : { kind: "reply", to: replyTo };
    this.#writeNew(this.text.value === "" ? text : `${text}\n${this.text.value}`);
    this.called.value++;
  }

  #read(): void {
    this.text.value = this.#storage.getItem(this.#key) ?? "";
  }

  #writeNew(text: string): void {
    this.text.value = text;
    try {
      if (text === "") this.#storage.removeItem(this.#key);
      else this.#storage.setItem(this.#key, text);
    } catch {
      // A full storage costs the draft its life after the page, not before.
    }
  }
}
