import type { Room } from "../room.ts";

const ASKED = { edit: "edit", delete: "deletion", react: "reaction" } as const;

/** What the room refused to change about a message, and why. */
export function RefusedChanges({ room, seq }: { room: Room; seq: number }) {
  return room.refusedChanges.value.map((entry) => {
    const { command, delivery } = entry;
    if (command.type === "send" || command.seq !== seq || delivery.kind !== "refused") return null;
    return (
      <p key={command.id} class="delivery refused" role="alert">
        Your {ASKED[command.type]} was not accepted: {delivery.reason}{" "}
        {command.type === "edit" && (
          <button
            type="button"
            class="text-button"
            onClick={() => {
              room.discard(entry);
              room.draft.edit(seq, command.text);
            }}
          >
            Edit
          </button>
        )}{" "}
        <button type="button" class="text-button" onClick={() => room.discard(entry)}>
          Discard
        </button>
      </p>
    );
  });
}
