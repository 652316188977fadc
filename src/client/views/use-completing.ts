import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect } from "preact/hooks";
import type { Room } from "../room.ts";
import { useClient } from "./client-context.ts";
import type { Completing } from "./completing.ts";
import { laterParts, loadLaterParts } from "./later.tsx";

/** Offers what could be meant while someone writes in a field. @returns null until that is loaded, which writing begins */
export function useCompleting(room: Room, field: RefObject<HTMLTextAreaElement | null>, text: string) {
  const client = useClient();
  const parts = laterParts.value;
  const made = useSignal<Completing | null>(null);
  const completing = made.value;
  useLayoutEffect(() => {
    made.value = parts && new parts.Completing(room, field.current!, client);
  }, [parts, room]);
  useEffect(() => {
    if (text !== "" && !parts) loadLaterParts().catch(() => {}); // The next letter tries again.
    // What was sent or taken back leaves nothing to complete.
    // By now there may be the first letter of something else in the field.
    if (text === "" && field.current?.value === "") completing?.completion.rest();
  }, [text, completing]);
  useEffect(() => {
    if (!completing) return;
    const moved = () => completing.moved();
    // What was written meanwhile counts.
    if (document.activeElement === field.current) completing.look();
    document.addEventListener("selectionchange", moved);
    return () => document.removeEventListener("selectionchange", moved);
  }, [completing]);
  return completing;
}
