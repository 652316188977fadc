import { useSignal } from "@preact/signals";
import { NAME_LIMIT } from "../../protocol/limits.ts";
import { useClient } from "./client-context.ts";
import { Dormouse } from "./icons.tsx";
import { useSubmission } from "./submission.ts";
import { takeFocus } from "./take-focus.ts";

/** Asks for a name, which is all it takes. */
export function SignIn({ ended }: { ended: boolean }) {
  const { session } = useClient();
  const name = useSignal("");
  const { busy, refusal, submit } = useSubmission();
  return (
    <main class="welcome">
      <Dormouse />
      <h1>Dormouse</h1>
      <p>Chat rooms that sleep when nobody is talking and wake with your first word.</p>
      {ended && <p class="note">You were signed out. Choose a name to come back.</p>}
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void submit(() => session.signIn(name.value));
        }}
      >
        <label for="name">What should others call you?</label>
        <input
          id="name"
          name="name"
          autocomplete="nickname"
          required
          ref={takeFocus}
          maxLength={NAME_LIMIT}
          dir="auto"
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
          Come in
        </button>
      </form>
    </main>
  );
}
