import { effect } from "@preact/signals";
import { useLayoutEffect, useMemo } from "preact/hooks";
import { Announcements } from "../announcements.ts";
import type { Room } from "../room.ts";
import { laterWords } from "../words/later.ts";

/** Has the messages read out that are new, and says how many were missed. What would be read out of them otherwise is history. */
export function Announcer({ room }: { room: Room }) {
  const announcements = useMemo(() => new Announcements(room, { after }), [room]);
  useLayoutEffect(() => {
    const log = document.querySelector('[role="log"]')!;
    const stop = effect(() => {
      log.ariaLive = announcements.isLive.value ? "polite" : "off";
    });
    return () => {
      stop();
      announcements.stop();
    };
  }, [room]);
  const missed = announcements.missed.value;
  return (
    <p class="for-readers" role="status">
      {missed > 0 && laterWords.value.announcer.missed(missed)}
    </p>
  );
}

function after(ms: number, action: () => void): () => void {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
}
