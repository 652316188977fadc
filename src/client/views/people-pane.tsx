import type { Person } from "../../protocol/model.ts";
import type { Room } from "../room.ts";
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
  return (
    <aside id="people" class={open ? "pane people open" : "pane people"} aria-label="People">
      <header class="pane-header">
        <h2>
          People <span class="count">{count.value}</span>
        </h2>
        <button type="button" class="icon-button drawer-close" aria-label="Close the people" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <ul class="pane-list" tabIndex={0}>
        {online.value.map((person) => (
          <PersonLine key={person.id} person={person} isYou={person.id === room.you} />
        ))}
      </ul>
      {room.state.ready.value && count.value === 0 && <p class="hint">Nobody is here who wants to be seen.</p>}
    </aside>
  );
}

function PersonLine({ person, isYou }: { person: Person; isYou: boolean }) {
  return (
    <li class={`person ${person.status}`}>
      <Avatar user={person} />
      <span class="person-name" dir="auto">
        {person.name}
      </span>
      {isYou && <span class="tag">you</span>}
      <span class="person-status">
        <span class={person.status === "active" ? "for-readers" : ""}>{person.status}</span>
      </span>
    </li>
  );
}
