import { textParts } from "../links.ts";

/** The text of a message as it was written, with its web addresses as links. */
export function MessageText({ text }: { text: string }) {
  return (
    <p class={isOnlyEmoji(text) ? "message-text only-emoji" : "message-text"} dir="auto">
      {textParts(text).map((part) =>
        part.kind === "text" ? (
          part.text
        ) : (
          <a href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ),
      )}
    </p>
  );
}

/** One to three emoji and nothing else are shown larger. */
function isOnlyEmoji(text: string): boolean {
  return text.length <= 40 && /^(?:\s*(?:\p{RGI_Emoji})\s*){1,3}$/v.test(text);
}
