import { useLayoutEffect } from "preact/hooks";
import type { Client } from "../client.ts";
import type { Rooms } from "../rooms.ts";
import { type Deed, deedFor, isMac } from "../shortcuts.ts";
import { useClient } from "./client-context.ts";
import { loadLaterParts } from "./later.tsx";

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
    case "search":
      // A drawer would lie over it. The search itself stays.
      if (!rooms.search.isOpen.peek()) client.route.uncover();
      rooms.search.call();
      break;
    default:
      loadLaterParts().then(
        ({ goByKey }) => goByKey(deed, client, rooms),
        () => {},
      );
  }
}
