import type { Unsent } from "../pending-changes.ts";
import type { Room } from "../room.ts";
import { laterWords } from "../words/later.ts";
import { Behind, Remedies } from "./remedies.tsx";
import { whyRefused } from "./why-refused.ts";

/** Why a message has not been delivered, and what can be done about it. */
export function Undelivered({ room, entry }: { room: Room; entry: Unsent }) {
  const said = laterWords.value.undelivered;
  const { delivery, command } = entry;
  if (delivery.kind !== "unconfirmed" && delivery.kind !== "refused") return <Behind room={room} />;
  return (
    <p class="delivery refused" role="alert">
      {delivery.kind === "refused" ? said.notSent(whyRefused(command, delivery)) : said.unconfirmed}{" "}
      <Remedies room={room} entry={entry} />
    </p>
  );
}
