import type { Person } from "../../protocol/model.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { Avatar } from "./avatar.tsx";
import { Icon } from "./icons.tsx";

interface PeoplePaneProps {
  room: Room;
  open: boolean;
  onClose: () => void;
}

/** Who is in the room now. */
export function PeoplePane({ room, open, onClose }: PeoplePaneProps) {
  const { online, count } = room.state;
  const { people } = words.value;
  return (
    <aside id="people" class={open ? "pane people open" : "pane people"} aria-label={people.label}>
      <header class="pane-header">
        <h2>
          {people.label} <span class="count">{count.value}</span>
        </h2>
        <button type="button" class="icon-button drawer-close" aria-label={people.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul class="pane-list" aria-label={people.list} tabIndex={0}>
        {online.value.map((person) => (
          <PersonLine key={person.id} person={person} isYou={person.id === room.you} />
        ))}
      </ul>
      {room.state.ready.value && count.value === 0 && <p class="hint">{people.none}</p>}
    </aside>
  );
}

function PersonLine({ person, isYou }: { person: Person; isYou: boolean }) {
  const { people } = words.value;
  return (
    <li class={`person ${person.status}`}>
      <Avatar user={person} />
      <span class="person-name" dir="auto">
        {person.name}
      </span>
      {isYou && <span class="tag">{people.you}</span>}
      <span class="person-status">
        <span class={person.status === "active" ? "for-readers" : ""}>{people[person.status]}</span>
      </span>
    </li>
  );
}
