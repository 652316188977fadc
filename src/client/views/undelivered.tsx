import type { Entry } from "../outbox.ts";
import type { Unsent } from "../pending-changes.ts";
import { refusalWords } from "../refusal-words.ts";
import type { Room } from "../room.ts";
import { laterWords } from "../words/later.ts";

/** Why a message has not been delivered, and what can be done about it. */
export function Undelivered({ room, entry }: { room: Room; entry: Unsent }) {
  const said = laterWords.value.undelivered;
  const { delivery, command } = entry;
  const unconfirmed = room.unconfirmed.value;
  if (delivery.kind === "unconfirmed") {
    return (
      <p class="delivery refused" role="alert">
        {said.unconfirmed} <Again room={room} entry={entry} />
      </p>
    );
  }
  if (delivery.kind !== "refused") {
    return (
      <p class="delivery">
        {said.behind} {unconfirmed && unconfirmed.command.type !== "send" && <Again room={room} entry={unconfirmed} />}
      </p>
    );
  }
  return (
    <p class="delivery refused" role="alert">
      {said.notSent(refusalWords(delivery.code, delivery.reason))}{" "}
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

function Again({ room, entry }: { room: Room; entry: Entry }) {
  return (
    <button type="button" class="text-button" onClick={() => room.retry(entry)}>
      {laterWords.value.undelivered.again}
    </button>
  );
}
