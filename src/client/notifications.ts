import { computed, effect, type ReadonlySignal } from "@preact/signals";
import type { Message } from "../protocol/model.ts";
import { Choice } from "./choice.ts";
import { actionOf } from "./commands/interpret.ts";
import { mentions } from "./markdown/mentions.ts";
import { Names } from "./markdown/names.ts";
import { parse } from "./markdown/parse.ts";
import { plainText } from "./markdown/plain-text.ts";
import type { Block } from "./markdown/tree.ts";
import { pathOf } from "./place.ts";
import type { Room } from "./room.ts";
import type { Cancel, Memory, Notifier, Permission, Tabs } from "./surroundings.ts";
import { isolated } from "./words/isolated.ts";

/** Characters of a message that are shown; systems cut what is longer, each in its own way. */
const SHOWN = 200;
/** What was told last, so that a tab that hears of it later does not tell it again. */
const TOLD = 20;
/** The path within which all rooms are. */
const EVERYWHERE = "/r";
const NO_ROOMS = new Names();

/** Tells a person of messages that are meant for them while they look elsewhere, if they have asked for it on this device. */
export class Notifications {
  /** What the browser allows. */
  readonly permission: ReadonlySignal<Permission>;
  readonly isOn = computed(() => this.permission.value === "granted" && this.#choice.value.value === "on");

  readonly #surroundings: Memory & { tabs: Tabs; notifier: Notifier };
  readonly #choice: Choice<"on">;
  readonly #toldKey: string;
  readonly #isFocused: () => boolean;
  readonly #stopLooking: Cancel;

  /**
   * @param you id of the user
   * @param isFocused whether this page is before somebody; read as a signal
   * @param openRoom id of the room that is open in it; read as a signal
   */
  constructor(
    surroundings: Memory & { tabs: Tabs; notifier: Notifier },
    you: string,
    isFocused: () => boolean,
    openRoom: () => string | null,
  ) {
    const { tabs, notifier } = surroundings;
    this.#surroundings = surroundings;
    this.#isFocused = isFocused;
    this.#choice = new Choice(surroundings, `dormouse:${you}:notifications`, ["on"]);
    this.#toldKey = `dormouse:${you}:told`;
    this.permission = notifier.permission;
    this.#stopLooking = effect(() => {
      const room = isFocused() ? openRoom() : null;
      if (room === null) return;
      notifier.withdraw(pathOf({ kind: "room", id: room }));
      return tabs.mark(before(room));
    });
  }

  /** Asks for the browser's permission, if need be; only in answer to a click. */
  async turnOn(): Promise<void> {
    this.#choice.choose("on");
    if (this.permission.peek() !== "granted") await this.#surroundings.notifier.ask();
  }

  turnOff(): void {
    this.#choice.choose(null);
    this.#surroundings.notifier.withdraw(EVERYWHERE);
  }

  /** A message of somebody else has come, or a message has changed. */
  async heard(room: Room, message: Message, isNew: boolean): Promise<void> {
    if (!this.isOn.peek()) return;
    const { tabs, notifier } = this.#surroundings;
    const path = pathOf({ kind: "room", id: room.id, seq: message.seq });
    // Its text is to be gone everywhere.
    if (message.deletedAt !== undefined) return notifier.withdraw(path);
    if (!isNew || this.#isFocused()) return;
    const blocks = blocksOf(room, message);
    if (!isForYou(room, message, blocks)) return;
    // Another tab may have the same room before somebody's eyes.
    if (await tabs.isMarked(before(room.id))) return;
    // Meanwhile it may have been turned off.
    if (!this.isOn.peek() || !this.#isFirstToTell(path)) return;
    const title = `${isolated(message.author.name)} · ${isolated(nameOf(room))}`;
    notifier.notify(path, title, [...plainText(blocks)].slice(0, SHOWN).join(""));
  }

  /** This person is not here any more: nothing stays of what was meant for them. */
  stop(): void {
    this.turnOff();
    this.#stopLooking();
  }

  #isFirstToTell(path: string): boolean {
    const { storage } = this.#surroundings;
    const told = (storage.getItem(this.#toldKey) ?? "").split(" ");
    if (told.includes(path)) return false;
    try {
      storage.setItem(this.#toldKey, [path, ...told].slice(0, TOLD).join(" "));
    } catch {
      // A full storage: then it may be told again, in place of the first time if that is still shown.
    }
    return true;
  }
}

function blocksOf(room: Room, { text }: Message): Block[] {
  // Has the names be up to date.
  room.acquaintances.count.peek();
  return parse(actionOf(text) ?? text, { people: room.acquaintances.names, rooms: NO_ROOMS });
}

/** It calls them by name, or answers them. */
function isForYou(room: Room, { replyTo }: Message, blocks: readonly Block[]): boolean {
  const you = room.state.you.peek();
  if (you === null) return false;
  return mentions(blocks, you.name) || (replyTo !== undefined && room.find(replyTo)?.author.id === you.id);
}

function nameOf(room: Room): string {
  return room.state.info.peek()?.name ?? room.id;
}

/** The mark of a tab that has this room before somebody's eyes. */
function before(room: string): string {
  return `dormouse:looked-at:${room}`;
}
