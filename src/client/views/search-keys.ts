import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Escape leaves the search from anywhere in it. The down key goes from the box to the results; there it and the up key
 * move the focus from one to the next, and from the first back to the box.
 */
export function useSearchKeys(
  whole: RefObject<HTMLElement | null>,
  box: RefObject<HTMLInputElement | null>,
  onClose: () => void,
): void {
  const close = useRef(onClose);
  close.current = onClose;
  // At once: what is open can be left.
  useLayoutEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
        close.current();
      } else if (event.target !== box.current) moveThroughResults(event, box.current);
      else if (event.key === "ArrowDown") {
        event.preventDefault();
        whole.current?.querySelector<HTMLElement>('.result-link[tabindex="0"], .search-more')?.focus();
      }
    };
    const element = whole.current;
    element?.addEventListener("keydown", pressed);
    return () => element?.removeEventListener("keydown", pressed);
  }, []);
}

function moveThroughResults(event: KeyboardEvent, box: HTMLElement | null): void {
  const list = event.target instanceof Element ? event.target.closest(".search-found") : null;
  const stops = [...(list?.querySelectorAll<HTMLElement>(".result-link, .search-more") ?? [])];
  const { activeElement } = document;
  const index = stops.findIndex((stop) => stop === activeElement || stop.closest(".result")?.contains(activeElement));
  if (index < 0) return;
  const next = destination(event.key, index, stops, box);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** @returns undefined for any other key */
function destination(key: string, index: number, stops: HTMLElement[], box: HTMLElement | null) {
  switch (key) {
    case "ArrowUp":
      return index <= 0 ? box : stops[index - 1];
    case "ArrowDown":
      return stops[Math.min(index + 1, stops.length - 1)];
    case "Home":
      return stops[0];
    case "End":
      return stops.at(-1);
    default:
      return undefined;
  }
}
