import { useEffect } from "preact/hooks";
import type { Entry } from "../outbox.ts";
import { refusalWords } from "../refusal-words.ts";
import type { Room } from "../room.ts";
import { laterWords } from "../words/later.ts";
import { useClient } from "./client-context.ts";

/** What the room refused to change about a message, and why. */
export function RefusedChanges({ room, seq }: { room: Room; seq: number }) {
  const said = laterWords.value.undelivered;
  return room.refusedChanges.value.map((entry) => {
    const { command, delivery } = entry;
    if (command.type === "send" || command.seq !== seq || delivery.kind !== "refused") return null;
    return (
      <p key={command.id} class="delivery refused">
        {sentenceFor(entry)}{" "}
        {command.type === "edit" && (
          <button
            type="button"
            class="text-button"
            onClick={() => {
              room.discard(entry);
              room.draft.edit(seq, command.text);
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
  });
}

/** Says that a change was refused also where it is seen and heard when its message is out of view. */
export function RefusalNotice({ room }: { room: Room }) {
  const { notice } = useClient();
  const last = room.refusedChanges.value.at(-1);
  useEffect(() => {
    if (last) notice.say(sentenceFor(last));
  }, [last?.command.id]);
  return null;
}

function sentenceFor({ command, delivery }: Entry): string {
  if (command.type === "send" || delivery.kind !== "refused") return "";
  return laterWords.value.undelivered[command.type](refusalWords(delivery.code, delivery.reason));
}
