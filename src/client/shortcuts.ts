/** What a key does wherever the focus is. Their names are the keys of `words.keyboard.does`. */
export type Deed =
  | "switchRoom"
  | "previousRoom"
  | "nextRoom"
  | "previousUnread"
  | "nextUnread"
  | "search"
  | "nextRegion"
  | "previousRegion"
  | "help";

/** A key, and what is held down with it; `main` is Ctrl, or ⌘ on a Mac. */
export interface Chord {
  key: string;
  main?: boolean;
  alt?: boolean;
  shift?: boolean;
}

/** The one table of them, in the order in which they are listed. */
export const SHORTCUTS: readonly { does: Deed; keys: Chord }[] = [
  { does: "switchRoom", keys: { key: "k", main: true } },
  { does: "previousRoom", keys: { key: "ArrowUp", alt: true } },
  { does: "nextRoom", keys: { key: "ArrowDown", alt: true } },
  { does: "previousUnread", keys: { key: "ArrowUp", alt: true, shift: true } },
  { does: "nextUnread", keys: { key: "ArrowDown", alt: true, shift: true } },
  { does: "search", keys: { key: "f", main: true, shift: true } },
  { does: "search", keys: { key: "/" } },
  { does: "nextRegion", keys: { key: "F6" } },
  { does: "previousRegion", keys: { key: "F6", shift: true } },
  { does: "help", keys: { key: "/", main: true } },
];

/** What a key that was pressed tells: the part of a `KeyboardEvent` that counts here. */
export type Press = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing">;

/** True where ⌘ is what Ctrl is elsewhere. @param platform as `navigator.platform` */
export function isMac(platform: string): boolean {
  return /^(Mac|iP)/.test(platform);
}

/** What is to be done at a key, or null if it is none of ours. @param mac as `isMac` has it */
export function deedFor(press: Press, mac: boolean): Deed | null {
  // The keys that choose among an input method's suggestions are meant for it alone.
  if (press.isComposing) return null;
  return SHORTCUTS.find(({ keys }) => isPressed(keys, press, mac))?.does ?? null;
}

function isPressed({ key, main = false, alt = false, shift = false }: Chord, press: Press, mac: boolean): boolean {
  const [held, other] = mac ? [press.metaKey, press.ctrlKey] : [press.ctrlKey, press.metaKey];
  if (held !== main || other || press.altKey !== alt) return false;
  // Some keyboards have the slash only with Shift.
  if (press.shiftKey !== shift && key !== "/") return false;
  return latin(press) === key;
}

/** The key in small letters; where those of another script are on the keys, what an English keyboard has in their place. */
export function latin({ key, code }: Press): string {
  if (/^[\0-\x7f]+$/.test(key)) return key.toLowerCase().length === 1 ? key.toLowerCase() : key;
  return code === "Slash" ? "/" : code.replace(/^Key/, "").toLowerCase();
}
