import type { Replacement } from "../completion/completion.ts";
import type { Span } from "../marks.ts";

/**
 * Changes a part of what stands in a field, as if it had been typed, so that it can be undone like that.
 * @param selection what is selected then; the caret stands behind the new text if it is left out
 */
export function replaceIn(field: HTMLTextAreaElement, { from, to, text }: Replacement, selection?: Span): void {
  field.focus();
  field.setSelectionRange(from, to);
  // The only way that browsers have for this, which is why none of them will lose it.
  const isDone = text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
  if (!isDone) {
    field.setRangeText(text, from, to, "end");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  if (selection) field.setSelectionRange(selection.from, selection.to);
}

export function selectionOf({ selectionStart, selectionEnd }: HTMLTextAreaElement): Span {
  return { from: selectionStart, to: selectionEnd };
}

/** True for the keys of an input method that is composing; Safari tells of its last one by this old number only. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
