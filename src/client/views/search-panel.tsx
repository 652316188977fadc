import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Room } from "../room.ts";
import type { Rooms } from "../rooms.ts";
import { EVERYWHERE, type Found, type Search, searchOf, type Unclear } from "../search.ts";
import type { SearchLine } from "../search-line.ts";
import { isolated } from "../words/isolated.ts";
import { laterWords } from "../words/later.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { Icon } from "./icons.tsx";
import { SearchFilters } from "./search-filters.tsx";
import { useSearchKeys } from "./search-keys.ts";
import { SearchResult } from "./search-result.tsx";
import { Sentence } from "./sentence.tsx";
import { sentence } from "./submission.ts";
import { isComposing } from "./text-field.ts";
import { useCover } from "./use-cover.ts";

interface SearchPanelProps {
  room: Room;
  rooms: Rooms;
  /** The search box with everything that belongs to it, and the field in it. */
  whole: RefObject<HTMLElement | null>;
  box: RefObject<HTMLInputElement | null>;
  /** Where the focus goes when it is closed. */
  origin: RefObject<EventTarget | null>;
  onClose: () => void;
}

/** Below this width the search covers the room; `panes.css` and `search.css` say the same. */
const COVERING = matchMedia("(max-width: 68rem)");

/** What a search can be narrowed down by, how it stands, and what it has found. */
export function SearchPanel({ room, rooms, whole, box, origin, onClose }: SearchPanelProps) {
  const search = searchOf(rooms.search);
  const state = search.state.value;
  const names = laterWords.value.search;
  useSearchKeys(whole, box, onClose);
  useCoveredRoom(rooms.search);
  useHiddenKeyboard(rooms.search.orders.value, box);

  /** Uncovers the message that the reader goes to. */
  const follow = () => {
    if (!COVERING.matches) return;
    // The message takes the focus as soon as it is there.
    origin.current = document.querySelector("[role=log]");
    onClose();
  };

  return (
    <div class="search-panel">
      <header class="pane-header">
        <h2>{words.value.search.label}</h2>
        <button type="button" class="icon-button" aria-label={words.value.search.close} onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      <SearchFilters room={room} rooms={rooms} search={search} onFollow={follow} />
      <p class="hint search-status" role="status">
        <Sentence text={statusOf(search)} />
      </p>
      {state.kind === "failed" && (
        <p class="search-note" role="alert">
          {sentence(state.error)}{" "}
          <button type="button" class="text-button" onClick={() => search.start()}>
            {names.again}
          </button>
        </p>
      )}
      {state.kind === "found" && <Results rooms={rooms} search={search} found={state} box={box} onFollow={follow} />}
    </div>
  );
}

function statusOf({ state }: Search): string {
  const names = laterWords.value.search;
  switch (state.value.kind) {
    case "idle":
      return names.hint;
    case "searching":
      return names.searching;
    case "failed":
      return "";
    case "unclear":
      return unclearWords(state.value.what);
    case "found": {
      const { hits, next } = state.value;
      if (hits.length === 0) return next === null ? names.none : names.noneYet;
      return next === null ? names.results(hits.length) : names.newest(hits.length);
    }
  }
}

function unclearWords(unclear: Unclear): string {
  const { noWords, noSuchRoom, noSuchPerson, noSuchDay } = laterWords.value.search;
  switch (unclear.kind) {
    case "no_words":
      return noWords;
    case "room":
      return noSuchRoom(isolated(unclear.value));
    case "person":
      return noSuchPerson(isolated(unclear.value));
    case "date":
      return noSuchDay(isolated(unclear.value));
  }
}

/** Where the search covers the room, whatever leads back to that closes it. */
function useCoveredRoom({ isOpen }: SearchLine): void {
  const { route } = useClient();
  const covers = useSignal(COVERING.matches);
  useEffect(() => {
    const look = () => {
      covers.value = COVERING.matches;
    };
    COVERING.addEventListener("change", look);
    return () => COVERING.removeEventListener("change", look);
  }, []);
  useCover(covers.value);
  useLayoutEffect(() => {
    if (!covers.value) return;
    const uncover = route.cover(() => {
      // In a window that has become wider it goes on beside the room.
      if (COVERING.matches) isOpen.value = false;
    });
    // Also from where nothing has the focus, as when the keyboard has made way for the results.
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "Escape" && event.target === document.body && !isComposing(event)) uncover();
    };
    addEventListener("keydown", pressed);
    return () => {
      removeEventListener("keydown", pressed);
      uncover();
    };
  }, [covers.value]);
}

/** The keyboard of a phone makes way for what was found. */
function useHiddenKeyboard(orders: number, box: RefObject<HTMLInputElement | null>): void {
  const known = useRef(orders);
  useLayoutEffect(() => {
    if (orders !== known.current && matchMedia("(pointer: coarse)").matches) box.current?.blur();
    known.current = orders;
  }, [orders]);
}

interface ResultsProps extends Pick<SearchPanelProps, "rooms" | "box"> {
  search: Search;
  found: Found;
  /** The reader went to a message. */
  onFollow: () => void;
}

function Results({ rooms, search, found, box, onFollow }: ResultsProps) {
  const list = useRef<HTMLDivElement>(null);
  /** How many results there were when more were asked for. */
  const asked = useRef<number | null>(null);
  const names = laterWords.value.search;
  const isEverywhere = found.query.room === undefined;

  // Whoever asked for more goes on with the first of them: the button they pressed may be gone.
  useLayoutEffect(() => {
    if (asked.current === null || found.more !== "no") return;
    const links = [...(list.current?.querySelectorAll<HTMLElement>(".result-link") ?? [])];
    const { activeElement } = document;
    if (activeElement === document.body || list.current?.contains(activeElement)) {
      (links[asked.current] ?? links.at(-1) ?? box.current)?.focus();
    }
    asked.current = null;
  }, [found]);

  return (
    <div class="search-found" ref={list}>
      {found.hits.length > 0 && (
        <ol class="results" aria-label={names.list}>
          {found.hits.map((hit) => (
            <SearchResult
              key={`${hit.room} ${hit.seq}`}
              rooms={rooms}
              search={search}
              hit={hit}
              terms={found.terms}
              isStop={hit === (search.current.value ?? found.hits[0])}
              withRoom={isEverywhere}
              onFollow={onFollow}
            />
          ))}
        </ol>
      )}
      {typeof found.more === "object" && (
        <p class="search-note" role="alert">
          {names.moreFailed} {sentence(found.more.failed)}
        </p>
      )}
      {found.next !== null && (
        <button
          type="button"
          class="button search-more"
          aria-disabled={found.more === "loading"}
          onClick={() => {
            asked.current = found.hits.length;
            void search.more();
          }}
        >
          {found.more === "loading" ? names.loading : found.hits.length === 0 ? names.furtherBack : names.more}
        </button>
      )}
      {isEverywhere && <p class="search-note hint">{names.lag}</p>}
      {found.hits.length === 0 && !isEverywhere && (
        <button type="button" class="button search-more" onClick={() => search.filter("in", EVERYWHERE)}>
          {names.inAllRooms}
        </button>
      )}
    </div>
  );
}
