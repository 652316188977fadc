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
