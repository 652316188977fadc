import { useSignal } from "@preact/signals";
import type { Room } from "../room.ts";
import { RoomTopic } from "./later.tsx";

/** The name of a room and what it is about, a line each; pressed, it tells all of both. */
export function RoomTitle({ room }: { room: Room }) {
  const at = useSignal<DOMRect | null>(null);
  const name = room.state.info.value?.name ?? room.id;
  const topic = room.state.info.value?.topic;
  return (
    <div class="room-title" title={topic}>
      <h1>
        <button
          type="button"
          dir="auto"
          aria-haspopup="dialog"
          onClick={({ currentTarget }) => (at.value = currentTarget.closest("header")!.getBoundingClientRect())}
        >
          {name}
        </button>
      </h1>
      {topic && (
        <p class="room-topic" dir="auto">
          {topic}
        </p>
      )}
      {at.value && <RoomTopic name={name} topic={topic} at={at.value} onClose={() => (at.value = null)} />}
    </div>
  );
}
