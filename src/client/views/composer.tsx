import { useEffect, useRef } from "preact/hooks";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { directionOf } from "./direction-of.ts";
import { Icon } from "./icons.tsx";

/** On a phone the return key is the only way to a new line; sending has its button. */
const touch = matchMedia("(hover: none) and (pointer: coarse)");

/** Where a message is written, answered or edited. */
export function Composer({ room }: { room: Room }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { draft } = room;
  const text = draft.shown;
  const { called } = draft;
  const { composer } = words.value;
  useEffect(() => {
    if (called.value === 0 && touch.matches) return;
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [called.value]);

  const send = () => {
    const purpose = draft.purpose.value;
    const written = draft.shown.trim();
    if (written === "") return;
    if (purpose.kind === "edit") {
      if (written !== room.find(purpose.seq)?.text) room.edit(purpose.seq, written);
    } else room.send(written, purpose.kind === "reply" ? purpose.to : undefined);
    draft.sent();
  };

  const pressed = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey && !touch.matches) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && draft.purpose.value.kind !== "new") {
      event.stopPropagation();
      draft.cancel();
    } else if (event.key === "ArrowUp" && draft.shown === "" && draft.purpose.value.kind === "new") {
      const last = room.lastOwn();
      if (!last) return;
      event.preventDefault();
      draft.edit(last.seq, last.text);
    }
  };

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
        field.current?.focus();
      }}
    >
      <PurposeLine room={room} />
      <div class="composer-line">
        <div class="composer-field">
          {/* Gives the field its height: a line at the end so that a fresh one is there before it is written in. */}
          <div class="composer-mirror" aria-hidden="true" dir="auto">{`${text}\n`}</div>
          <textarea
            ref={field}
            rows={1}
            dir={directionOf(text)}
            aria-label={composer.label}
            placeholder={room.state.info.value ? composer.placeholder(room.state.info.value.name) : composer.label}
            enterkeyhint={touch.matches ? "enter" : "send"}
            value={text}
            onKeyDown={pressed}
            onInput={(event) => {
              draft.write(event.currentTarget.value);
              if (draft.purpose.value.kind !== "edit" && event.currentTarget.value !== "") room.typed();
            }}
          />
        </div>
        <button type="submit" class="icon-button send" aria-label={composer.send} disabled={text.trim() === ""}>
          <Icon name="send" />
        </button>
      </div>
    </form>
  );
}

function PurposeLine({ room }: { room: Room }) {
  const purpose = room.draft.purpose.value;
  if (purpose.kind === "new") return null;
  const { composer } = words.value;
  const answered = purpose.kind === "reply" ? room.find(purpose.to) : undefined;
  return (
    <div class="purpose">
      <p>
        {purpose.kind === "edit" ? (
          composer.editing
        ) : (
          <>
            {composer.answering} <bdi class="author">{answered?.author.name ?? composer.aMessage}</bdi>
          </>
        )}
        {answered && <bdi class="purpose-quote">{answered.text}</bdi>}
      </p>
      <button type="button" class="icon-button" aria-label={composer.cancel} onClick={() => room.draft.cancel()}>
        <Icon name="close" />
      </button>
    </div>
  );
}
