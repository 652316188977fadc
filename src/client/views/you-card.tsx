import { useSignal } from "@preact/signals";
import { NAME_LIMIT } from "../../protocol/limits.ts";
import type { User } from "../../protocol/model.ts";
import { words } from "../words/words.ts";
import { Avatar } from "./avatar.tsx";
import { useClient } from "./client-context.ts";
import { Icon } from "./icons.tsx";
import { useSubmission } from "./submission.ts";
import { takeFocus } from "./take-focus.ts";

/** This person: their name, whether others see them, and the way out. */
export function YouCard({ you }: { you: User }) {
  const { session } = useClient();
  const names = words.value.you;
  const renaming = useSignal(false);
  const { busy, refusal, submit } = useSubmission();
  /** What was chosen, until the server has answered. */
  const wanted = useSignal<boolean | null>(null);
  const visible = wanted.value ?? session.visible.value;
  return (
    <section class="you" aria-label={names.label}>
      {renaming.value ? (
        <Rename you={you} onDone={() => (renaming.value = false)} />
      ) : (
        <div class="you-line">
          <Avatar user={you} />
          <span class="you-name" dir="auto">
            {you.name}
          </span>
          <button type="button" class="icon-button" aria-label={names.rename} onClick={() => (renaming.value = true)}>
            <Icon name="edit" />
          </button>
        </div>
      )}
      <label class="switch">
        <input
          type="checkbox"
          checked={visible}
          disabled={busy.value}
          aria-describedby="visible-words"
          onChange={async (event) => {
            const chosen = event.currentTarget.checked;
            wanted.value = chosen;
            await submit(() => session.change({ visible: chosen }));
            wanted.value = null;
          }}
        />
        {names.visible}
      </label>
      <p class="hint" id="visible-words">
        {visible ? names.seen : names.unseen}
      </p>
      {refusal.value && (
        <p class="refusal" role="alert">
          {refusal.value}
        </p>
      )}
      <button type="button" class="text-button" onClick={() => submit(() => session.signOut())}>
        {names.signOut}
      </button>
    </section>
  );
}

function Rename({ you, onDone }: { you: User; onDone: () => void }) {
  const { session } = useClient();
  const name = useSignal(you.name);
  const names = words.value.you;
  const { busy, refusal, submit } = useSubmission();
  return (
    <form
      class="stack"
      onSubmit={async (event) => {
        event.preventDefault();
        if (await submit(() => session.change({ name: name.value }))) onDone();
      }}
      onKeyDown={(event) => {
        if (event.key === "Escape") onDone();
      }}
    >
      <label for="rename">{names.name}</label>
      <input
        id="rename"
        required
        ref={takeFocus}
        maxLength={NAME_LIMIT}
        autocomplete="nickname"
        dir="auto"
        value={name.value}
        onInput={(event) => {
          name.value = event.currentTarget.value;
        }}
      />
      {refusal.value && (
        <p class="refusal" role="alert">
          {refusal.value}
        </p>
      )}
      <div class="dialog-actions">
        <button type="button" class="button" onClick={onDone}>
          {names.cancel}
        </button>
        <button type="submit" class="button primary" disabled={busy.value}>
          {names.save}
        </button>
      </div>
    </form>
  );
}
