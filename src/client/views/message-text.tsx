import { useMemo } from "preact/hooks";
import type { Block, Item } from "../markdown/tree.ts";
import { isOnlyEmoji } from "../only-emoji.ts";
import { CodeBlock } from "./code-block.tsx";
import type { Content } from "./content.ts";
import { InlineText } from "./inline-text.tsx";

/** What a message says. The same content is not drawn again. */
export function MessageText({ content }: { content: Content }) {
  return useMemo(
    () => (
      <div class={isOnlyEmoji(content.text) ? "message-text only-emoji" : "message-text"}>
        {content.blocks.map((block) => (
          <BlockText block={block} you={content.you} dir="auto" />
        ))}
      </div>
    ),
    [content],
  );
}

interface BlockTextProps {
  block: Block;
  you: string;
  /** Within a quote the outermost decides on which side its line is; text takes its own direction everywhere. */
  dir?: "auto" | undefined;
}

function BlockText({ block, you, dir }: BlockTextProps) {
  switch (block.kind) {
    case "paragraph":
      return (
        <p dir={dir}>
          <InlineText nodes={block.children} you={you} />
        </p>
      );
    case "quote":
      return (
        <blockquote dir={dir}>
          {block.children.map((child) => (
            <BlockText block={child} you={you} />
          ))}
        </blockquote>
      );
    case "list": {
      const items = block.items.map((item) => <ListItem item={item} you={you} dir={dir} />);
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case "code":
      return <CodeBlock language={block.language} text={block.text} />;
  }
}

function ListItem({ item, you, dir }: { item: Item; you: string; dir: "auto" | undefined }) {
  return (
    <li dir={dir} value={item.number ?? undefined}>
      {item.children.map((child) => (
        <BlockText block={child} you={you} />
      ))}
    </li>
  );
}
