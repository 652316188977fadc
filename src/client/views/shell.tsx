import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { User } from "../../protocol/model.ts";
import type { Rooms } from "../rooms.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { goToMessages } from "./keep-focus.ts";
import { Help, laterParts, Switcher } from "./later.tsx";
import { Lobby } from "./lobby.tsx";
import { PeoplePane } from "./people-pane.tsx";
import { type Drawer, RoomView } from "./room-view.tsx";
import { RoomsPane } from "./rooms-pane.tsx";
import { isComposing } from "./text-field.ts";
import { useShortcuts } from "./use-shortcuts.ts";

/** Rooms, the open room, its people: side by side, or the outer two as drawers on a small screen. */
export function Shell({ rooms, you }: { rooms: Rooms; you: User }) {
  const { route, dialog } = useClient();
  const drawer = useSignal<Drawer>(null);
  const opener = useRef<Element | null>(null);
  const room = rooms.open.value;
  const place = route.place.value;

  const open = (pane: Drawer) => {
    opener.current = document.activeElement;
    drawer.value = pane;
    void rooms.refresh();
  };
  const close = () => {
    drawer.value = null;
    if (opener.current instanceof HTMLElement) opener.current.focus();
  };

  const parts = laterParts.value;
  useShortcuts(rooms);
  useEffect(() => parts?.followSwipes({ drawer, open, close }), [parts]);
  useEffect(() => parts?.followVisibleHeight(), [parts]);
  useEffect(() => {
    if (drawer.value && document.activeElement?.closest(".pane")) goToMessages();
    drawer.value = null;
  }, [place]);
  useEffect(() => {
    if (!drawer.value) return;
    document.querySelector<HTMLElement>(`#${drawer.value} .drawer-close`)?.focus();
    const pressed = (event: KeyboardEvent) => {
      // What is open over the drawer closes first, by itself.
      if (event.key === "Escape" && !isComposing(event) && !document.querySelector("dialog[open], :popover-open"))
        close();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, [drawer.value]);

  return (
    <div class={room ? "shell with-room" : "shell without-room"}>
      <RoomsPane rooms={rooms} you={you} open={drawer.value === "rooms"} onClose={close} />
      {room ? (
        <RoomView key={room.id} rooms={rooms} room={room} onDrawer={open} />
      ) : (
        <Lobby rooms={rooms} lost={place.kind === "nowhere"} />
      )}
      {room && <PeoplePane key={room.id} room={room} open={drawer.value === "people"} onClose={close} />}
      {drawer.value && (
        <button
          type="button"
          class="backdrop"
          aria-label={words.value.room.closeDrawer}
          tabIndex={-1}
          onClick={close}
        />
      )}
      {dialog.value === "help" && <Help onClose={() => (dialog.value = null)} />}
      {dialog.value === "switcher" && <Switcher rooms={rooms} onClose={() => (dialog.value = null)} />}
    </div>
  );
}
