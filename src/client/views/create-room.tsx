import { useSignal } from "@preact/signals";
import { ROOM_NAME_LIMIT, TOPIC_LIMIT } from "../../protocol/limits.ts";
import type { Rooms } from "../rooms.ts";
import { laterWords } from "../words/later.ts";
import { useClient } from "./client-context.ts";
import { directionOf } from "./direction-of.ts";
import { useSubmission } from "./submission.ts";
import { useModal } from "./use-modal.ts";

/** Asks for a new room's name and topic, and goes there. */
export function CreateRoom({ rooms, onClose }: { rooms: Rooms; onClose: () => void }) {
  const { route } = useClient();
  const dialog = useModal();
  const name = useSignal("");
  const topic = useSignal("");
  const { busy, refusal, submit } = useSubmission();
  const { newRoom } = laterWords.value;

  const create = async () => {
    const id = await rooms.create(name.value, topic.value.trim());
    dialog.current?.close();
    route.go({ kind: "room", id });
  };

  return (
    <dialog class="dialog" ref={dialog} aria-labelledby="create-room" onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(create);
        }}
      >
        <h2 id="create-room">{newRoom.heading}</h2>
        <label for="room-name">{newRoom.name}</label>
        <input
          id="room-name"
          required
          autofocus
          maxLength={ROOM_NAME_LIMIT}
          autocomplete="off"
          dir={directionOf(name.value)}
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
        />
        <label for="room-topic">
          {newRoom.topic} <span class="optional">{newRoom.optional}</span>
        </label>
        <input
          id="room-topic"
          maxLength={TOPIC_LIMIT}
          autocomplete="off"
          dir={directionOf(topic.value)}
          value={topic.value}
          onInput={(event) => {
            topic.value = event.currentTarget.value;
          }}
        />
        {refusal.value && (
          <p class="refusal" role="alert">
            {refusal.value}
          </p>
        )}
        <div class="dialog-actions">
          <button type="button" class="button" onClick={() => dialog.current?.close()}>
            {newRoom.cancel}
          </button>
          <button type="submit" class="button primary" disabled={busy.value}>
            {newRoom.create}
          </button>
        </div>
      </form>
    </dialog>
  );
}
