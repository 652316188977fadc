import { useEffect } from "preact/hooks";
import type { Room } from "../room.ts";
import { EmojiPicker, MessageMenu } from "./later.tsx";
import { lineOf, opened } from "./open-over.ts";

/** What is open over a message of this room. When it is gone the message has the focus. */
export function MessageOverlay({ room }: { room: Room }) {
  useEffect(
    () => () => {
      opened.value = null;
    },
    [room],
  );
  if (opened.value === null) return null;
  const { what, seq, at } = opened.value;
  const message = room.messages.value.find((one) => one.seq === seq);
  if (!message || (message.deletedAt !== undefined && !room.undoable.value.has(seq))) return null;
  const close = () => {
    // What was chosen may have opened something else, or gone elsewhere with the focus.
    if (opened.peek()?.what !== what) return;
    opened.value = null;
    if (document.activeElement === document.body) lineOf(seq)?.focus({ preventScroll: true });
  };
  return what === "menu" ? (
    <MessageMenu room={room} message={message} at={at} onClose={close} />
  ) : (
    <EmojiPicker at={at} onPick={(emoji) => room.toggleReaction(seq, emoji)} onClose={close} />
  );
}
