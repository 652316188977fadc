import { useEffect } from "preact/hooks";
import type { Message } from "../../protocol/model.ts";
import type { Entry } from "../outbox.ts";
import { type Change, changesOf } from "../pending-changes.ts";
import type { Room } from "../room.ts";
import { laterWords } from "../words/later.ts";
import { useClient } from "./client-context.ts";
import { Again, Behind } from "./undelivered.tsx";
import { whyRefused } from "./why-refused.ts";

/** What has become of the changes to a message that this person has asked for, or has begun. */
export function Changes({ room, message }: { room: Room; message: Message }) {
  return (
    <>
      {changesOf(room.changes.value, message.seq).map((entry) => (
        <ChangeLine key={entry.command.id} room={room} entry={entry} />
      ))}
      {room.draft.hasBegun(message.seq) && <BegunEdit room={room} message={message} />}
    </>
  );
}

function ChangeLine({ room, entry }: { room: Room; entry: Change }) {
  const said = laterWords.value.undelivered;
  const { command, delivery } = entry;
  switch (delivery.kind) {
    case "held":
    case "sent":
      return null;
    case "waiting": {
      const before = room.unconfirmed.value?.command;
      // What is said of another change to the same message is said of this one too.
      const isSaid = before === undefined || (before.type !== "send" && before.seq === command.seq);
      return isSaid ? null : <Behind room={room} />;
    }
    case "unconfirmed":
      return (
        <p class="delivery refused">
          {sentenceFor(entry)} <Again room={room} entry={entry} />
        </p>
      );
    case "refused":
      return (
        <p class="delivery refused">
          {sentenceFor(entry)} {delivery.code === "shut_out" && <Again room={room} entry={entry} />}{" "}
          {command.type === "edit" && (
            <button
              type="button"
              class="text-button"
              onClick={() => {
                room.discard(entry);
                room.draft.restoreEdit(command.seq, command.text);
              }}
            >
              {said.mend}
            </button>
          )}{" "}
          <button type="button" class="text-button" onClick={() => room.discard(entry)}>
            {said.discard}
          </button>
        </p>
      );
  }
}

/** An edit that made way for something else. */
function BegunEdit({ room, message: { seq, text } }: { room: Room; message: Message }) {
  const said = laterWords.value.undelivered;
  return (
    <p class="delivery">
      {said.begun}{" "}
      <button type="button" class="text-button" onClick={() => room.draft.edit(seq, text)}>
        {said.goOn}
      </button>{" "}
      <button type="button" class="text-button" onClick={() => room.draft.giveUp(seq)}>
        {said.discard}
      </button>
    </p>
  );
}

/** Says that a change was refused or is not confirmed, and leads to its message if that is far away. */
export function ChangeNotice({ room }: { room: Room }) {
  const { notice } = useClient();
  const last = room.changes.value.findLast(({ delivery }) => /refused|unconfirmed/.test(delivery.kind));
  const isFar = last !== undefined && !room.messages.value.some(({ seq }) => seq === last.command.seq);
  useEffect(() => {
    if (last && !isFar) notice.say(sentenceFor(last));
  }, [last?.command.id, last?.delivery.kind]);
  return (
    // It is always there: what appears together with its words is not read out.
    <div role="status">
      {isFar && (
        <p class="delivery refused far">
          {sentenceFor(last)}{" "}
          <button type="button" class="text-button" onClick={() => room.history.goTo(last.command.seq)}>
            {laterWords.value.undelivered.show}
          </button>
        </p>
      )}
    </div>
  );
}

function sentenceFor({ command, delivery }: Entry): string {
  const said = laterWords.value.undelivered;
  if (command.type === "send" || delivery.kind !== "refused") return said.changeUnconfirmed;
  return said[command.type](whyRefused(command, delivery));
}
