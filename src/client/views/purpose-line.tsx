import { summary } from "../markdown/summary.ts";
import type { Room } from "../room.ts";
import { laterWords } from "../words/later.ts";
import { Icon } from "./icons.tsx";

/** Above the composer, what it is for: an answer or an edit, and the way out of it. */
export function PurposeLine({ room }: { room: Room }) {
  const purpose = room.draft.purpose.value;
  if (purpose.kind === "new") return null;
  const said = laterWords.value.purpose;
  const answered = purpose.kind === "reply" ? room.find(purpose.to) : undefined;
  return (
    <div class="purpose">
      <p>
        {purpose.kind === "edit" ? (
          said.editing
        ) : (
          <>
            {said.answering} <bdi class="author">{answered?.author.name ?? said.aMessage}</bdi>
          </>
        )}
        {answered && <bdi class="purpose-quote">{summary(answered.text)}</bdi>}
      </p>
      <button type="button" class="icon-button" aria-label={said.cancel} onClick={() => room.draft.cancel()}>
        <Icon name="close" />
      </button>
    </div>
  );
}
