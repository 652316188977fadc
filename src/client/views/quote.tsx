import type { Room } from "../room.ts";
import { words } from "../words/words.ts";

/** The line of the message that is being answered; pressing it goes there. */
export function Quote({ room, seq }: { room: Room; seq: number }) {
  const quoted = room.find(seq);
  if (!quoted) return <p class="quote">{words.value.message.earlier}</p>;
  return (
    <button
      type="button"
      class="quote"
      onClick={() => {
        const line = document.getElementById(`message-${seq}`);
        line?.scrollIntoView({ block: "center" });
        line?.focus({ preventScroll: true });
      }}
    >
      <bdi class="author">{quoted.author.name}</bdi>{" "}
      <bdi>{quoted.deletedAt === undefined ? quoted.text : words.value.message.deleted}</bdi>
    </button>
  );
}
