import { useSignal } from "@preact/signals";
import { ApiError } from "../api.ts";
import { refusalWords } from "../refusal-words.ts";
import { spentUntil } from "../spent.ts";
import { words } from "../words/words.ts";
import { resetTime } from "./times.ts";

/** Carries out what a form asks for, one at a time, and keeps the sentence to show if it was refused. */
export function useSubmission() {
  const busy = useSignal(false);
  const refusal = useSignal<string | null>(null);
  return {
    busy,
    refusal,
    /** @returns true if `action` was carried out */
    async submit(action: () => Promise<void>): Promise<boolean> {
      if (busy.value) return false;
      busy.value = true;
      refusal.value = null;
      try {
        await action();
        return true;
      } catch (error) {
        refusal.value = sentence(error);
        return false;
      } finally {
        busy.value = false;
      }
    },
  };
}

/** Why something was not done, for whoever asked for it. */
export function sentence(error: unknown): string {
  const { form } = words.value;
  if (!(error instanceof ApiError)) return form.failed;
  const now = Date.now();
  const until = spentUntil(error, now);
  if (until !== null) return form.spent(resetTime(until, now));
  if (error.status !== 429) return refusalWords(error.code, error.message);
  return form.tooOften(Math.ceil((error.retryAfter ?? 60) / 60));
}
