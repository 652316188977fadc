import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../room.ts";
import type { Row } from "../timeline-rows.ts";

/** Rows that a slow phone draws without keeping whoever touches it waiting. */
const AT_ONCE = 8;

/**
 * The rows that are drawn by now: none in the turn in which a room is entered or has answered, then the latest, and step
 * by step those above them. Whoever is sent to one of them gets all.
 */
export function useDrawn(room: Room, rows: ReadonlySignal<Row[]>): ReadonlySignal<readonly Row[]> {
  const most = useSignal(0);
  const drawn = useComputed(() =>
    room.history.spot.value === null && most.value < rows.value.length
      ? rows.value.slice(rows.value.length - most.value)
      : rows.value,
  );
  const isKnown = room.state.ready.value || rows.value.length > 0;
  useEffect(() => {
    if (isKnown) most.value = drawn.value === rows.value && most.value > 0 ? Infinity : most.value + AT_ONCE;
  }, [isKnown, drawn.value]);
  return drawn;
}
