import { useSignal } from "@preact/signals";
import { NAME_LIMIT } from "../../protocol/limits.ts";
import { words } from "../words/words.ts";
import { useClient } from "./client-context.ts";
import { directionOf } from "./direction-of.ts";
import { useSubmission } from "./submission.ts";
import { takeFocus } from "./take-focus.ts";
import { Wordmark } from "./wordmark.tsx";

/** Asks for a name, which is all it takes. */
export function SignIn({ ended }: { ended: boolean }) {
  const { session } = useClient();
  const name = useSignal("");
  const { busy, refusal, submit } = useSubmission();
  const { signIn } = words.value;
  return (
    <main class="welcome">
      <h1>
        <Wordmark />
      </h1>
      <p>
        {signIn.sentence} {signIn.question}
      </p>
      {ended && <p class="note">{signIn.ended}</p>}
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(() => session.signIn(name.value));
        }}
      >
        <label for="name">{signIn.name}</label>
        <input
          id="name"
          name="name"
          autocomplete="nickname"
          required
          ref={takeFocus}
          maxLength={NAME_LIMIT}
          dir={directionOf(name.value)}
          value={name.value}
          aria-describedby={refusal.value ? "name-refusal" : undefined}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
        />
        {refusal.value && (
          <p class="refusal" id="name-refusal" role="alert">
            {refusal.value}
          </p>
        )}
        <button type="submit" class="button primary" disabled={busy.value}>
          {signIn.join}
        </button>
      </form>
    </main>
  );
}
