/** A piece of a message that stands on lines of its own. */
export type Block =
  | { kind: "paragraph"; children: Inline[] }
  | { kind: "quote"; children: Block[] }
  | { kind: "list"; ordered: boolean; items: Item[] }
  /** `language` as it was written, "" if it was not. */
  | { kind: "code"; language: string; text: string };

/** A point of a list; `number` as it was written, null in a list without numbers. */
export interface Item {
  number: number | null;
  children: Block[];
}

/** What marks around text make of it. */
export type Style = "strong" | "emphasis" | "strike" | "spoiler";

/** A piece of a line. None is ever within another of its kind, so that no text can be nested deeper than there are kinds. */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: Style; children: Inline[] }
  /** `host` is where it leads, if its text says or suggests something else; null if that need not be said. */
  | { kind: "link"; href: string; host: string | null; children: Inline[] }
  /** `name` as the person writes it, `text` as the message does. */
  | { kind: "mention"; name: string; text: string }
  | { kind: "room"; id: string; text: string };
