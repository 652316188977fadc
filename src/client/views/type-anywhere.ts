import type { RefObject } from "preact";
import { useEffect } from "preact/hooks";

/** Elements to which keys mean something of their own. */
const OWN_KEYS = "input, textarea, select, [contenteditable], [role=menu], [role=grid], dialog";

/** Whoever begins to type where no text is taken writes in the field. */
export function useTypeAnywhere(field: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !isCharacter(event.key)) return;
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest(OWN_KEYS) || document.querySelector("dialog[open]")) return;
      // The space bar presses buttons, and scrolls.
      if (event.key === " ") return;
      field.current?.focus();
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);
}

/** True for a key that writes something: the others have names. */
function isCharacter(key: string): boolean {
  const [first, second] = key;
  return first !== undefined && second === undefined;
}
