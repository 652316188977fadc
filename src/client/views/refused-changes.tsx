import { refusalWords } from "../refusal-words.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";

/** What the room refused to change about a message, and why. */
export function RefusedChanges({ room, seq }: { room: Room; seq: number }) {
  const said = words.value.delivery;
  const refused = { edit: said.editRefused, delete: said.deletionRefused, react: said.reactionRefused };
  return room.refusedChanges.value.map((entry) => {
    const { command, delivery } = entry;
    if (command.type === "send" || command.seq !== seq || delivery.kind !== "refused") return null;
    return (
      <p key={command.id} class="delivery refused" role="alert">
        {refused[command.type](refusalWords(delivery.code, delivery.reason))}{" "}
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
