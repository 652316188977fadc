import type { Room, Unsent } from "../room.ts";
import { Avatar } from "./avatar.tsx";
import { useClient } from "./client-context.ts";
import { MessageText } from "./message-text.tsx";
import { Quote } from "./quote.tsx";

interface UnsentRowProps {
  room: Room;
  entry: Unsent;
  head: boolean;
}

/** A message of this person that the room has not accepted yet. */
export function UnsentRow({ room, entry, head }: UnsentRowProps) {
  const { session } = useClient();
  const state = session.state.value;
  if (state.kind !== "signed_in") return null;
  const { command } = entry;
  return (
    <li class={`line message unsent ${entry.delivery.kind}${head ? " head" : ""}`} tabIndex={-1}>
      {head && <Avatar user={state.user} />}
      <div class="message-body">
        <p class={head ? "byline" : "byline aside"}>
          <bdi class={head ? "author" : "for-readers"}>{state.user.name}</bdi>
        </p>
        {command.replyTo !== undefined && <Quote room={room} seq={command.replyTo} />}
        <MessageText text={command.text} />
        <DeliveryLine room={room} entry={entry} />
      </div>
    </li>
  );
}

function DeliveryLine({ room, entry }: { room: Room; entry: Unsent }) {
  const { delivery, command } = entry;
  switch (delivery.kind) {
    case "sent":
      return <p class="delivery">Sending…</p>;
    case "waiting":
      return (
        <p class="delivery">
          {room.connection.value.kind === "open" && room.spentUntil.value === null ? "Sending…" : "Will be sent"}
        </p>
      );
    case "unconfirmed":
      return (
        <p class="delivery refused" role="alert">
          No answer yet.{" "}
          <button type="button" class="text-button" onClick={() => room.retry(entry)}>
            Try again
          </button>
        </p>
      );
    case "refused":
      return (
        <p class="delivery refused" role="alert">
          Not sent: {delivery.reason}{" "}
          <button
            type="button"
            class="text-button"
            onClick={() => {
              room.discard(entry);
              room.draft.restore(command.text);
            }}
          >
            Edit
          </button>{" "}
          <button type="button" class="text-button" onClick={() => room.discard(entry)}>
            Discard
          </button>
        </p>
      );
  }
}
