import { useSignal } from "@preact/signals";
import { NAME_LIMIT } from "../../protocol/limits.ts";
import type { User } from "../../protocol/model.ts";
import { laterWords } from "../words/later.ts";
import { useClient } from "./client-context.ts";
import { useSubmission } from "./submission.ts";

/** What others call this person. */
export function NameSetting({ you, autofocus }: { you: User; autofocus: boolean }) {
  const { session } = useClient();
  const name = useSignal(you.name);
  const saved = useSignal(false);
  const { busy, refusal, submit } = useSubmission();
  const said = laterWords.value.settings;
  return (
    <form
      class="setting"
      onSubmit={async (event) => {
        event.preventDefault();
        saved.value = await submit(() => session.change({ name: name.value }));
      }}
    >
      <label for="rename">{said.name}</label>
      <div class="setting-line">
        <input
          id="rename"
          required
          autofocus={autofocus}
          maxLength={NAME_LIMIT}
          autocomplete="nickname"
          dir="auto"
          value={name.value}
          aria-describedby="rename-outcome"
          onInput={(event) => {
            name.value = event.currentTarget.value;
            saved.value = false;
          }}
        />
        <button type="submit" class="button" disabled={busy.value}>
          {said.save}
        </button>
      </div>
      <p class={refusal.value ? "refusal" : "hint"} id="rename-outcome" role="status">
        {refusal.value ?? (saved.value && said.saved)}
      </p>
    </form>
  );
}
