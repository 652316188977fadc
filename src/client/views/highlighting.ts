import { useEffect, useState } from "preact/hooks";
import type { Token } from "../highlight/highlight.ts";
import { languageOf } from "../highlight/languages.ts";
import { loadLaterParts } from "./later.tsx";

/** Code in pieces: one at first, those of its language once what knows it has been loaded. */
export function useHighlighting(language: string, text: string): readonly Token[] {
  const plain: Token[] = [{ kind: null, text }];
  const [done, setDone] = useState<{ text: string; tokens: Token[] }>({ text, tokens: plain });
  useEffect(() => {
    const known = languageOf(language);
    if (known === null) return;
    let gone = false;
    // The colours are among the styles that are loaded later.
    Promise.all([import("../highlight/highlight.ts"), loadLaterParts()])
      .then(([{ highlight }]) => highlight(known, text))
      .then((tokens) => {
        if (!gone) setDone({ text, tokens });
      })
      // Without a connection, or after an update of the server, it stays without colours.
      .catch(() => {});
    return () => {
      gone = true;
    };
  }, [language, text]);
  return done.text === text ? done.tokens : plain;
}
