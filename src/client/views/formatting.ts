import { isInCode } from "../completion/code.ts";
import { type Change, linked, toggled, wrapped } from "../marks.ts";
import { latin } from "../shortcuts.ts";
import { replaceIn, selectionOf } from "./text-field.ts";

const MARKS: Record<string, string> = { b: "**", i: "_" };

/** Ctrl or ⌘ with B or I make what is selected bold or italic. @returns true if the key was one of them */
export function formatByKey(field: HTMLTextAreaElement, event: KeyboardEvent): boolean {
  const mark = MARKS[latin(event)];
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || mark === undefined) return false;
  event.preventDefault();
  apply(field, toggled(field.value, selectionOf(field), mark));
  return true;
}

/** A mark that is typed over a selection encloses it. */
export function wrapByTyping(field: HTMLTextAreaElement, event: InputEvent): void {
  if (event.inputType !== "insertText" || event.isComposing || event.data === null) return;
  const change = wrapped(field.value, selectionOf(field), event.data);
  if (!change) return;
  event.preventDefault();
  apply(field, change);
}

/** An address that is pasted over a selection makes it a link, except in code. */
export function linkByPasting(field: HTMLTextAreaElement, event: ClipboardEvent): void {
  const pasted = event.clipboardData?.getData("text/plain") ?? "";
  const span = selectionOf(field);
  const change = isInCode(field.value, span.from) ? null : linked(field.value, span, pasted);
  if (!change) return;
  event.preventDefault();
  apply(field, change);
}

function apply(field: HTMLTextAreaElement, change: Change): void {
  replaceIn(field, change, change.selection);
}
