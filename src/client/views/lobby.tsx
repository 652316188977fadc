import type { Rooms } from "../rooms.ts";
import { Dormouse } from "./icons.tsx";

interface LobbyProps {
  rooms: Rooms;
  /** True if the address leads nowhere. */
  lost: boolean;
}

/** What is shown when no room is open. */
export function Lobby({ rooms, lost }: LobbyProps) {
  const empty = rooms.list.value?.length === 0;
  return (
    <main class="lobby">
      <Dormouse />
      <h1>{lost ? "There is nothing here" : "All quiet"}</h1>
      <p>
        {lost
          ? "This address leads nowhere. The rooms are still where they were."
          : empty
            ? "There is no room yet. Make the first one with the plus sign in the list of rooms."
            : "Choose a room to come in."}
      </p>
    </main>
  );
}
