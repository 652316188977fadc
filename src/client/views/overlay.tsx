import type { ComponentChildren } from "preact";
import { useLayoutEffect } from "preact/hooks";
import { useModal } from "./use-modal.ts";

/** Pixels between an overlay and what it belongs to, or the edge of the window. */
const GAP = 6;
/** Where the window is narrower, the stylesheet puts overlays at its bottom. */
const wide = matchMedia("(min-width: 46rem)");

interface OverlayProps {
  /** What it belongs to: it appears beside that. */
  at: DOMRect;
  label: string;
  class: string;
  /** True if nothing within takes the focus at first, as where a keyboard would come up for it. */
  quiet?: boolean;
  onClose: () => void;
  children: ComponentChildren;
}

/** Something over the page that is chosen from, or left by Escape or a press beside it. */
export function Overlay({ at, label, class: className, quiet = false, onClose, children }: OverlayProps) {
  const dialog = useModal(!wide.matches);
  useLayoutEffect(() => {
    if (quiet) dialog.current?.focus();
    if (dialog.current && wide.matches) place(dialog.current, at);
  }, []);
  return (
    <dialog
      class={`overlay ${className}`}
      ref={dialog}
      tabIndex={-1}
      aria-label={label}
      onClose={onClose}
      onKeyDown={(event) => {
        // It closes this, and nothing else.
        if (event.key === "Escape") event.stopPropagation();
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close();
      }}
    >
      <div class="overlay-content">{children}</div>
    </dialog>
  );
}

/**
 * Above what it belongs to if it fits there, else below, and within the window either way. Flush with the end of what is
 * small, as a button is, and with the start of what is wider.
 */
function place(dialog: HTMLDialogElement, at: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = dialog;
  const isRightToLeft = getComputedStyle(dialog).direction === "rtl";
  const above = at.top - height - GAP;
  const top = above >= GAP ? above : Math.min(at.bottom + GAP, innerHeight - height - GAP);
  const left = isRightToLeft === at.width > width ? at.right - width : at.left;
  dialog.style.setProperty("--top", `${Math.max(GAP, top)}px`);
  dialog.style.setProperty("--left", `${Math.max(GAP, Math.min(left, innerWidth - width - GAP))}px`);
}
