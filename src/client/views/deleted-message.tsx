import { useLayoutEffect, useRef } from "preact/hooks";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";

/** In place of a message that was deleted; for a while it can be undone. */
export function DeletedMessage({ room, seq }: { room: Room; seq: number }) {
  return room.undoable.value.has(seq) ? (
    <Undo onUndo={() => room.undelete(seq)} />
  ) : (
    <p class="message-text deleted">{words.value.message.deleted}</p>
  );
}

function Undo({ onUndo }: { onUndo: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  const { message } = words.value;
  useLayoutEffect(() => {
    const shown = button.current;
    // The message keeps the focus when the button is gone.
    return () => {
      if (shown && document.activeElement === shown)
        shown.closest<HTMLElement>(".line")?.focus({ preventScroll: true });
    };
  }, []);
  return (
    <p class="message-text deleted" role="status">
      {message.justDeleted} ·{" "}
      <button type="button" class="text-button" ref={button} onClick={onUndo}>
        {message.undo}
      </button>
    </p>
  );
}
