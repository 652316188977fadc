import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Message } from "../../protocol/model.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { COMMON_EMOJI } from "./common-emoji.ts";
import { LaterIcon, type LaterIconName } from "./later-icons.tsx";
import { openOver } from "./open-over.ts";

/** What is done with messages most: shown for the one under the pointer or with the focus. The menu has everything. */
export function MessageActions({ room, message }: { room: Room; message: Message }) {
  const choosing = useSignal(false);
  const names = words.value.message;
  const toggle = useRef<HTMLButtonElement>(null);
  const { seq, text, author } = message;
  const open = (what: "menu" | "picker", { currentTarget }: { currentTarget: HTMLElement }) =>
    openOver(what, seq, currentTarget.getBoundingClientRect());
  return (
    <fieldset class="actions" aria-label={names.actions}>
      {choosing.value && (
        <span class="actions-emoji">
          <Action icon="plus" name={names.otherEmoji} opens="dialog" onPress={(event) => open("picker", event)} />
          {COMMON_EMOJI.map((emoji) => (
            <button
              key={emoji}
              type="button"
              class="icon-button emoji"
              onClick={() => {
                // What has the focus is about to go.
                toggle.current?.focus();
                choosing.value = false;
                room.toggleReaction(seq, emoji);
              }}
            >
              {emoji}
            </button>
          ))}
        </span>
      )}
      <button
        ref={toggle}
        type="button"
        class="icon-button"
        aria-label={names.react}
        title={names.react}
        aria-expanded={choosing.value}
        onClick={() => (choosing.value = !choosing.value)}
      >
        <LaterIcon name="smile" />
      </button>
      <Action icon="reply" name={names.reply} onPress={() => room.draft.reply(seq)} />
      {author.id === room.you && <Action icon="edit" name={names.edit} onPress={() => room.draft.edit(seq, text)} />}
      <Action icon="more" name={names.menu} opens="menu" onPress={(event) => open("menu", event)} />
    </fieldset>
  );
}

interface ActionProps {
  icon: LaterIconName;
  name: string;
  opens?: "menu" | "dialog";
  onPress: (event: { currentTarget: HTMLElement }) => void;
}

function Action({ icon, name, opens, onPress }: ActionProps) {
  return (
    <button type="button" class="icon-button" aria-label={name} title={name} aria-haspopup={opens} onClick={onPress}>
      <LaterIcon name={icon} />
    </button>
  );
}
