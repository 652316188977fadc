import { useSignal } from "@preact/signals";
import { Dormouse } from "../views/icons.tsx";
import { takeFocus } from "../views/take-focus.ts";
import type { UsagePage } from "./usage.ts";

/** Asks for the operator's token. */
export function Unlock({ page, refused }: { page: UsagePage; refused: boolean }) {
  const token = useSignal("");
  return (
    <main class="welcome">
      <Dormouse />
      <h1>What is used</h1>
      <p>For whoever runs this chat: how much of the day's free quotas is used, and by which rooms.</p>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void page.unlock(token.value);
        }}
      >
        <label for="token">Operator's token</label>
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
          Printed when the chat was deployed, or started on this machine. It stays in this tab.
        </p>
        {refused && (
          <p class="refusal" id="token-refusal" role="alert">
            This is not the operator's token.
          </p>
        )}
        <button type="submit" class="button primary">
          Show
        </button>
      </form>
    </main>
  );
}
