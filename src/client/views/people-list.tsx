import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Person } from "../../protocol/model.ts";
import { type Range, rowsInView, rowsWith } from "../rows-in-view.ts";
import { words } from "../words/words.ts";
import { PersonLine } from "./person-line.tsx";

/** Rows drawn before it is known how many fit; shorter lists are drawn whole. */
const AT_FIRST = 30;
const ALL: Range = { from: 0, to: AT_FIRST };

interface PeopleListProps {
  people: readonly Person[];
  /** Id of this person. */
  you: string;
  /** Id of the one whose card is open. */
  chosen: string | undefined;
  onChoose: (person: Person) => void;
}

/**
 * A list of any number of people, of whom only those in view are in the document. It is one stop for the Tab key; within it
 * the arrows move from one to the next.
 */
export function PeopleList({ people, you, chosen, onChoose }: PeopleListProps) {
  const list = useRef<HTMLUListElement>(null);
  const range = useSignal<Range>(ALL);
  /** Id of the one to whom the Tab key leads, and where they were when the list was drawn last. */
  const stop = useSignal<string | null>(null);
  const stoodAt = useRef(0);
  const isMoving = useRef(false);
  const found = people.findIndex(({ id }) => id === stop.value);
  const stopAt = found >= 0 ? found : Math.min(stoodAt.current, people.length - 1);
  const count = useRef(0);
  count.current = people.length;
  const hadFocus = list.current?.contains(document.activeElement) ?? false;

  const look = () => {
    if (count.current <= AT_FIRST) {
      range.value = ALL;
      return;
    }
    const { rowHeight, clientHeight, scrollTop } = measured(list.current!);
    if (rowHeight === 0) return;
    const { from, to } = rowsInView(scrollTop, clientHeight, rowHeight, count.current);
    if (from !== range.peek().from || to !== range.peek().to) range.value = { from, to };
  };
  useLayoutEffect(() => {
    const observer = new ResizeObserver(look);
    observer.observe(list.current!);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(look, [people.length]);
  useLayoutEffect(() => {
    stoodAt.current = Math.max(0, stopAt);
    // Whoever had the focus has left: it goes to who is in their place.
    const isLost = hadFocus && document.activeElement === document.body;
    if (isMoving.current || isLost) list.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    isMoving.current = false;
  });

  const pressed = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const { rowHeight, clientHeight } = measured(list.current!);
    const next = people[destination(event.key, stopAt, people.length, Math.floor(clientHeight / rowHeight)) ?? -1];
    if (!next) return;
    event.preventDefault();
    if (next.id === stop.value) return;
    isMoving.current = true;
    stop.value = next.id;
  };

  const to = Math.min(range.value.to, people.length);
  const rows = rowsWith(stopAt, { from: Math.min(range.value.from, to), to });
  return (
    <ul
      class="pane-list people-list"
      ref={list}
      aria-label={words.value.people.list}
      style={{ "--count": people.length }}
      onScroll={look}
      onKeyDown={pressed}
    >
      {rows.map((at) => {
        const person = people[at]!;
        return (
          <PersonLine
            key={person.id}
            person={person}
            isYou={person.id === you}
            at={at}
            count={people.length}
            isStop={at === stopAt}
            isOpen={person.id === chosen}
            onFocus={() => (stop.value = person.id)}
            onChoose={() => onChoose(person)}
          />
        );
      })}
    </ul>
  );
}

function measured(list: HTMLElement) {
  const { scrollTop, clientHeight } = list;
  return { scrollTop, clientHeight, rowHeight: list.querySelector("li")?.offsetHeight ?? 0 };
}

/** @param page rows in view @returns null if the key moves nothing */
function destination(key: string, from: number, count: number, page: number): number | null {
  const steps: Partial<Record<string, number>> = {
    ArrowUp: -1,
    ArrowDown: 1,
    PageUp: 1 - page,
    PageDown: page - 1,
    Home: -count,
    End: count,
  };
  const step = steps[key];
  return step === undefined ? null : Math.max(0, Math.min(count - 1, from + step));
}
