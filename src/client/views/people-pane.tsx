import { useComputed, useSignal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Person } from "../../protocol/model.ts";
import { findPeople } from "../people-search.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { directionOf } from "./direction-of.ts";
import { inFigures } from "./figures.ts";
import { Icon } from "./icons.tsx";
import { PersonCard } from "./later.tsx";
import { PeopleList } from "./people-list.tsx";

/** People beyond whom a list is searched rather than read. */
const MANY = 50;

interface PeoplePaneProps {
  room: Room;
  open: boolean;
  onClose: () => void;
}

/** Who is in the room now. */
export function PeoplePane({ room, open, onClose }: PeoplePaneProps) {
  const { online, count, ready } = room.state;
  const query = useSignal("");
  const found = useComputed(() => findPeople(online.value, query.value));
  const pane = useRef<HTMLElement>(null);
  const chosen = useSignal<Person | null>(null);
  const chosenNow = useComputed(() => online.value.find(({ id }) => id === chosen.value?.id));
  const closeCard = (person: Person) => {
    // By the time it says so another one may be open.
    if (chosen.peek()?.id !== person.id) return;
    chosen.value = null;
    // Whoever it was about may have left the list meanwhile, and the focus cannot go back to them.
    if (document.activeElement !== document.body) return;
    pane.current?.querySelector<HTMLElement>('.people-list [tabindex="0"]')?.focus();
  };
  const { people } = words.value;
  const person = chosen.value;
  return (
    <aside ref={pane} id="people" class={open ? "pane people open" : "pane people"} aria-label={people.label}>
      <header class="pane-header">
        <h2>
          {people.label} <span class="count">{inFigures(count.value)}</span>
        </h2>
        <button type="button" class="icon-button drawer-close" aria-label={people.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {(count.value > MANY || query.value !== "") && (
        <input
          type="search"
          class="people-search"
          aria-label={people.find}
          placeholder={people.find}
          autocomplete="off"
          dir={directionOf(query.value)}
          value={query.value}
          onInput={(event) => {
            query.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || query.value === "") return;
            // It empties the field, and closes nothing.
            event.stopPropagation();
            query.value = "";
          }}
        />
      )}
      <PeopleList
        people={found.value}
        you={room.you}
        chosen={chosen.value?.id}
        onChoose={(person) => (chosen.value = person)}
      />
      <p class="hint" role="status">
        {ready.value && (count.value === 0 ? people.none : found.value.length === 0 && people.notFound)}
      </p>
      {person && (
        <PersonCard
          key={person.id}
          room={room}
          person={chosenNow.value ?? person}
          isHere={chosenNow.value !== undefined}
          onClose={() => closeCard(person)}
          onMention={onClose}
        />
      )}
    </aside>
  );
}
