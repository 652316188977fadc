import type { ReadonlySignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Spot } from "../history.ts";
import type { Room } from "../room.ts";
import type { Row } from "../timeline-rows.ts";
import { ScrollKeeper } from "./scroll-keeper.ts";

/**
 * Scrolls a timeline where the reader wants to be, keeps them there, and lets the room know where that is.
 * @param isWhole true if these are all rows there are; while they are not, no more of them are asked for
 */
export function useScrolling(
  room: Room,
  view: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  isWhole: ReadonlySignal<boolean>,
): void {
  const keeper = useRef<ScrollKeeper | null>(null);
  const seen = useRef<Spot | null>(null);
  const { history, state } = room;
  const spot = history.spot.value;

  useLayoutEffect(() => {
    const { hasBefore, hasAfter } = state.transcript;
    keeper.current = new ScrollKeeper(view.current!, content.current!, {
      isLive: () => !hasAfter.peek(),
      scrolled: (atEnd, line) => history.scrolled(atEnd, line && seqOf(line)),
      near(where) {
        if (!isWhole.peek()) return;
        if (where === "beginning" && hasBefore.peek() && history.older.peek() === "no") void history.loadOlder();
        if (where === "end" && hasAfter.peek() && history.newer.peek() === "no") void history.loadNewer();
      },
    });
    return () => keeper.current?.stop();
  }, [room]);

  useLayoutEffect(() => {
    // Where nothing is yet, there is nothing to keep, and the page need not be laid out for it twice.
    if (rows.length === 0) return;
    if (spot === null || spot === seen.current) keeper.current?.keep();
    else if (spot.seq === "end") keeper.current?.toEnd();
    else {
      const line = document.getElementById(`message-${spot.seq}`);
      if (line) keeper.current?.toLine(line);
      line?.focus({ preventScroll: true });
    }
    seen.current = spot;
  }, [rows, spot]);
}

/** The number of the message in a line of the timeline; null if it has none yet. */
function seqOf(line: HTMLElement): number | null {
  const [, seq] = /^message-(\d+)$/.exec(line.firstElementChild?.id ?? "") ?? [];
  return seq === undefined ? null : Number(seq);
}
