import type { UsageReport } from "../../protocol/usage.ts";
import { asDuration, asShare, inFull, quotaName } from "./words.ts";

/** The rooms that have used most today. */
export function RoomsTable({ rooms, withShares }: { rooms: UsageReport["rooms"]; withShares: boolean }) {
  if (rooms.length === 0) return <p class="hint">No room has told of anything today.</p>;
  return (
    <section class="scroller" aria-label="Rooms">
      <table class="rooms-table">
        <thead>
          <tr>
            <th scope="col">Room</th>
            <th scope="col" class="figure">
              Messages
            </th>
            <th scope="col" class="figure">
              Connections
            </th>
            <th scope="col" class="figure">
              Rows written
            </th>
            <th scope="col" class="figure">
              Frames
            </th>
            <th scope="col" class="figure">
              Awake
            </th>
            <th scope="col" class="figure">
              Woken up
            </th>
          </tr>
        </thead>
        <tbody>
          {rooms.map((room) => (
            <tr key={room.id}>
              <th scope="row">
                <a href={`/r/${room.id}`} dir="auto">
                  {room.name}
                </a>
                {withShares && (
                  <span class="most">
                    {asShare(room.most.share)} of {quotaName(room.most).toLowerCase()}
                  </span>
                )}
              </th>
              <td class="figure">{inFull(room.messages)}</td>
              <td class="figure">{inFull(room.connections)}</td>
              <td class="figure">{inFull(room.rowsWritten + room.d1RowsWritten)}</td>
              <td class="figure">{inFull(room.frames)}</td>
              <td class="figure">{asDuration(room.awakeMs)}</td>
              <td class="figure">{inFull(room.wakeUps)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
