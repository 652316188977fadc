import { useComputed, useSignal } from "@preact/signals";
import type { Message } from "../../protocol/model.ts";
import { changesOf, isUnderWay } from "../pending-changes.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { Avatar } from "./avatar.tsx";
import { useContent } from "./content.ts";
import { DeletedMessage } from "./deleted-message.tsx";
import { Changes, MessageActions } from "./later.tsx";
import { LinkTo } from "./link-to.tsx";
import { pendingWords } from "./pending-words.ts";
import { Quote } from "./quote.tsx";
import { Reactions } from "./reactions.tsx";
import { Said } from "./said.tsx";
import { clockTime, exactWhenPointed } from "./times.ts";

interface MessageRowProps {
  room: Room;
  message: Message;
  /** True if it carries the author's name. */
  head: boolean;
  /** True if the reader was sent to it. */
  marked: boolean;
}

/** A message with everything that hangs on it. */
export function MessageRow({ room, message, head, marked }: MessageRowProps) {
  const pointed = useSignal(false);
  const focused = useSignal(false);
  const isEdited = useComputed(() => {
    const purpose = room.draft.purpose.value;
    return purpose.kind === "edit" && purpose.seq === message.seq;
  });
  const changes = useComputed(() => changesOf(room.changes.value, message.seq));
  const hasBegun = useComputed(() => room.draft.hasBegun(message.seq));
  const pending = changes.value.filter(isUnderWay);
  const isChanging = pending.some(
    ({ command, delivery }) => command.type !== "react" && delivery.kind !== "unconfirmed",
  );
  const deleted = message.deletedAt !== undefined;
  const content = useContent(room, message.text);
  return (
    <li>
      <article
        class={`line message${head ? " head" : ""}${marked ? " marked" : ""}${content.mentionsYou ? " mentions-you" : ""}${isEdited.value ? " being-edited" : ""}${isChanging ? " changing" : ""}`}
        id={`message-${message.seq}`}
        tabIndex={-1}
        aria-current={marked || undefined}
        onPointerEnter={(event) => (pointed.value = event.pointerType !== "touch")}
        onPointerLeave={() => (pointed.value = false)}
        onFocusIn={() => (focused.value = true)}
        onFocusOut={(event) => {
          const { currentTarget, relatedTarget } = event;
          focused.value = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
        }}
      >
        {head && <Avatar user={message.author} />}
        <div class="message-body">
          <p class={head ? "byline" : "byline aside"}>
            <bdi class={head ? "author" : "for-readers"}>{message.author.name}</bdi>
            <LinkTo
              class="permalink"
              place={{ kind: "room", id: room.id, seq: message.seq }}
              reading={message.seq}
              tabIndex={-1}
            >
              <time dateTime={new Date(message.at).toISOString()} {...exactWhenPointed(message.at)}>
                {clockTime(message.at)}
              </time>
            </LinkTo>
          </p>
          {message.replyTo !== undefined && <Quote room={room} seq={message.replyTo} from={message.seq} />}
          {deleted ? (
            <DeletedMessage room={room} seq={message.seq} />
          ) : (
            <Said author={message.author.name} content={content} />
          )}
          {!deleted && message.editedAt !== undefined && (
            <span class="edited" key={message.editedAt} {...exactWhenPointed(message.editedAt)}>
              {isChanging ? pendingWords(room) : words.value.message.edited}
            </span>
          )}
          {message.reactions && <Reactions room={room} message={message} pending={pending} />}
          {(changes.value.length > 0 || hasBegun.value) && <Changes room={room} message={message} />}
        </div>
        {(pointed.value || focused.value) && !deleted && <MessageActions room={room} message={message} />}
      </article>
    </li>
  );
}
