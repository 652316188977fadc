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
    route.cover(() => {
      uncovered();
      if (opener.current instanceof HTMLElement) opener.current.focus();
    });
    drawer.value = pane;
    void rooms.refresh();
  };
  const close = () => route.uncover();
  const uncovered = () => {
    drawer.value = null;
    // At once: the focus is about to go there.
    document.querySelector("main")!.inert = false;
  };

  const parts = laterParts.value;
  useShortcuts(rooms);
  useEffect(() => parts?.followSwipes({ drawer, open, close }), [parts]);
  useEffect(() => parts?.followVisibleHeight(), [parts]);
  useEffect(() => {
    if (!drawer.value) return;
    const hadFocus = document.activeElement?.closest(".pane");
    uncovered();
    if (hadFocus) goToMessages();
  }, [place]);
  useEffect(() => {
    const pane = drawer.value;
    return pane ? parts?.keepToDrawer(pane, close) : undefined;
  }, [drawer.value, parts]);

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
