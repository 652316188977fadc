import type { Notice } from "../notice.ts";
import { words } from "../words/words.ts";

/** Copies a text, and says whether it could. */
export async function copy(text: string, notice: Notice): Promise<void> {
  const { copied, notCopied } = words.value.message;
  notice.say((await copyText(text)) ? copied : notCopied);
}

/** Copies a text, in the old way where the new one is not given, as on plain http. @returns false if neither works */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement("textarea");
  field.className = "for-readers";
  field.value = text;
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  return isCopied;
}
