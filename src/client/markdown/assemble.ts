import { hostBehind } from "./disguise.ts";
import type { Run } from "./emphasis.ts";
import { textOf } from "./plain-text.ts";
import type { Inline } from "./tree.ts";

/** What was found in a text, in its order: whole nodes, and where others begin and end. */
export type Piece =
  | { kind: "node"; node: Inline }
  | { kind: "run"; run: Run }
  | { kind: "link"; href: string }
  | { kind: "link end" };

/** A node that has begun. One within another of its kind adds nothing and is none: its children are those of what is around it. */
interface Begun {
  node: Parent | null;
  children: Inline[];
}

type Parent = Extract<Inline, { children: Inline[] }>;

/** Puts the pieces into each other; however many begin, none is nested deeper than there are styles. */
export function assemble(pieces: readonly Piece[]): Inline[] {
  const root: Inline[] = [];
  const begun: Begun[] = [];
  const within = new Set<Parent["kind"]>();
  const children = () => begun.at(-1)?.children ?? root;
  const begin = (node: Parent) => {
    if (within.has(node.kind)) begun.push({ node: null, children: children() });
    else begun.push({ node, children: node.children });
    within.add(node.kind);
  };
  const end = () => {
    const { node } = begun.pop()!;
    if (node === null) return;
    within.delete(node.kind);
    if (node.kind === "link") node.host = hostBehind(textOf(node.children), node.href);
    children().push(node);
  };
  for (const piece of pieces) {
    switch (piece.kind) {
      case "node":
        append(children(), within.has("link") ? withoutLink(piece.node) : piece.node);
        break;
      case "run": {
        const { closes, opens, mark, left } = piece.run;
        for (const _ of closes) end();
        append(children(), { kind: "text", text: mark.repeat(left) });
        for (const style of opens.toReversed()) begin({ kind: style, children: [] });
        break;
      }
      case "link":
        begin({ kind: "link", href: piece.href, host: null, children: [] });
        break;
      case "link end":
        end();
    }
  }
  return root;
}

/** Adds a node; a text goes on in the one before it. */
export function append(nodes: Inline[], node: Inline): void {
  if (node.kind !== "text") nodes.push(node);
  else if (node.text !== "") {
    const last = nodes.at(-1);
    if (last?.kind === "text") nodes[nodes.length - 1] = { kind: "text", text: last.text + node.text };
    else nodes.push(node);
  }
}

/** What leads somewhere is only text within the text of a link. */
function withoutLink(node: Inline): Inline {
  return node.kind === "link" || node.kind === "room" ? { kind: "text", text: textOf([node]) } : node;
}
