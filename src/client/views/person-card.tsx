import { useLayoutEffect, useRef } from "preact/hooks";
import type { Person } from "../../protocol/model.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { Avatar } from "./avatar.tsx";
import { useClient } from "./client-context.ts";
import { sinceWords } from "./status-words.ts";

interface PersonCardProps {
  room: Room;
  person: Person;
  /** False if they have left while it was open. */
  isHere: boolean;
  onClose: (person: Person) => void;
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
      onToggle={(event) => event.newState === "closed" && onClose(person)}
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
