/** An emoji, and all by which it is found. */
export interface Emoji {
  character: string;
  /** In the reader's language. */
  name: string;
  /** What it is called between colons, in English everywhere; may be empty. */
  codes: readonly string[];
  keywords: readonly string[];
  /** Its place among `GROUPS`. */
  group: number;
}

/** Unicode's groups of emoji, in its order. */
export const GROUPS = [
  "smileys",
  "people",
  "nature",
  "food",
  "travel",
  "activities",
  "objects",
  "symbols",
  "flags",
] as const;
export type Group = (typeof GROUPS)[number];

/**
 * Reads what scripts/emoji-data.mjs has made.
 * @param list the emoji, a line for each
 * @param names their names, a line for each, in the same order
 */
export function readEmoji(list: string, names: string): Emoji[] {
  const nameLines = names.split("\n");
  let next = 0;
  return list.split("\n\n").flatMap((lines, group) =>
    lines.split("\n").map((line) => {
      const [character = "", ...codes] = line.split(" ");
      const [name = "", keywords = ""] = nameLines[next++]?.split("\t") ?? [];
      return { character, name, codes, keywords: keywords === "" ? [] : keywords.split(" "), group };
    }),
  );
}

/** What to call an emoji between colons. */
export function codeOf({ codes, name }: Emoji): string {
  return codes[0] ?? name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, "_");
}
