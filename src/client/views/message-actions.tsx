import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Message } from "../../protocol/model.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { Icon } from "./icons.tsx";

const COMMON_EMOJI = ["👍", "❤️", "😂", "🎉", "😮", "😢"];

/** What can be done with a message: shown for the one under the pointer or with the focus. */
export function MessageActions({ room, message }: { room: Room; message: Message }) {
  const choosing = useSignal(false);
  const asked = useSignal(false);
  const names = words.value.message;
  const own = message.author.id === room.you;
  const toggle = useRef<HTMLButtonElement>(null);
  const react = (emoji: string) => {
    // What has the focus is about to go.
    toggle.current?.focus();
    choosing.value = false;
    const mine = message.reactions?.[emoji]?.includes(room.you) ?? false;
    room.react(message.seq, emoji, !mine);
  };
  return (
    <fieldset class="actions" aria-label={names.actions}>
      {choosing.value &&
        COMMON_EMOJI.map((emoji) => (
          <button key={emoji} type="button" class="icon-button emoji" onClick={() => react(emoji)}>
            {emoji}
          </button>
        ))}
      <button
        ref={toggle}
        type="button"
        class="icon-button"
        aria-label={names.react}
        title={names.react}
        aria-expanded={choosing.value}
        onClick={() => (choosing.value = !choosing.value)}
      >
        <Icon name="smile" />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={names.reply}
        title={names.reply}
        onClick={() => room.draft.reply(message.seq)}
      >
        <Icon name="reply" />
      </button>
      {own && (
        <button
          type="button"
          class="icon-button"
          aria-label={names.edit}
          title={names.edit}
          onClick={() => room.draft.edit(message.seq, message.text)}
        >
          <Icon name="edit" />
        </button>
      )}
      {(own || room.state.moderator.value) && (
        <button
          type="button"
          class={asked.value ? "icon-button sure" : "icon-button"}
          aria-label={asked.value ? names.pressAgain : names.delete}
          title={names.delete}
          onBlur={() => (asked.value = false)}
          onClick={(event) => {
            if (asked.value) {
              event.currentTarget.closest<HTMLElement>(".line")?.focus();
              room.delete(message.seq);
            }
            asked.value = !asked.value;
          }}
        >
          <Icon name="trash" />
          {asked.value && names.sure}
        </button>
      )}
    </fieldset>
  );
}
