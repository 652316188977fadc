import type { RefObject } from "preact";
import { useMemo } from "preact/hooks";
import { Completion } from "../completion/completion.ts";
import type { Option } from "../completion/option.ts";
import { optionsFor } from "../completion/sources.ts";
import { closedCode } from "../completion/trigger.ts";
import { emojiOfCode } from "../emoji/search.ts";
import type { Room } from "../room.ts";
import { language } from "../words/languages.ts";
import { useClient } from "./client-context.ts";
import { replaceIn } from "./text-field.ts";
import { touch } from "./touch.ts";

/** Offers what could be meant while someone writes in a field, and puts in what they take. */
export function useCompleting(room: Room, field: RefObject<HTMLTextAreaElement | null>) {
  const { rooms, emoji, own } = useClient();
  const completion = useMemo(
    () =>
      new Completion((trigger) =>
        optionsFor(trigger, {
          company: () => ({ you: room.you, messages: room.messages.value, online: room.state.online.value }),
          rooms: () => rooms.value?.shown.value ?? [],
          emoji: () => emoji.all.value ?? [],
          recentEmoji: () => own.value?.recentEmoji.characters.value ?? [],
          hasCommands: () => room.draft.purpose.value.kind !== "edit",
        }),
      ),
    [room],
  );

  const look = () => {
    const { value, selectionStart, selectionEnd } = field.current!;
    completion.look(value, selectionStart === selectionEnd ? selectionStart : null);
    if (completion.kind.value === "emoji") void emoji.load(language.value);
  };

  const take = (option?: Option) => {
    const replacement = completion.take(option);
    if (!replacement) return;
    const [character = ""] = replacement.text.split(" ");
    if (replacement.kind === "emoji") own.value?.recentEmoji.used(character);
    replaceIn(field.current!, replacement);
  };

  return {
    completion,
    take,
    /** What stands in the field has changed. */
    wrote(event: InputEvent): void {
      // On touch nothing is taken by key, and some keyboards compose every word.
      if (event.isComposing && !touch.matches) completion.rest();
      else {
        look();
        if (event.data === ":") replaceCode(field.current!);
      }
    },
    composed: look,
    /** The caret may have moved: that closes the list or narrows it, but never opens it. */
    moved(): void {
      if (completion.options.peek().length > 0) look();
    },
    /** @returns true if the key was meant for the list */
    pressed(event: KeyboardEvent): boolean {
      if (completion.options.value.length === 0 || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) {
        return false;
      }
      switch (event.key) {
        case "ArrowDown":
          completion.move(1);
          break;
        case "ArrowUp":
          completion.move(-1);
          break;
        case "Tab":
        case "Enter":
          take();
          break;
        case "Escape":
          completion.close();
          break;
        default:
          return false;
      }
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };

  /** A code that was closed by hand is the emoji. */
  function replaceCode(written: HTMLTextAreaElement): void {
    const closed = closedCode(written.value, written.selectionStart);
    const meant = closed && emojiOfCode(emoji.all.value ?? [], closed.code);
    if (!meant) return;
    own.value?.recentEmoji.used(meant.character);
    replaceIn(written, { from: closed.from, to: written.selectionStart, text: meant.character });
  }
}
