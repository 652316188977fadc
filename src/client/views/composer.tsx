import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { isInFence } from "../completion/code.ts";
import { charactersLeft } from "../length.ts";
import type { Room } from "../room.ts";
import { words } from "../words/words.ts";
import { directionOf } from "./direction-of.ts";
import { EmojiButton } from "./emoji-button.tsx";
import { formatByKey, linkByPasting, wrapByTyping } from "./formatting.ts";
import { Icon } from "./icons.tsx";
import { laterParts, PurposeLine } from "./later.tsx";
import { LengthLine } from "./length-line.tsx";
import { useSending } from "./sending.ts";
import { Sentence } from "./sentence.tsx";
import { SUGGESTIONS, suggestionId } from "./suggestion-ids.ts";
import { isComposing, replaceIn, selectionOf } from "./text-field.ts";
import { touch } from "./touch.ts";
import { useTypeAnywhere } from "./type-anywhere.ts";
import { useCompleting } from "./use-completing.ts";

/** Where a message is written, answered or edited. */
export function Composer({ room }: { room: Room }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { draft } = room;
  const text = draft.shown;
  const left = charactersLeft(text);
  const { called } = draft;
  const { composer } = words.value;
  const Suggestions = laterParts.value?.Suggestions;
  const { send, problem } = useSending(room);
  const completing = useCompleting(room, field, text);
  const completion = completing?.completion;
  const isOffering = completion !== undefined && completion.options.value.length > 0;
  useTypeAnywhere(field);
  const focusEnd = () => {
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  };
  useEffect(() => {
    const { seeking, marked } = room.history;
    // Whoever follows the address of a message is at that message.
    if (!(touch.matches || seeking.peek() || marked.peek() !== null)) focusEnd();
  }, []);
  // At once: the next key may be the first letter.
  useLayoutEffect(() => {
    if (called.value > 0) focusEnd();
  }, [called.value]);
  useEffect(() => () => draft.left(), [room]);

  const keyDown = (event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) => {
    const { value, selectionStart } = event.currentTarget;
    if (isComposing(event) || completing?.pressed(event) || formatByKey(event.currentTarget, event)) return;
    const isModified = event.ctrlKey || event.metaKey;
    if (
      event.key === "Enter" &&
      (isModified || !(event.shiftKey || touch.matches || isInFence(value, selectionStart)))
    ) {
      event.preventDefault();
      // What comes back into the field is not sent by a key that is still held.
      if (!event.repeat) void send();
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
        void send();
        field.current?.focus();
      }}
    >
      {draft.purpose.value.kind !== "new" && <PurposeLine room={room} />}
      <div class="composer-line">
        {Suggestions && completing && <Suggestions completing={completing} />}
        <div class="composer-field">
          {/* Gives the field its height: a line at the end so that a fresh one is there before it is written in. */}
          <div class="composer-mirror" aria-hidden="true" dir="auto">{`${text}\n`}</div>
          <textarea
            ref={field}
            rows={1}
            dir={directionOf(text)}
            aria-label={composer.label}
            aria-autocomplete="list"
            aria-haspopup="listbox"
            aria-controls={isOffering ? SUGGESTIONS : undefined}
            aria-activedescendant={isOffering ? suggestionId(completion.chosen.value) : undefined}
            aria-describedby={problem.value === null ? undefined : "composer-problem"}
            placeholder={room.state.info.value ? composer.placeholder(room.state.info.value.name) : composer.label}
            enterkeyhint={touch.matches ? "enter" : "send"}
            value={text}
            onKeyDown={keyDown}
            onBeforeInput={(event) => wrapByTyping(event.currentTarget, event)}
            onInput={(event) => {
              const { value } = event.currentTarget;
              problem.value = null;
              draft.write(value);
              if (draft.purpose.value.kind !== "edit" && value !== "" && !value.startsWith("/")) room.typed();
              completing?.wrote(event);
            }}
            onCompositionEnd={() => completing?.look()}
            onPaste={(event) => linkByPasting(event.currentTarget, event)}
            onFocus={() => (draft.isBeingWritten = true)}
            onBlur={() => {
              draft.left();
              completion?.rest();
            }}
          />
        </div>
        <EmojiButton
          onPick={(character) => replaceIn(field.current!, { ...selectionOf(field.current!), text: character })}
          onClose={() => field.current?.focus()}
        />
        <button
          type="submit"
          class="icon-button send"
          aria-label={composer.send}
          aria-describedby={left !== null ? "composer-length" : undefined}
          disabled={text.trim() === "" || (left !== null && left < 0)}
        >
          <Icon name="send" />
        </button>
      </div>
      <LengthLine left={left} />
      {problem.value !== null && (
        <p class="composer-problem" id="composer-problem" role="alert">
          <Sentence text={problem.value} />
        </p>
      )}
    </form>
  );
}
