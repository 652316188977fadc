import type { Message } from "../../protocol/model.ts";
import type { Notice } from "../notice.ts";
import type { Room } from "../room.ts";
import { latin } from "../shortcuts.ts";
import { words } from "../words/words.ts";
import { loadLaterParts } from "./later.tsx";
import { openOver } from "./open-over.ts";

interface Keyboard {
  room: Room;
  notice: Notice;
  /** True if it was a key that brought the focus to the message. */
  isByKey: boolean;
}

/** What a key does to the message with the focus. @returns false if it means nothing here */
export function actByKey(event: KeyboardEvent, message: Message, { room, notice, isByKey }: Keyboard): boolean {
  const { seq, text } = message;
  const isOwn = message.author.id === room.you;
  const isModified = event.ctrlKey || event.metaKey;
  // A capital is the beginning of something written, unless the keyboard writes nothing else.
  const key = event.shiftKey ? event.key : latin(event);
  if (isModified && latin(event) === "z" && room.undoable.value.has(seq)) room.undelete(seq);
  else if (message.deletedAt !== undefined) return false;
  else if (event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey)) openOver("menu", seq);
  else if (isModified || event.altKey || !isByKey) return false;
  else if (key === "r") room.draft.reply(seq);
  else if (key === "e" && isOwn) room.draft.edit(seq, text);
  else if (event.key === "+") openOver("picker", seq);
  else if ((event.key === "Delete" || event.key === "Backspace") && (isOwn || room.state.moderator.value)) {
    room.delete(seq);
  } else if (key === "c") {
    loadLaterParts().then(
      ({ copy }) => copy(text, notice),
      () => notice.say(words.value.form.failed),
    );
  } else return false;
  return true;
}
