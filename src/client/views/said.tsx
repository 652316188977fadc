import type { Content } from "./content.ts";
import { MessageText } from "./message-text.tsx";

/** What someone said, or, told with /me, what they do. */
export function Said({ author, content }: { author: string; content: Content }) {
  if (!content.isAction) return <MessageText content={content} />;
  return (
    <div class="action">
      <bdi class="author">{author}</bdi> <MessageText content={content} />
    </div>
  );
}
