import type { UsageReport } from "../../protocol/usage.ts";
import { asDuration, asShare, inFull } from "./figures.ts";
import { quotaName } from "./quota-name.ts";
import { usageWords } from "./words/words.ts";

/** The rooms that have used most today. */
export function RoomsTable({ rooms, withShares }: { rooms: UsageReport["rooms"]; withShares: boolean }) {
  const said = usageWords.value.rooms;
  if (rooms.length === 0) return <p class="hint">{said.none}</p>;
  return (
    <section class="scroller" aria-label={said.label}>
      <table class="rooms-table">
        <thead>
          <tr>
            <th scope="col">{said.room}</th>
            <th scope="col" class="figure">
              {said.messages}
            </th>
            <th scope="col" class="figure">
              {said.connections}
            </th>
            <th scope="col" class="figure">
              {said.rowsWritten}
            </th>
            <th scope="col" class="figure">
              {said.frames}
            </th>
            <th scope="col" class="figure">
              {said.awake}
            </th>
            <th scope="col" class="figure">
              {said.wakeUps}
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
                {withShares && <span class="most">{said.most(asShare(room.most.share), quotaName(room.most))}</span>}
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
