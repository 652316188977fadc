import { useEffect } from "preact/hooks";
import type { Message } from "../../protocol/model.ts";
import { farChange, isInView, lastTrouble } from "../far-changes.ts";
import type { Entry } from "../outbox.ts";
import { type Change, changesOf } from "../pending-changes.ts";
import type { Room } from "../room.ts";
import { isEditable, strandedEdits } from "../stranded-edits.ts";
import { laterWords } from "../words/later.ts";
import { useClient } from "./client-context.ts";
import { Behind, Remedies } from "./remedies.tsx";
import { whyRefused } from "./why-refused.ts";

/** What has become of the changes to a message that this person has asked for, or has begun. */
export function Changes({ room, message }: { room: Room; message: Message }) {
  return (
    <>
      {changesOf(room.changes.value, message.seq).map((entry) => (
        <ChangeLine key={entry.command.id} room={room} entry={entry} />
      ))}
      {room.draft.hasBegun(message.seq) && isEditable(message, room.you) && <BegunEdit room={room} message={message} />}
    </>
  );
}

function ChangeLine({ room, entry }: { room: Room; entry: Change }) {
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
    case "refused":
      return (
        <p class="delivery refused">
          {sentenceFor(entry)} <Remedies room={room} entry={entry} />
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

/** Says what the messages in view cannot: of changes to messages that are far away, and of begun edits whose messages are gone. */
export function ChangeNotice({ room }: { room: Room }) {
  const { notice } = useClient();
  const said = laterWords.value.undelivered;
  const last = lastTrouble(room);
  const far = farChange(room);
  useEffect(() => {
    if (last && isInView(room, last)) notice.say(sentenceFor(last));
  }, [last?.command.id, last?.delivery.kind]);
  return (
    // It is always there: what appears together with its words is not read out.
    <div role="status">
      {far && (
        // Whoever presses a button twice is not to do so for the next one.
        <p class="delivery refused far" key={far.entry.command.id}>
          {sentenceFor(far.entry)}{" "}
          {far.isHeard && (
            <button type="button" class="text-button" onClick={() => room.history.goTo(far.entry.command.seq)}>
              {said.show}
            </button>
          )}{" "}
          <Remedies room={room} entry={far.entry} />
        </p>
      )}
      {strandedEdits(room).map(({ seq, text }) => (
        <p class="delivery far" key={seq}>
          {said.stranded}{" "}
          <button
            type="button"
            class="text-button"
            onClick={() => {
              room.draft.giveUp(seq);
              room.draft.restore(text);
            }}
          >
            {said.asNew}
          </button>{" "}
          <button type="button" class="text-button" onClick={() => room.draft.giveUp(seq)}>
            {said.discard}
          </button>
        </p>
      ))}
    </div>
  );
}

function sentenceFor({ command, delivery }: Entry): string {
  const said = laterWords.value.undelivered;
  if (command.type === "send" || delivery.kind !== "refused") return said.changeUnconfirmed;
  return said[command.type](whyRefused(command, delivery));
}
