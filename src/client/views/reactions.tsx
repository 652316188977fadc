import type { Message } from "../../protocol/model.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { inFigures } from "./figures.ts";
import { reactors } from "./reactors.ts";

/** The reactions on a message; pressing one joins it or takes it back. */
export function Reactions({ room, message }: { room: Room; message: Message }) {
  const reactions = Object.entries(message.reactions ?? {});
  // By then it is known who is here.
  void room.state.ready.value;
  if (reactions.length === 0) return null;
  return (
    <div class="reactions">
      {reactions.map(([emoji, users]) => {
        const mine = users.includes(room.you);
        const tell = (button: HTMLElement) => {
          button.title = reactors(room, users);
          button.ariaLabel = nameOf(emoji, users, button.title);
        };
        return (
          <button
            key={emoji}
            type="button"
            class="reaction"
            aria-pressed={mine}
            aria-label={nameOf(emoji, users, reactors(room, users))}
            // Once more when somebody asks.
            onPointerEnter={({ currentTarget }) => tell(currentTarget)}
            onFocus={({ currentTarget }) => tell(currentTarget)}
            onClick={() => room.toggleReaction(message.seq, emoji)}
          >
            <span class="emoji">{emoji}</span> {inFigures(users.length)}
          </button>
        );
      })}
    </div>
  );
}

function nameOf(emoji: string, users: readonly string[], who: string): string {
  return `${words.value.message.reaction(emoji, users.length)}: ${who}`;
}
