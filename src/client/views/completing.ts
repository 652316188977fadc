import type { Client } from "../client.ts";
import { Completion } from "../completion/completion.ts";
import type { Option } from "../completion/option.ts";
import { optionsFor } from "../completion/sources.ts";
import { closedCode } from "../completion/trigger.ts";
import { emojiOfCode } from "../emoji/search.ts";
import type { Room } from "../room.ts";
import { language } from "../words/languages.ts";
import { replaceIn } from "./text-field.ts";
import { touch } from "./touch.ts";

/** Offers what could be meant while someone writes in a field, and puts in what they take. */
export class Completing {
  readonly completion: Completion;
  readonly #client: Client;
  readonly #field: HTMLTextAreaElement;

  constructor(room: Room, field: HTMLTextAreaElement, client: Client) {
    this.#client = client;
    this.#field = field;
    this.completion = new Completion((trigger) =>
      optionsFor(trigger, {
        company: () => ({ you: room.you, messages: room.messages.value, online: room.state.online.value }),
        rooms: () => client.rooms.value?.shown.value ?? [],
        emoji: () => client.emoji.all.value ?? [],
        recentEmoji: () => client.own.value?.recentEmoji.characters.value ?? [],
        hasCommands: () => room.draft.purpose.value.kind !== "edit",
      }),
    );
  }

  /** What stands in the field, or where the caret is, has changed. */
  look(): void {
    const { value, selectionStart, selectionEnd } = this.#field;
    this.completion.look(value, selectionStart === selectionEnd ? selectionStart : null);
    if (this.completion.kind.value === "emoji") void this.#client.emoji.load(language.value);
  }

  take(option?: Option): void {
    const replacement = this.completion.take(option);
    if (!replacement) return;
    const [character = ""] = replacement.text.split(" ");
    if (replacement.kind === "emoji") this.#client.own.value?.recentEmoji.used(character);
    replaceIn(this.#field, replacement);
  }

  wrote(event: InputEvent): void {
    // On touch nothing is taken by key, and some keyboards compose every word.
    if (event.isComposing && !touch.matches) this.completion.rest();
    else {
      this.look();
      if (event.data === ":") this.#replaceCode();
    }
  }

  /** The caret may have moved: that closes the list or narrows it, but never opens it. */
  moved(): void {
    if (this.completion.options.peek().length > 0) this.look();
  }

  /** @returns true if the key was meant for the list */
  pressed(event: KeyboardEvent): boolean {
    const isModified = event.shiftKey || event.ctrlKey || event.metaKey || event.altKey;
    if (this.completion.options.value.length === 0 || isModified) return false;
    switch (event.key) {
      case "ArrowDown":
        this.completion.move(1);
        break;
      case "ArrowUp":
        this.completion.move(-1);
        break;
      case "Tab":
      case "Enter":
        this.take();
        break;
      case "Escape":
        this.completion.close();
        break;
      default:
        return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** A code that was closed by hand is the emoji. */
  #replaceCode(): void {
    const { emoji, own } = this.#client;
    const closed = closedCode(this.#field.value, this.#field.selectionStart);
    const meant = closed && emojiOfCode(emoji.all.value ?? [], closed.code);
    if (!meant) return;
    own.value?.recentEmoji.used(meant.character);
    replaceIn(this.#field, { from: closed.from, to: this.#field.selectionStart, text: meant.character });
  }
}
