import { isSameName } from "../markdown/mentions.ts";
import type { Inline } from "../markdown/tree.ts";
import { LinkTo } from "./link-to.tsx";
import { Spoiler } from "./spoiler.tsx";

/** What is read in a line. */
export function InlineText({ nodes, you }: { nodes: readonly Inline[]; you: string }) {
  return (
    <>
      {nodes.map((node) => (
        <InlineNode node={node} you={you} />
      ))}
    </>
  );
}

function InlineNode({ node, you }: { node: Inline; you: string }) {
  switch (node.kind) {
    case "text":
      return node.text;
    case "code":
      return <code dir="ltr">{node.text}</code>;
    case "mention":
      return <bdi class={isSameName(node.name, you) ? "mention own" : "mention"}>{node.text}</bdi>;
    case "room":
      return (
        <LinkTo class="room-mention" place={{ kind: "room", id: node.id }}>
          {node.text}
        </LinkTo>
      );
    case "link":
      return (
        <>
          <a href={node.href} target="_blank" rel="noopener noreferrer nofollow">
            <InlineText nodes={node.children} you={you} />
          </a>
          {node.host !== null && <bdi class="link-host"> ({node.host})</bdi>}
        </>
      );
    case "spoiler":
      return (
        <Spoiler>
          <InlineText nodes={node.children} you={you} />
        </Spoiler>
      );
    case "strong":
      return (
        <strong>
          <InlineText nodes={node.children} you={you} />
        </strong>
      );
    case "emphasis":
      return (
        <em>
          <InlineText nodes={node.children} you={you} />
        </em>
      );
    case "strike":
      return (
        <s>
          <InlineText nodes={node.children} you={you} />
        </s>
      );
  }
}
