import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { words } from "../words/words.ts";

/** Text that is read only by who asks for it. Until then it is not in the page, for readers of any kind and for copying. */
export function Spoiler({ children }: { children: ComponentChildren }) {
  const shown = useSignal(false);
  return (
    <span class="spoiler">
      <button
        type="button"
        class="spoiler-toggle"
        aria-expanded={shown.value}
        onClick={() => (shown.value = !shown.value)}
      >
        {words.value.markdown.spoiler}
      </button>
      {shown.value && <bdi class="spoiler-text">{children}</bdi>}
    </span>
  );
}
