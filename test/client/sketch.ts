import type { Block, Inline } from "../../src/client/markdown/tree.ts";

/** A message as a line that shows what was made of it: `paragraph: a strong(b)`. */
export function sketch(blocks: readonly Block[]): string {
  return blocks.map(block).join(" / ");
}

function block(node: Block): string {
  switch (node.kind) {
    case "paragraph":
      return inline(node.children);
    case "quote":
      return `quote[${sketch(node.children)}]`;
    case "list":
      return `list[${node.items.map(({ number, children }) => `${number ?? "-"} ${sketch(children)}`).join("; ")}]`;
    case "code":
      return `fence:${node.language}[${node.text}]`;
  }
}

function inline(nodes: readonly Inline[]): string {
  return nodes.map(piece).join("");
}

function piece(node: Inline): string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "code":
      return `code(${node.text})`;
    case "mention":
      return `person(${node.name})`;
    case "room":
      return `room(${node.id})`;
    case "link":
      return `link(${inline(node.children)} → ${node.href}${node.host === null ? "" : `, really ${node.host}`})`;
    default:
      return `${node.kind}(${inline(node.children)})`;
  }
}
