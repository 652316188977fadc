import type { Entry } from "../outbox.ts";
import type { Room } from "../room.ts";
import { laterWords } from "../words/later.ts";

/** What can be done about something that was refused or is not confirmed. */
export function Remedies({ room, entry }: { room: Room; entry: Entry }) {
  const said = laterWords.value.undelivered;
  const { delivery } = entry;
  if (delivery.kind !== "refused") return <Again room={room} entry={entry} />;
  const mend = mending(room, entry);
  return (
    <>
      {delivery.code === "shut_out" && <Again room={room} entry={entry} />}{" "}
      {mend && (
        <button type="button" class="text-button" onClick={mend}>
          {said.mend}
        </button>
      )}{" "}
      <button type="button" class="text-button" onClick={() => room.discard(entry)}>
        {said.discard}
      </button>
    </>
  );
}

/** Puts what was written back where one writes; null if nothing was. */
function mending(room: Room, entry: Entry): (() => void) | null {
  const { command } = entry;
  if (command.type !== "send" && command.type !== "edit") return null;
  return () => {
    room.discard(entry);
    if (command.type === "send") room.draft.restore(command.text, command.replyTo);
    else room.draft.restoreEdit(command.seq, command.text);
  };
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

function Again({ room, entry }: { room: Room; entry: Entry }) {
  return (
    <button type="button" class="text-button" onClick={() => room.retry(entry)}>
      {laterWords.value.undelivered.again}
    </button>
  );
}
