import type { Message } from "../../protocol/model.ts";
import type { Room } from "../room.ts";
import { isolated } from "../words/isolated.ts";
import { locale } from "../words/languages.ts";
import { words } from "../words/words.ts";
import { inFigures } from "./figures.ts";

/** The reactions on a message; pressing one joins it or takes it back. */
export function Reactions({ room, message }: { room: Room; message: Message }) {
  const reactions = Object.entries(message.reactions ?? {});
  if (reactions.length === 0) return null;
  return (
    <div class="reactions">
      {reactions.map(([emoji, users]) => {
        const mine = users.includes(room.you);
        return (
          <button
            key={emoji}
            type="button"
            class="reaction"
            aria-pressed={mine}
            aria-label={words.value.message.reaction(emoji, users.length)}
            // Only when somebody asks: who is here, and what is held, changes all the time.
            onPointerEnter={({ currentTarget }) => (currentTarget.title = names(room, users))}
            onFocus={({ currentTarget }) => (currentTarget.title = names(room, users))}
            onClick={() => room.toggleReaction(message.seq, emoji)}
          >
            <span class="emoji">{emoji}</span> {inFigures(users.length)}
          </button>
        );
      })}
    </div>
  );
}

/** The names of those who are known, and the number of the others. */
function names(room: Room, users: readonly string[]): string {
  const known = users.flatMap((id) => room.nameOf(id) ?? []);
  const unknown = users.length - known.length;
  const { more, people } = words.value.message;
  const others = unknown > 0 ? [known.length > 0 ? more(unknown) : people(unknown)] : [];
  return new Intl.ListFormat(locale.value).format([...known.map(isolated), ...others]);
}
