import type { RoomInfo } from "../../protocol/model.ts";
import { fold } from "../fold.ts";
import type { Option } from "./option.ts";
import { best, fit } from "./rank.ts";

/** The rooms that `query` may mean, by id or by name, in the order of the list. */
export function roomsFor(query: string, rooms: readonly RoomInfo[]): Option[] {
  const folded = fold(query);
  const found = best(
    rooms,
    ({ id, name }) => [fit(id, folded), fit(name, folded)].filter((one) => one !== null).sort()[0] ?? null,
  );
  return found.map(({ id, name }) => ({ kind: "room", key: id, id, name }));
}
