import { useSignal } from "@preact/signals";
import { words } from "../words/words.ts";

/** Copies a text as it was written, and says in place of its own name what became of it. */
export function CopyButton({ text }: { text: string }) {
  const outcome = useSignal<"copied" | "notCopied" | null>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      outcome.value = "copied";
    } catch {
      outcome.value = "notCopied";
    }
  };
  return (
    <>
      <button type="button" class="text-button copy" onClick={copy} onBlur={() => (outcome.value = null)}>
        {words.value.markdown[outcome.value ?? "copy"]}
      </button>
      <span role="status" class="for-readers">
        {outcome.value && words.value.markdown[outcome.value]}
      </span>
    </>
  );
}
