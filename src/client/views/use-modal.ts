import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { useCover } from "./use-cover.ts";

/**
 * A dialog that is open as long as it is drawn. When it goes, in whatever way, the focus is back where it was before.
 * @param isCovering false if it is small, and the messages around it are still read
 */
export function useModal(isCovering = true): RefObject<HTMLDialogElement | null> {
  useCover(isCovering);
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return dialog;
}
