import { useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Time } from "../../protocol/model.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { DayForm } from "./later.tsx";
import { dayName } from "./times.ts";

/** The line above the first message of a day; pressing its name asks for another day. */
export function DayLine({ room, at }: { room: Room; at: Time }) {
  const { today } = useClient();
  const isAsking = useSignal(false);
  const hasAsked = useRef(false);
  const close = () => {
    isAsking.value = false;
    hasAsked.current = true;
  };
  const takeBack = (button: HTMLButtonElement | null) => {
    if (!button || !hasAsked.current) return;
    hasAsked.current = false;
    button.focus();
  };
  return (
    <li class="divider">
      {isAsking.value ? (
        <DayForm room={room} at={at} onClose={close} />
      ) : (
        <button
          ref={takeBack}
          type="button"
          class="day"
          tabIndex={-1}
          title={words.value.history.otherDay}
          onClick={() => (isAsking.value = true)}
        >
          {dayName(at, today.value)}
        </button>
      )}
    </li>
  );
}
