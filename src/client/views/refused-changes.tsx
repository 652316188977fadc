import { useEffect } from "preact/hooks";
import type { Entry } from "../outbox.ts";
import { refusalWords } from "../refusal-words.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";

/** What the room refused to change about a message, and why. */
export function RefusedChanges({ room, seq }: { room: Room; seq: number }) {
  const said = words.value.delivery;
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
            {said.edit}
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
export function useRefusals(room: Room): void {
  const { notice } = useClient();
  const last = room.refusedChanges.value.at(-1);
  useEffect(() => {
    if (last) notice.say(sentenceFor(last));
  }, [last?.command.id]);
}

function sentenceFor({ command, delivery }: Entry): string {
  const said = words.value.delivery;
  if (command.type === "send" || delivery.kind !== "refused") return "";
  const refused = { edit: said.editRefused, delete: said.deletionRefused, react: said.reactionRefused };
  return refused[command.type](refusalWords(delivery.code, delivery.reason));
}
