import { useLayoutEffect } from "preact/hooks";
import type { Client } from "../client.ts";
import { nextRoom } from "../next-room.ts";
import type { ListedRoom, Rooms } from "../rooms.ts";
import { type Deed, deedFor, isMac } from "../shortcuts.ts";
import { useClient } from "./client-context.ts";
import { goToRegion } from "./regions.ts";

/** Has the keys of the table do what it says, wherever the focus is. */
export function useShortcuts(rooms: Rooms): void {
  const client = useClient();
  useLayoutEffect(() => {
    const mac = isMac(navigator.platform);
    const pressed = (event: KeyboardEvent) => {
      const deed = deedFor(event, mac);
      if (deed === null || isWriting(event) || isBehindDialog(deed, client)) return;
      event.preventDefault();
      event.stopPropagation();
      // A key that is held would run through all the rooms, and connect to each.
      if (!event.repeat) carryOut(deed, client, rooms);
    };
    // Before what has the focus, which may know a part of the same keys.
    window.addEventListener("keydown", pressed, { capture: true });
    return () => window.removeEventListener("keydown", pressed, { capture: true });
  }, [client, rooms]);
}

/** A key alone is left to whoever writes with it. */
function isWriting({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): boolean {
  if (key.length > 1 || ctrlKey || metaKey || altKey) return false;
  return target instanceof Element && target.matches("input, textarea, select, [contenteditable]");
}

/** What opens at which key. */
const DIALOGS: { [deed in Deed]?: "switcher" | "help" } = { switchRoom: "switcher", help: "help" };

/** While a dialog asks for something no key works but the one that opened it, which closes it. */
function isBehindDialog(deed: Deed, { dialog }: Client): boolean {
  return document.querySelector("dialog:modal") !== null && dialog.peek() !== DIALOGS[deed];
}

function carryOut(deed: Deed, client: Client, rooms: Rooms): void {
  switch (deed) {
    case "switchRoom":
    case "help":
      client.dialog.value = client.dialog.peek() === null ? DIALOGS[deed]! : null;
      break;
    case "previousRoom":
      goBy(-1, client, rooms);
      break;
    case "nextRoom":
      goBy(1, client, rooms);
      break;
    case "previousUnread":
      goBy(-1, client, rooms, isUnread);
      break;
    case "nextUnread":
      goBy(1, client, rooms, isUnread);
      break;
    case "search":
      leaveDrawer(client, rooms);
      rooms.search.call();
      break;
    case "nextRegion":
      leaveDrawer(client, rooms);
      goToRegion(1);
      break;
    case "previousRegion":
      leaveDrawer(client, rooms);
      goToRegion(-1);
      break;
  }
}

/** It would lie over what is gone to. Whatever the search lies over is not gone to. */
function leaveDrawer({ route }: Client, { search }: Rooms): void {
  if (!search.isOpen.peek()) route.uncover();
}

function isUnread({ unread }: ListedRoom): boolean {
  return unread > 0;
}

function goBy(step: 1 | -1, client: Client, rooms: Rooms, isWanted?: (room: ListedRoom) => boolean): void {
  const next = nextRoom(rooms.shown.peek(), rooms.open.peek()?.id ?? null, step, isWanted);
  if (next !== null) client.visit(next);
}
