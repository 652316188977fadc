import { useSignal } from "@preact/signals";
import { words } from "../words/words.ts";
import { Icon } from "./icons.tsx";
import { EmojiPicker } from "./later.tsx";

interface EmojiButtonProps {
  onPick: (character: string) => void;
  /** The picker is gone. */
  onClose: () => void;
}

/** Opens the picker beside itself. */
export function EmojiButton({ onPick, onClose }: EmojiButtonProps) {
  const at = useSignal<DOMRect | null>(null);
  const { emoji } = words.value.composer;
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={emoji}
        title={emoji}
        aria-haspopup="dialog"
        onClick={(event) => (at.value = event.currentTarget.getBoundingClientRect())}
      >
        <Icon name="smile" />
      </button>
      {at.value && (
        <EmojiPicker
          at={at.value}
          onPick={onPick}
          onClose={() => {
            at.value = null;
            onClose();
          }}
        />
      )}
    </>
  );
}
