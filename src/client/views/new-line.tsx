import { useEffect, useRef } from "preact/hooks";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";

/** The line above the first message that this person has not seen. */
export function NewLine({ room }: { room: Room }) {
  const line = useRef<HTMLLIElement>(null);
  const isCovered = useClient().covers.value > 0;
  useEffect(() => {
    if (isCovered) return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) room.reading.sawLine();
    });
    observer.observe(line.current!);
    return () => observer.disconnect();
  }, [room, isCovered]);
  return (
    <li class="divider new" ref={line}>
      <span>{words.value.timeline.fresh}</span>
    </li>
  );
}
