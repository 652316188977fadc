import type { Message } from "../../protocol/model.ts";
import type { Room } from "../room.ts";
import { laterWords } from "../words/later.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { copy } from "./clipboard.ts";
import { COMMON_EMOJI } from "./common-emoji.ts";
import { LaterIcon, type LaterIconName } from "./later-icons.tsx";
import { linkTo } from "./message-link.ts";
import { openOver } from "./open-over.ts";
import { Overlay } from "./overlay.tsx";
import { reactors } from "./reactors.ts";

interface MessageMenuProps {
  room: Room;
  message: Message;
  at: DOMRect;
  onClose: () => void;
}

/** Everything that can be done with a message. */
export function MessageMenu({ room, message, at, onClose }: MessageMenuProps) {
  const { notice } = useClient();
  const names = words.value.message;
  const { seq, text } = message;
  const isOwn = message.author.id === room.you;
  return (
    <Overlay at={at} label={names.actions} class="menu" onClose={onClose}>
      <div role="menu" aria-label={names.actions} onKeyDown={moveBetweenItems}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be part of a menu */}
        <div class="menu-emoji" role="group" aria-label={names.react}>
          {COMMON_EMOJI.map((emoji) => (
            <button
              key={emoji}
              type="button"
              role="menuitem"
              class="icon-button emoji"
              tabIndex={-1}
              onClick={(event) => done(event, () => room.toggleReaction(seq, emoji))}
            >
              {emoji}
            </button>
          ))}
          <button
            type="button"
            role="menuitem"
            class="icon-button"
            aria-label={names.otherEmoji}
            title={names.otherEmoji}
            tabIndex={-1}
            onClick={(event) => done(event, () => openOver("picker", seq, at))}
          >
            <LaterIcon name="smile" />
          </button>
        </div>
        <Item icon="reply" name={names.reply} keys="R" isFirst onChoose={() => room.draft.reply(seq)} />
        {isOwn && <Item icon="edit" name={names.edit} keys="E" onChoose={() => room.draft.edit(seq, text)} />}
        <Item icon="copy" name={names.copyText} keys="C" onChoose={() => void copy(text, notice)} />
        <Item icon="link" name={names.copyLink} onChoose={() => void copy(linkTo(room.id, seq), notice)} />
        {(isOwn || room.state.moderator.value) && (
          <Item icon="trash" name={names.delete} keys="Delete" isGrave onChoose={() => room.delete(seq)} />
        )}
        <WhoReacted room={room} message={message} />
      </div>
    </Overlay>
  );
}

/** People who are named for each emoji. */
const NAMED = 50;

/** Who reacted how; pressing it joins them or takes one's own back, as it does below the message. */
function WhoReacted({ room, message }: { room: Room; message: Message }) {
  const reactions = Object.entries(message.reactions ?? {});
  if (reactions.length === 0) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be part of a menu
    <div class="menu-reactors" role="group" aria-label={laterWords.value.menu.whoReacted}>
      {reactions.map(([emoji, users]) => (
        <button
          key={emoji}
          type="button"
          role="menuitem"
          class="menu-item"
          tabIndex={-1}
          onClick={(event) => done(event, () => room.toggleReaction(message.seq, emoji))}
        >
          <span class="emoji">{emoji}</span>
          <span class="menu-name">{reactors(room, users, NAMED)}</span>
        </button>
      ))}
    </div>
  );
}

interface ItemProps {
  icon: LaterIconName;
  name: string;
  /** The key that does the same for a message with the focus. */
  keys?: string;
  /** True if it has the focus at first. */
  isFirst?: boolean;
  /** True if something is lost by it. */
  isGrave?: boolean;
  onChoose: () => void;
}

function Item({ icon, name, keys, isFirst = false, isGrave = false, onChoose }: ItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      class={isGrave ? "menu-item grave" : "menu-item"}
      aria-keyshortcuts={keys}
      autofocus={isFirst}
      tabIndex={-1}
      onClick={(event) => done(event, onChoose)}
    >
      <LaterIcon name={icon} />
      <span class="menu-name">{name}</span>
      {keys && (
        <span class="menu-key" aria-hidden="true">
          {keys}
        </span>
      )}
    </button>
  );
}

/** First closes the menu, because nothing outside can take the focus before. */
function done({ currentTarget }: { currentTarget: HTMLElement }, choose: () => void): void {
  currentTarget.closest("dialog")?.close();
  choose();
}

/** The arrow keys go from item to item and from the last to the first; Tab leads nowhere else. */
function moveBetweenItems(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=menuitem]")];
  const index = items.indexOf(document.activeElement as HTMLElement);
  const isRightToLeft = getComputedStyle(event.currentTarget).direction === "rtl";
  const next = destination(event.key, index, items.length, isRightToLeft);
  if (next === null) return;
  event.preventDefault();
  items[next]?.focus();
}

function destination(key: string, index: number, count: number, isRightToLeft: boolean): number | null {
  switch (key) {
    case "ArrowDown":
    case isRightToLeft ? "ArrowLeft" : "ArrowRight":
      return (index + 1) % count;
    case "ArrowUp":
    case isRightToLeft ? "ArrowRight" : "ArrowLeft":
      return (index - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
    case "Tab":
      return index;
    default:
      return null;
  }
}
