import axe from "axe-core";
import type { Page } from "playwright-core";

/** The rule that looks at every pair of colours, which takes longer than all others together. */
const OF_COLOURS = "color-contrast";

type Window = typeof window & { axe?: typeof axe; shown: Map<string, Element[]> };

/** What axe finds wrong with the page, in short, but for what only colours decide. */
export function violationsOfStructure(page: Page): Promise<string[]> {
  return run(page, { rules: { [OF_COLOURS]: { enabled: false } } });
}

/** Colours that cannot be told apart, in elements of these kinds and what they hold. @param kinds some of what `kindsOn` has found */
export function violationsOfColour(page: Page, kinds: string[]): Promise<string[]> {
  return run(page, { runOnly: [OF_COLOURS] }, kinds);
}

async function run(page: Page, more: axe.RunOptions = {}, kinds?: string[]): Promise<string[]> {
  const isLoaded = await page.evaluate(() => "axe" in window);
  if (!isLoaded) await page.evaluate(axe.source);
  const options: axe.RunOptions = { preload: false, resultTypes: ["violations"], ...more };
  const results = await page.evaluate(
    ({ options, kinds }) => {
      const { axe, shown } = window as Window;
      const within = kinds?.flatMap((kind) => shown.get(kind) ?? []).filter((element) => element.isConnected);
      return axe!.run(within ? { include: within } : document, options);
    },
    { options, kinds },
  );
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

/**
 * What there is on the page, by all that axe goes by but texts and places: of each element that is shown what it is in, its
 * attributes, whether it is empty or chosen, its colour and what that stands on.
 */
export function kindsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const name = (element: Element | null) => `${element?.localName}.${element?.getAttribute("class") ?? ""}`;
    /** What shows through, where an element has no colour of its own. */
    const ground = (element: Element): string => {
      const { backgroundColor } = getComputedStyle(element);
      const isClear = backgroundColor === "rgba(0, 0, 0, 0)";
      return isClear && element.parentElement ? ground(element.parentElement) : backgroundColor;
    };
    const shown = Map.groupBy(
      [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility()),
      (element) => {
        const { color } = getComputedStyle(element);
        const attributes = [...element.getAttributeNames().sort(), element.getAttribute("role")];
        const isEmpty = element.textContent!.trim() === "";
        const isChosen = element.matches("[aria-current], [aria-selected=true], [aria-pressed=true], :checked");
        const around = [name(element.parentElement), name(element)];
        return [...around, ...attributes, isEmpty, isChosen, color, ground(element)].join(" ");
      },
    );
    Object.assign(window, { shown });
    return [...shown.keys()];
  });
}
