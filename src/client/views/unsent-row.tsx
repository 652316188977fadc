import type { Unsent } from "../pending-changes.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { Avatar } from "./avatar.tsx";
import { useClient } from "./client-context.ts";
import { useContent } from "./content.ts";
import { Undelivered } from "./later.tsx";
import { pendingWords } from "./pending-words.ts";
import { Quote } from "./quote.tsx";
import { Said } from "./said.tsx";

interface UnsentRowProps {
  room: Room;
  entry: Unsent;
  head: boolean;
}

/** A message of this person that the room has not accepted yet. */
export function UnsentRow({ room, entry, head }: UnsentRowProps) {
  const { session } = useClient();
  const state = session.state.value;
  const content = useContent(room, entry.command.text);
  if (state.kind !== "signed_in") return null;
  const { command } = entry;
  return (
    <li>
      {/* It is read out once the room has it. */}
      <article aria-live="off" class={`line message unsent ${entry.delivery.kind}${head ? " head" : ""}`} tabIndex={-1}>
        {head && <Avatar user={state.user} />}
        <div class="message-body">
          <p class={head ? "byline" : "byline aside"}>
            <bdi class={head ? "author" : "for-readers"}>{state.user.name}</bdi>
          </p>
          {command.replyTo !== undefined && <Quote room={room} seq={command.replyTo} />}
          <Said author={state.user.name} content={content} />
          <DeliveryLine room={room} entry={entry} />
        </div>
      </article>
    </li>
  );
}

function DeliveryLine({ room, entry }: { room: Room; entry: Unsent }) {
  const { delivery } = entry;
  switch (delivery.kind) {
    case "held":
      return null;
    case "sent":
      return <p class="delivery">{words.value.delivery.sending}</p>;
    case "waiting":
      return room.unconfirmed.value ? (
        <Undelivered room={room} entry={entry} />
      ) : (
        <p class="delivery">{pendingWords(room)}</p>
      );
    case "unconfirmed":
    case "refused":
      return <Undelivered room={room} entry={entry} />;
  }
}
