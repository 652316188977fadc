import type { Signal } from "@preact/signals";
import { isDrawer } from "./drawer.ts";
import type { Drawer } from "./room-view.tsx";

/** Pixels that a finger goes along the lines to mean it, and at least how many times as far as across them. */
const FAR_PX = 50;
const STEEPNESS = 2;

interface Drawers {
  /** Which is open. */
  drawer: Signal<Drawer>;
  open: (pane: Drawer) => void;
  close: () => void;
}

/** A finger that is drawn sideways over the page pulls a drawer in from where it came, or pushes it out again. @returns what ends it */
export function followSwipes({ drawer, open, close }: Drawers): () => void {
  const ended = new AbortController();
  const { signal } = ended;
  let begun: { x: number; y: number } | null = null;

  const swiped = (towards: "start" | "end") => {
    const pane = towards === "end" ? "rooms" : "people";
    if (drawer.peek() === null) {
      if (isDrawer(pane)) open(pane);
    } else if (drawer.peek() !== pane) close();
  };
  const down = ({ target, pointerType, isPrimary, clientX, clientY }: PointerEvent) => {
    begun = pointerType === "touch" && isPrimary && isFree(target) ? { x: clientX, y: clientY } : null;
  };
  const move = ({ clientX, clientY }: PointerEvent) => {
    if (!begun) return;
    const [along, across] = [clientX - begun.x, Math.abs(clientY - begun.y)];
    if (across > FAR_PX) begun = null;
    else if (Math.abs(along) > Math.max(FAR_PX, STEEPNESS * across)) {
      begun = null;
      swiped(along > 0 === (document.dir !== "rtl") ? "end" : "start");
    }
  };
  const up = () => {
    begun = null;
  };
  addEventListener("pointerdown", down, { signal });
  addEventListener("pointermove", move, { signal });
  for (const end of ["pointerup", "pointercancel"] as const) addEventListener(end, up, { signal });
  return () => ended.abort();
}

/** False where a finger has something else to do: to scroll code, to choose a part of a text, or to use what lies over the page. */
function isFree(target: EventTarget | null): boolean {
  return target instanceof Element && !target.closest("pre, input, textarea, dialog, [popover], .search.open");
}
