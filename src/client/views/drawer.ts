import { isComposing } from "./text-field.ts";

/**
 * Has the keys stay in a drawer as long as it is open: the room beneath it takes no focus, Escape closes it, and so does a
 * window in which it is no drawer any more. @returns what ends it
 */
export function keepToDrawer(pane: string, close: () => void): () => void {
  const room = document.querySelector("main")!;
  room.inert = true;
  document.querySelector<HTMLElement>(`#${pane} .drawer-close`)?.focus();
  const pressed = (event: KeyboardEvent) => {
    // What is open over the drawer closes first, by itself.
    if (event.key === "Escape" && !isComposing(event) && !document.querySelector("dialog[open], :popover-open"))
      close();
  };
  const resized = () => {
    if (!isDrawer(pane)) close();
  };
  const ended = new AbortController();
  addEventListener("keydown", pressed, { signal: ended.signal });
  addEventListener("resize", resized, { signal: ended.signal });
  return () => {
    ended.abort();
    room.inert = false;
  };
}

/** Beside a wide room a pane is no drawer; `panes.css` says from where on. */
export function isDrawer(pane: string): boolean {
  const element = document.getElementById(pane);
  return element !== null && getComputedStyle(element).position === "fixed";
}
