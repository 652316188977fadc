import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Room } from "../room.ts";
import type { Row } from "../timeline-rows.ts";

/** Pixels that a row takes at least. */
const ROW = 26;

/**
 * The rows that are drawn by now: of a room that is entered the latest first, as many as fill the screen, which a slow phone
 * takes long enough for, and once they are there, those above them. Whoever is sent to one of them gets all.
 */
export function useDrawn(room: Room, rows: ReadonlySignal<Row[]>): ReadonlySignal<readonly Row[]> {
  const most = useSignal(Math.ceil(innerHeight / ROW));
  const drawn = useComputed(() =>
    room.history.spot.value === null && most.value < rows.value.length ? rows.value.slice(-most.value) : rows.value,
  );
  const isKnown = room.state.ready.value || drawn.value.length > 0;
  useEffect(() => {
    if (isKnown) most.value = drawn.value === rows.value ? Infinity : 2 * most.value;
  }, [isKnown, drawn.value]);
  return drawn;
}
