import type { Rooms } from "../rooms.ts";
import { words } from "../words/words.ts";
import { Dormouse } from "./dormouse.tsx";
import { laterParts, NewerVersion } from "./later.tsx";
import { NoticeLine } from "./notice.tsx";

interface LobbyProps {
  rooms: Rooms;
  /** True if the address leads nowhere. */
  lost: boolean;
}

/** What is shown when no room is open. */
export function Lobby({ rooms, lost }: LobbyProps) {
  const { lobby } = words.value;
  const empty = rooms.list.value?.length === 0;
  return (
    <main class="lobby">
      <Dormouse />
      <h1>{lost ? lobby.lostHeading : lobby.heading}</h1>
      <p>{lost ? lobby.lost : empty ? lobby.none : lobby.choose}</p>
      {laterParts.value && <NewerVersion />}
      <NoticeLine />
    </main>
  );
}
