import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds wrong with the page, in short. @param rules those that are to be tried; all of them if they are left out */
export async function violations(page: Page, rules?: string[]): Promise<string[]> {
  const isLoaded = await page.evaluate(() => "axe" in window);
  if (!isLoaded) await page.evaluate(axe.source);
  const options = { preload: false, resultTypes: ["violations" as const], ...(rules && { runOnly: rules }) };
  const results = await page.evaluate((given) => (window as unknown as { axe: typeof axe }).axe.run(given), options);
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

/**
 * What there is on the page, by all that axe goes by but texts and places: of each element that is shown what it is in, its
 * attributes, whether it is empty or chosen, and its colours. Runs in the page.
 */
export function kinds(): string[] {
  const name = (element: Element | null) => `${element?.localName}.${element?.getAttribute("class") ?? ""}`;
  const shown = [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility());
  const found = shown.map((element) => {
    const { color, backgroundColor } = getComputedStyle(element);
    const attributes = [...element.getAttributeNames().sort(), element.getAttribute("role")];
    const isEmpty = element.textContent!.trim() === "";
    const isChosen = element.matches("[aria-current], [aria-selected=true], [aria-pressed=true], :checked");
    const whole = [
      name(element.parentElement),
      name(element),
      ...attributes,
      isEmpty,
      isChosen,
      color,
      backgroundColor,
    ];
    return whole.join(" ");
  });
  return [...new Set(found)];
}
