import { effect, type ReadonlySignal } from "@preact/signals";
import type { Theme } from "../theme.ts";
import { isRightToLeft, language } from "../words/languages.ts";

/** Gives the whole document the colours that were chosen, and the browser's own frame around it. */
export function followTheme(theme: ReadonlySignal<Theme | null>): void {
  const frames = document.querySelectorAll<HTMLMetaElement>("meta[data-scheme]");
  effect(() => {
    const chosen = theme.value;
    if (chosen === null) delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    for (const frame of frames) {
      const { scheme } = frame.dataset;
      if (chosen === null) frame.media = `(prefers-color-scheme: ${scheme})`;
      else frame.media = chosen === scheme ? "all" : "not all";
    }
  });
}

/** Tells the browser, and whatever reads the page out, which language it is in and where its lines begin. */
export function followLanguage(): void {
  effect(() => {
    document.documentElement.lang = language.value;
    document.documentElement.dir = isRightToLeft(language.value) ? "rtl" : "ltr";
  });
}
