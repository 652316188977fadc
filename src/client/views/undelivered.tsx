import type { Entry } from "../outbox.ts";
import type { Unsent } from "../pending-changes.ts";
import type { Room } from "../room.ts";
import { laterWords } from "../words/later.ts";
import { whyRefused } from "./why-refused.ts";

/** Why a message has not been delivered, and what can be done about it. */
export function Undelivered({ room, entry }: { room: Room; entry: Unsent }) {
  const said = laterWords.value.undelivered;
  const { delivery, command } = entry;
  if (delivery.kind === "unconfirmed") {
    return (
      <p class="delivery refused" role="alert">
        {said.unconfirmed} <Again room={room} entry={entry} />
      </p>
    );
  }
  if (delivery.kind !== "refused") return <Behind room={room} />;
  return (
    <p class="delivery refused" role="alert">
      {said.notSent(whyRefused(command, delivery))}{" "}
      {delivery.code === "shut_out" && <Again room={room} entry={entry} />}{" "}
      <button
        type="button"
        class="text-button"
        onClick={() => {
          room.discard(entry);
          room.draft.restore(command.text, command.replyTo);
        }}
      >
        {said.mend}
      </button>{" "}
      <button type="button" class="text-button" onClick={() => room.discard(entry)}>
        {said.discard}
      </button>
    </p>
  );
}

/** For what waits because something before it is not confirmed. */
export function Behind({ room }: { room: Room }) {
  const unconfirmed = room.unconfirmed.value;
  return (
    <p class="delivery">
      {laterWords.value.undelivered.behind}{" "}
      {unconfirmed && unconfirmed.command.type !== "send" && <Again room={room} entry={unconfirmed} />}
    </p>
  );
}

export function Again({ room, entry }: { room: Room; entry: Entry }) {
  return (
    <button type="button" class="text-button" onClick={() => room.retry(entry)}>
      {laterWords.value.undelivered.again}
    </button>
  );
}
