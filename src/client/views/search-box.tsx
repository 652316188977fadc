import { effect } from "@preact/signals";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import type { Room } from "../room.ts";
import type { Rooms } from "../rooms.ts";
import { isolated } from "../words/isolated.ts";
import { words } from "../words/words.ts";
import { directionOf } from "./direction-of.ts";
import { Icon } from "./icons.tsx";
import { SearchPanel } from "./later.tsx";

/** The search box in a room's header, and beneath or beside it what was found. */
export function SearchBox({ room, rooms }: { room: Room; rooms: Rooms }) {
  const line = rooms.search;
  const whole = useRef<HTMLElement>(null);
  const box = useRef<HTMLInputElement>(null);
  /** Where the focus was before it came here. */
  const origin = useRef<EventTarget | null>(null);
  const isOpen = line.isOpen.value;
  const isLeft = useRef(false);
  const names = words.value.search;

  const open = () => {
    line.isOpen.value = true;
  };
  const close = () => {
    line.isOpen.value = false;
  };
  useEffect(
    () =>
      effect(() => {
        // Whoever has closed it: the page still shows it.
        if (!line.isOpen.value) isLeft.current = whole.current?.contains(document.activeElement) ?? false;
      }),
    [line],
  );

  const calls = line.calls.value;
  const answered = useRef(calls);
  useLayoutEffect(() => {
    if (answered.current === calls) return;
    answered.current = calls;
    box.current?.focus();
    box.current?.select();
  }, [calls]);
  useLayoutEffect(() => {
    if (!isOpen && isLeft.current) comeBack(origin.current);
    isLeft.current = false;
  }, [isOpen]);

  return (
    <search
      ref={whole}
      class={isOpen ? "search open" : "search"}
      onFocusIn={({ relatedTarget }) => {
        if (relatedTarget instanceof Node && !whole.current?.contains(relatedTarget)) origin.current = relatedTarget;
      }}
    >
      <button
        type="button"
        class="icon-button only-narrow search-opener"
        aria-label={names.open}
        onClick={(event) => {
          line.call();
          origin.current = event.currentTarget;
        }}
      >
        <Icon name="search" />
      </button>
      <form
        class="search-line"
        onSubmit={(event) => {
          event.preventDefault();
          line.order();
        }}
      >
        <button type="button" class="icon-button only-narrow" aria-label={names.close} onClick={close}>
          <Icon name="back" />
        </button>
        <label class="search-box">
          <Icon name="search" />
          <input
            ref={box}
            type="search"
            aria-label={names.label}
            placeholder={names.placeholder(isolated(room.state.info.value?.name ?? room.id))}
            autocomplete="off"
            enterkeyhint="search"
            aria-keyshortcuts="/ Control+Shift+F Meta+Shift+F"
            dir={directionOf(line.text.value)}
            value={line.text.value}
            onClick={open}
            onInput={(event) => {
              open();
              line.text.value = event.currentTarget.value;
            }}
          />
        </label>
      </form>
      {isOpen && <SearchPanel room={room} rooms={rooms} whole={whole} box={box} origin={origin} onClose={close} />}
    </search>
  );
}

/** Puts the focus back, or if that place is gone, where it leads nowhere else. */
function comeBack(origin: EventTarget | null): void {
  const place = origin instanceof HTMLElement && origin.isConnected ? origin : document.querySelector("[role=log]");
  if (place instanceof HTMLElement) place.focus();
}
