import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
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
import { useCover } from "./use-cover.ts";
import { useShortcuts } from "./use-shortcuts.ts";

/** Milliseconds after which what stands beside the room comes, however busy the browser is. */
const AT_LAST_MS = 500;

/** Rooms, the open room, its people: side by side, or the outer two as drawers on a small screen. */
export function Shell({ rooms, you }: { rooms: Rooms; you: User }) {
  const { route, dialog } = useClient();
  const drawer = useSignal<Drawer>(null);
  /** True if the drawer that had the focus was left for another place. */
  const isLeft = useRef(false);
  const room = rooms.open.value;
  const place = route.place.value;

  const open = (pane: Drawer) => {
    const opener = document.activeElement;
    route.cover((goesOn) => {
      isLeft.current = goesOn && document.activeElement?.closest(".pane") !== null;
      drawer.value = null;
      // At once: the focus is about to go there.
      const main = document.querySelector("main");
      if (main) main.inert = false;
      if (!goesOn && opener instanceof HTMLElement) opener.focus();
    });
    drawer.value = pane;
    void rooms.refresh();
  };
  const close = () => route.uncover();

  const parts = laterParts.value;
  useShortcuts(rooms);
  useCover(drawer.value !== null);
  useEffect(() => close, []);
  useEffect(() => parts?.followSwipes({ drawer, open, close }), [parts]);
  useEffect(() => parts?.followVisibleHeight(), [parts]);
  useEffect(() => {
    if (isLeft.current && !document.activeElement?.closest("main")) goToMessages();
    isLeft.current = false;
  }, [place]);
  useEffect(() => {
    const pane = drawer.value;
    return pane ? parts?.keepToDrawer(pane, close) : undefined;
  }, [drawer.value, parts]);

  return (
    <div class={room ? "shell with-room" : "shell without-room"}>
      <InTime isWanted={drawer.value === "rooms"}>
        <RoomsPane rooms={rooms} you={you} open={drawer.value === "rooms"} onClose={close} />
      </InTime>
      {room ? (
        <RoomView key={room.id} rooms={rooms} room={room} onDrawer={open} />
      ) : (
        <Lobby rooms={rooms} lost={place.kind === "nowhere"} />
      )}
      <InTime isWanted={drawer.value === "people"}>
        {room && <PeoplePane key={room.id} room={room} open={drawer.value === "people"} onClose={close} />}
      </InTime>
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

interface InTimeProps {
  /** True if somebody has asked for it, and does not want to wait. */
  isWanted: boolean;
  children: ComponentChildren;
}

/** What stands beside the room comes when the browser has time, so that it does not keep the room waiting. */
function InTime({ isWanted, children }: InTimeProps) {
  const isTime = useSignal(false);
  useEffect(() => {
    const come = () => (isTime.value = true);
    // Safari does not tell when it has time.
    if ("requestIdleCallback" in globalThis) requestIdleCallback(come, { timeout: AT_LAST_MS });
    else setTimeout(come);
  }, []);
  return <>{(isTime.value || isWanted) && children}</>;
}
