import type { Time } from "../../protocol/model.ts";
import type { Room } from "../room.ts";
import { laterWords } from "../words/later.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { takeFocus } from "./take-focus.ts";
import { dayInput, dayOfInput } from "./times.ts";

interface DayFormProps {
  room: Room;
  at: Time;
  onClose: () => void;
}

/** Asks which day to go to. */
export function DayForm({ room, at, onClose }: DayFormProps) {
  const { today } = useClient();
  return (
    <form
      class="day-form"
      onSubmit={(event) => {
        event.preventDefault();
        const time = dayOfInput(new FormData(event.currentTarget).get("day"));
        onClose();
        if (time !== null) void room.history.goToDate(time);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onClose();
      }}
    >
      <input
        ref={takeFocus}
        type="date"
        name="day"
        aria-label={words.value.history.otherDay}
        required
        max={dayInput(today.value)}
        defaultValue={dayInput(at)}
      />
      <button type="submit" class="button">
        {laterWords.value.whereabouts.goToDay}
      </button>
    </form>
  );
}
