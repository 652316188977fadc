import type { Block, Inline } from "./tree.ts";

/** True if a message mentions the person of this name; who quotes a mention does not mention again. */
export function mentions(blocks: readonly Block[], name: string): boolean {
  return blocks.some((block) => {
    if (block.kind === "list") return block.items.some(({ children }) => mentions(children, name));
    return block.kind === "paragraph" && isAmong(block.children, name);
  });
}

/** True if two names are one to whoever mentions them. */
export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function isAmong(nodes: readonly Inline[], name: string): boolean {
  return nodes.some((node) => {
    if (node.kind === "mention") return isSameName(node.name, name);
    return "children" in node && isAmong(node.children, name);
  });
}
