import { words } from "../words/words.ts";
import { CopyButton } from "./copy-button.tsx";
import { useHighlighting } from "./highlighting.ts";

/** Fenced code: as it was written, with colours if its language is known. */
export function CodeBlock({ language, text }: { language: string; text: string }) {
  const tokens = useHighlighting(language, text);
  return (
    <figure class="code-block" aria-label={words.value.markdown.code(language)}>
      <div class="code-head">
        {language !== "" && <bdi>{language}</bdi>}
        <CopyButton text={text} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0} dir="ltr">
        <code>
          {tokens.map((token) =>
            token.kind === null ? token.text : <span class={`code-${token.kind}`}>{token.text}</span>,
          )}
        </code>
      </pre>
    </figure>
  );
}
