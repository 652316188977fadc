import type { ErrorCode } from "../protocol/events.ts";
import type { Command } from "../protocol/frames.ts";
import type { ShutOut } from "./shut-out.ts";
import type { KeyValueStorage } from "./surroundings.ts";

/** Why the room refused a command: in its words, or that it lets nobody in who could give it one. */
export type Refused = { code: ErrorCode; reason: string } | { code: "shut_out"; reason: ShutOut };

/** What outlives the page of a command that the room has not answered. */
export interface StoredCommand {
  command: Command;
  /** When it was given, by this device's clock; the order in which commands go out. */
  at: number;
  refused?: Refused;
  /** Until when it can be taken back, by this device's clock. */
  heldUntil?: number;
}

/** What the keys of a user's commands begin with. */
export function outboxesOf(user: string): string {
  return `dormouse:${user}:outbox:`;
}

/** Ids of the rooms in which `user` has commands that no room has answered, or only refused. */
export function roomsWithUnanswered(storage: KeyValueStorage, user: string): string[] {
  const prefix = outboxesOf(user);
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
  const rooms = keys.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length).split(":")[0] ?? "");
  return [...new Set(rooms)];
}

/**
 * The unanswered commands of one user in one room, each under a key of its own, so that tabs that write at the same time
 * never overwrite each other. A storage that is full or forbidden is no reason to stop: they then last as long as the page.
 */
export class OutboxStorage {
  readonly #storage: KeyValueStorage;
  readonly #prefix: string;

  constructor(storage: KeyValueStorage, user: string, room: string) {
    this.#storage = storage;
    this.#prefix = `${outboxesOf(user)}${room}:`;
  }

  /** Oldest first. What cannot be read is left out. */
  load(): StoredCommand[] {
    const stored: StoredCommand[] = [];
    for (let index = 0; index < this.#storage.length; index++) {
      const key = this.#storage.key(index);
      if (!key?.startsWith(this.#prefix)) continue;
      const entry = parse(this.#storage.getItem(key));
      if (entry?.command.id === key.slice(this.#prefix.length)) stored.push(entry);
    }
    return stored.sort((a, b) => a.at - b.at);
  }

  keep(entry: StoredCommand): void {
    try {
      this.#storage.setItem(this.#prefix + entry.command.id, JSON.stringify(entry));
    } catch {
      // Full, or forbidden.
    }
  }

  has(id: string): boolean {
    return this.#storage.getItem(this.#prefix + id) !== null;
  }

  forget(id: string): void {
    this.#storage.removeItem(this.#prefix + id);
  }
}

/** Only this client writes these keys, so the shape is checked just enough not to trip over something foreign. */
function parse(value: string | null): StoredCommand | null {
  try {
    const entry = JSON.parse(value ?? "null") as StoredCommand | null;
    return typeof entry?.at === "number" && typeof entry.command?.id === "string" ? entry : null;
  } catch {
    return null;
  }
}
