import { pathOf } from "../place.ts";

/** The address of a message, as it can be given to others. */
export function linkTo(room: string, seq: number): string {
  return location.origin + pathOf({ kind: "room", id: room, seq });
}
