import type { Person } from "../../protocol/model.ts";
import { words } from "../words/words.ts";
import { Avatar } from "./avatar.tsx";
import { useClient } from "./client-context.ts";
import { statusWords } from "./status-words.ts";

interface PersonLineProps {
  person: Person;
  isYou: boolean;
  /** Their place in the list, from 0, and how long that is. */
  at: number;
  count: number;
  /** True if the Tab key leads here. */
  isStop: boolean;
  /** True if their card is open. */
  isOpen: boolean;
  onFocus: () => void;
  onChoose: () => void;
}

/** Someone who is online, in a list that shows only a part of itself. */
export function PersonLine({ person, isYou, at, count, isStop, isOpen, onFocus, onChoose }: PersonLineProps) {
  const { minute } = useClient();
  return (
    <li style={{ "--at": at }} aria-posinset={at + 1} aria-setsize={count}>
      <button
        type="button"
        class={`person ${person.status}`}
        tabIndex={isStop ? 0 : -1}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onFocus={onFocus}
        onClick={onChoose}
      >
        <Avatar user={person} />
        <span class="person-name" dir="auto">
          {person.name}
        </span>
        {isYou && <span class="tag">{words.value.people.you}</span>}
        <span class="person-status">
          <span class={person.status === "active" ? "for-readers" : ""}>{statusWords(person, minute.value)}</span>
        </span>
      </button>
    </li>
  );
}
