import type { Client } from "../client.ts";
import { nextRoom } from "../next-room.ts";
import type { ListedRoom, Rooms } from "../rooms.ts";
import type { Deed } from "../shortcuts.ts";
import { goToRegion } from "./regions.ts";

/** Goes to another room, or another part of the page. */
export function goByKey(deed: Exclude<Deed, "switchRoom" | "search" | "help">, client: Client, rooms: Rooms): void {
  switch (deed) {
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
    case "nextRegion":
      goToPart(1, client, rooms);
      break;
    case "previousRegion":
      goToPart(-1, client, rooms);
      break;
  }
}

function isUnread({ unread }: ListedRoom): boolean {
  return unread > 0;
}

function goBy(step: 1 | -1, client: Client, rooms: Rooms, isWanted?: (room: ListedRoom) => boolean): void {
  const next = nextRoom(rooms.shown.peek(), rooms.open.peek()?.id ?? null, step, isWanted);
  if (next !== null) client.visit(next);
}

function goToPart(step: 1 | -1, { route }: Client, { search }: Rooms): void {
  // A drawer would lie over what is gone to. What the search lies over is passed by.
  if (!search.isOpen.peek()) route.uncover();
  goToRegion(step);
}
