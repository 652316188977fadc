import { computed, type Signal, signal } from "@preact/signals";
import type { KeyValueStorage, Memory } from "./surroundings.ts";

/** What a new message is for. */
type MessagePurpose = { kind: "new" } | { kind: "reply"; to: number };
/** What the composer is for at the moment. */
export type Purpose = MessagePurpose | { kind: "edit"; seq: number; text: string };

/** A new message as far as it is written. */
interface Written {
  text: string;
  purpose: MessagePurpose;
}

/** An edit as far as it is written; `was` is the text that it began with. */
interface Edit {
  text: string;
  was?: string;
}

/** All that is being written in a room; as it is kept. */
interface Writing extends Written {
  /** By the numbers of their messages. */
  edits: Record<number, Edit>;
  /** Number of the message whose edit is in the composer, before the new message. */
  editing: number | null;
  /** What a refused message has taken the place of, the first one first. */
  beneath: readonly Written[];
}

const NEW: MessagePurpose = { kind: "new" };

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

/**
 * What someone is writing in one room, and what for. It is kept, also over a reload, until it is sent or given up: what makes
 * way for something else in the composer comes back when that is done, and an edit when its message is edited again.
 */
export class Draft {
  readonly purpose = computed((): Purpose => {
    const { purpose, edits, editing } = this.#writing.value;
    const edit = edits[editing ?? 0];
    return editing !== null && edit ? { kind: "edit", seq: editing, text: edit.text } : purpose;
  });
  /** Grows when the composer should take the focus. */
  readonly called = signal(0);
  /** True while the composer has the focus: then nobody is writing in another tab, and what stands here is the newest. */
  isBeingWritten = false;

  readonly #storage: KeyValueStorage;
  readonly #key: string;
  readonly #writing: Signal<Writing>;

  constructor(memory: Memory, user: string, room: string) {
    this.#storage = memory.storage;
    this.#key = draftsOf(user) + room;
    this.#writing = signal(this.#kept());
    memory.onStored(this.#key, () => this.#readAgain());
  }

  /** What the composer shows: the edited message, or the new one. */
  get shown(): string {
    const purpose = this.purpose.value;
    return purpose.kind === "edit" ? purpose.text : this.#writing.value.text;
  }

  /** All edits that are kept, by the numbers of their messages; readable as a signal. */
  get edits(): Readonly<Record<number, Edit>> {
    return this.#writing.value.edits;
  }

  /** True if an edit of this message was begun, and something else is in the composer; readable as a signal. */
  hasBegun(seq: number): boolean {
    const { edits, editing } = this.#writing.value;
    const edit = edits[seq];
    return edit !== undefined && editing !== seq && edit.text !== edit.was;
  }

  write(text: string): void {
    const { edits, editing } = this.#writing.peek();
    if (editing === null) this.#keep({ text });
    else this.#keep({ edits: { ...edits, [editing]: { ...edits[editing], text } } });
  }

  reply(seq: number): void {
    this.#keep({ ...this.#putAside(), purpose: { kind: "reply", to: seq } });
    this.called.value++;
  }

  /** Adds somebody's name to what is being written, as a mention. */
  mention(name: string): void {
    const before = this.shown;
    this.write(`${before}${before === "" || /\s$/.test(before) ? "" : " "}@${name} `);
    this.called.value++;
  }

  /** Edits a message that says `text`, or goes on with the edit that was begun. */
  edit(seq: number, text: string): void {
    this.#keep({ edits: { [seq]: { text, was: text }, ...this.#putAside().edits }, editing: seq });
    this.called.value++;
  }

  /** Ends an edit that was begun. */
  giveUp(seq: number): void {
    const { edits, editing } = this.#writing.peek();
    const { [seq]: _, ...others } = edits;
    this.#keep({ edits: others, editing: editing === seq ? null : editing });
  }

  /** Back from an edit to what was written before, and from an answer to a new message. */
  cancel(): void {
    const { editing } = this.#writing.peek();
    if (editing === null) this.#keep({ purpose: NEW });
    else this.giveUp(editing);
    this.#surface();
  }

  /** What the composer showed was sent. */
  sent(): void {
    const { editing } = this.#writing.peek();
    if (editing === null) this.#keep({ text: "", purpose: NEW });
    else this.giveUp(editing);
    this.#surface();
  }

  /** The composer has lost the focus. */
  left(): void {
    this.isBeingWritten = false;
    this.#surface();
  }

  /** Gives back a message that was refused, before whatever has been written since; what was for something else waits. */
  restore(text: string, replyTo?: number): void {
    const { text: since, purpose: before, beneath } = this.#writing.peek();
    const purpose: MessagePurpose = replyTo === undefined ? NEW : { kind: "reply", to: replyTo };
    const isSame = (before.kind === "reply" ? before.to : undefined) === replyTo;
    const makesWay = !isSame && (since !== "" || before.kind === "reply");
    this.#keep({
      ...this.#putAside(),
      text: makesWay || since === "" ? text : `${text}\n${since}`,
      purpose,
      beneath: makesWay ? [...beneath, { text: since, purpose: before }] : beneath,
    });
    this.called.value++;
  }

  /** Gives back an edit that was refused, before whatever has been written of another since. */
  restoreEdit(seq: number, text: string): void {
    const { edits } = this.#putAside();
    const since = edits[seq]?.text;
    this.#keep({ edits: { ...edits, [seq]: { text: since ? `${text}\n${since}` : text } }, editing: seq });
    this.called.value++;
  }

  /** Without an edit in the composer; of one that has changed nothing yet, nothing stays. */
  #putAside(): Pick<Writing, "edits" | "editing"> {
    const { edits, editing } = this.#writing.peek();
    const { [editing ?? 0]: edit, ...others } = edits;
    return { edits: edit?.text === edit?.was ? others : edits, editing: null };
  }

  /** Another tab has written. Which edit is in the composer is of one tab alone: neither taken over nor taken away. */
  #readAgain(): void {
    const kept = this.#kept();
    const { edits, editing, ...written } = this.#writing.peek();
    const edit = edits[editing ?? 0];
    this.#writing.value = {
      ...(this.isBeingWritten ? written : kept),
      edits: editing !== null && edit ? { ...kept.edits, [editing]: edit } : kept.edits,
      editing,
    };
  }

  #kept(): Writing {
    try {
      const kept: Writing | null = JSON.parse(this.#storage.getItem(this.#key) ?? "null");
      if (kept?.beneath) return kept;
    } catch {
      // Nothing that this could read again.
    }
    return { text: "", purpose: NEW, edits: {}, editing: null, beneath: [] };
  }

  /** What had to make way comes back, if nothing else is being written. */
  #surface(): void {
    const { text, purpose, beneath } = this.#writing.peek();
    const next = beneath.at(-1);
    if (next && text === "" && purpose.kind === "new") this.#keep({ ...next, beneath: beneath.slice(0, -1) });
  }

  #keep(changes: Partial<Writing>): void {
    const writing = { ...this.#writing.peek(), ...changes };
    this.#writing.value = writing;
    const { text, purpose, editing, beneath } = writing;
    const edits = Object.fromEntries(Object.entries(writing.edits).filter(([, { text, was }]) => text !== was));
    const isNothing = text === "" && purpose.kind === "new" && beneath.length + Object.keys(edits).length === 0;
    const kept: Writing = { ...writing, edits, editing: editing !== null && editing in edits ? editing : null };
    try {
      if (isNothing) this.#storage.removeItem(this.#key);
      else this.#storage.setItem(this.#key, JSON.stringify(kept));
    } catch {
      // A full storage costs the draft its life after the page, not before.
    }
  }
}
