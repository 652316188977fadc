import { actionOf } from "../commands/interpret.ts";
import { MessageText } from "./message-text.tsx";

/** What someone said, or, told with /me, what they do. */
export function Said({ author, text }: { author: string; text: string }) {
  const does = actionOf(text);
  if (does === null) return <MessageText text={text} />;
  return (
    <div class="action">
      <bdi class="author">{author}</bdi> <MessageText text={does} />
    </div>
  );
}
