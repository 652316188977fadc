import { useSignal } from "@preact/signals";
import type { Time } from "../../protocol/model.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { takeFocus } from "./take-focus.ts";
import { dayInput, dayName, dayOfInput } from "./times.ts";

/** The line above the first message of a day; pressing its name asks for another day. */
export function DayLine({ room, at }: { room: Room; at: Time }) {
  const { today } = useClient();
  const isAsking = useSignal(false);
  const said = words.value.history;
  if (!isAsking.value) {
    return (
      <li class="divider">
        <button type="button" class="day" tabIndex={-1} title={said.otherDay} onClick={() => (isAsking.value = true)}>
          {dayName(at, today.value)}
        </button>
      </li>
    );
  }
  return (
    <li class="divider">
      <form
        class="day-form"
        onSubmit={(event) => {
          event.preventDefault();
          const time = dayOfInput(new FormData(event.currentTarget).get("day"));
          isAsking.value = false;
          if (time !== null) void room.history.goToDate(time);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          isAsking.value = false;
        }}
      >
        <input
          ref={takeFocus}
          type="date"
          name="day"
          aria-label={said.otherDay}
          required
          max={dayInput(today.value)}
          defaultValue={dayInput(at)}
        />
        <button type="submit" class="button">
          {said.goToDay}
        </button>
      </form>
    </li>
  );
}
