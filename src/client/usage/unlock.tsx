import { useSignal } from "@preact/signals";
import { Dormouse } from "../views/dormouse.tsx";
import { takeFocus } from "../views/take-focus.ts";
import type { UsagePage } from "./usage.ts";
import { usageWords } from "./words/words.ts";

/** Asks for the operator's token. */
export function Unlock({ page, refused }: { page: UsagePage; refused: boolean }) {
  const token = useSignal("");
  const { heading, unlock } = usageWords.value;
  return (
    <main class="welcome">
      <Dormouse />
      <h1>{heading}</h1>
      <p>{unlock.sentence}</p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void page.unlock(token.value);
        }}
      >
        <label for="token">{unlock.token}</label>
        <input
          id="token"
          type="password"
          autocomplete="current-password"
          required
          ref={takeFocus}
          value={token.value}
          aria-describedby={refused ? "token-words token-refusal" : "token-words"}
          onInput={(event) => {
            token.value = event.currentTarget.value;
          }}
        />
        <p class="hint" id="token-words">
          {unlock.hint}
        </p>
        {refused && (
          <p class="refusal" id="token-refusal" role="alert">
            {unlock.refused}
          </p>
        )}
        <button type="submit" class="button primary">
          {unlock.show}
        </button>
      </form>
    </main>
  );
}
