import { signal } from "@preact/signals";

/** What is open over which message, and beside what. */
interface Opened {
  what: "menu" | "picker";
  seq: number;
  at: DOMRect;
}

/** One at a time on the page, because nothing else can be reached meanwhile. */
export const opened = signal<Opened | null>(null);

/** Opens the menu of a message, or the emoji to react with. @param at beside what; the message itself if it is left out */
export function openOver(what: Opened["what"], seq: number, at?: DOMRect): void {
  const rect = at ?? lineOf(seq)?.querySelector(".message-body")?.getBoundingClientRect();
  if (rect) opened.value = { what, seq, at: rect };
}

/** The line in which a message stands, if it is on the page. */
export function lineOf(seq: number): HTMLElement | null {
  return document.getElementById(`message-${seq}`);
}
