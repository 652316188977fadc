import type { Message } from "../../protocol/model.ts";
import type { Change } from "../pending-changes.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { inFigures } from "./figures.ts";
import { pendingWords } from "./pending-words.ts";
import { reactors } from "./reactors.ts";

interface ReactionsProps {
  room: Room;
  message: Message;
  /** What this person has asked for, and the room has not answered yet. */
  pending: readonly Change[];
}

/** The reactions on a message; pressing one joins it or takes it back. */
export function Reactions({ room, message, pending }: ReactionsProps) {
  const reactions = Object.entries(message.reactions ?? {});
  // By then it is known who is here.
  void room.state.ready.value;
  if (reactions.length === 0) return null;
  return (
    <div class="reactions">
      {reactions.map(([emoji, users]) => {
        const mine = users.includes(room.you);
        const isPending = pending.some(({ command }) => command.type === "react" && command.emoji === emoji);
        const nameFor = (who: string) => `${nameOf(emoji, users, who)}${isPending ? ` · ${pendingWords(room)}` : ""}`;
        const tell = (button: HTMLElement) => {
          button.title = reactors(room, users);
          button.ariaLabel = nameFor(button.title);
        };
        return (
          <button
            key={emoji}
            type="button"
            class={isPending ? "reaction pending" : "reaction"}
            aria-pressed={mine}
            aria-label={nameFor(reactors(room, users))}
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
