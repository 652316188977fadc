import { useLayoutEffect, useRef } from "preact/hooks";
import type { Person, Time } from "../../protocol/model.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { Avatar } from "./avatar.tsx";
import { useClient } from "./client-context.ts";
import { clockTime, fullTime, isSameDay } from "./times.ts";

interface PersonCardProps {
  room: Room;
  person: Person;
  /** False if they have left while it was open. */
  isHere: boolean;
  onClose: () => void;
  /** What covers the composer is to go. */
  onMention: () => void;
}

/** What can be said of someone who is here, and done with them; beside their line until something else is pressed. */
export function PersonCard({ room, person, isHere, onClose, onMention }: PersonCardProps) {
  const { minute } = useClient();
  const card = useRef<HTMLDivElement>(null);
  const { people } = words.value;
  const isYou = person.id === room.you;
  useLayoutEffect(() => card.current?.showPopover(), []);
  return (
    <div
      class="card person-card"
      ref={card}
      popover="auto"
      role="dialog"
      aria-labelledby="person-card-name"
      tabIndex={-1}
      autofocus={isYou}
      onToggle={(event) => event.newState === "closed" && onClose()}
    >
      <div class="person-card-head">
        <Avatar user={person} />
        <div class="person-card-words">
          <p class="person-card-name" id="person-card-name" dir="auto">
            {person.name}
          </p>
          <p class="hint">{isHere ? sinceWords(person, minute.value) : people.gone}</p>
        </div>
      </div>
      {!isYou && (
        <button
          type="button"
          class="button"
          autofocus
          onClick={() => {
            card.current?.hidePopover();
            onMention();
            room.draft.mention(person.name);
          }}
        >
          {people.mention}
        </button>
      )}
    </div>
  );
}

/** "Active since 14:05", with the day if it was another. */
function sinceWords({ status, since }: Person, now: Time): string {
  const { people } = words.value;
  const when = isSameDay(since, now) ? clockTime(since) : fullTime(since);
  return status === "active" ? people.activeSince(when) : people.awaySince(when);
}
