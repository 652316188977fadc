import type { Block, Inline } from "./tree.ts";

/** Stands for what is to be read only by who asks for it. */
const HIDDEN = "▒▒▒";

/** A message without its marks, for where there is one line for it; spoilers stay hidden. */
export function plainText(blocks: readonly Block[]): string {
  return blocks.map(plainBlock).join("\n");
}

/** What is read in a line. */
export function textOf(nodes: readonly Inline[]): string {
  return nodes.map(plainInline).join("");
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case "paragraph":
      return textOf(block.children);
    case "quote":
      return plainText(block.children);
    case "list":
      return block.items.map(({ number, children }) => `${bullet(number)} ${plainText(children)}`).join("\n");
    case "code":
      return block.text;
  }
}

function bullet(number: number | null): string {
  return number === null ? "•" : `${number}.`;
}

function plainInline(node: Inline): string {
  switch (node.kind) {
    case "text":
    case "code":
    case "mention":
    case "room":
      return node.text;
    case "strong":
    case "emphasis":
    case "strike":
    case "link":
      return textOf(node.children);
    case "spoiler":
      return HIDDEN;
  }
}
