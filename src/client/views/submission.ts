import { useSignal } from "@preact/signals";
import { ApiError } from "../api.ts";
import { spentUntil } from "../spent.ts";
import { clockTime } from "./times.ts";

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

function sentence(error: unknown): string {
  if (!(error instanceof ApiError)) return "That did not work. Try again in a moment.";
  const until = spentUntil(error, Date.now());
  if (until !== null) return `The day's free quota is used up. This works again at ${clockTime(until)}.`;
  if (error.status !== 429) return error.message;
  const minutes = Math.ceil((error.retryAfter ?? 60) / 60);
  return `That was too often. Try again in ${minutes === 1 ? "a minute" : `${minutes} minutes`}.`;
}
