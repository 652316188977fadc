import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { indistinct, outOfReach } from "./scenes/faults.ts";
import { showAll } from "./scenes/scenes.ts";
import { SCREENS } from "./scenes/screens.ts";
import { Site } from "./site.ts";
import { violations } from "./violations.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

/** Every rule in light, and in dark those that colours decide. */
async function barriers(page: Page): Promise<string[]> {
  const found = await violations(page);
  await page.emulateMedia({ colorScheme: "dark" });
  const inDark = await violations(page, ["color-contrast"]);
  await page.emulateMedia({ colorScheme: "light" });
  return [...found, ...inDark.map((fault) => `in dark, ${fault}`)];
}

/** Forty seconds on a machine with nothing else to do. */
const PATIENCE = 600_000;
/** 1280 by 800 at 200 %. */
const ZOOMED = { width: 640, height: 400 };

it.each(["desktop", "phone"] as const)("no view stands in anybody's way: %s", { timeout: PATIENCE }, async (device) => {
  const faults: Record<string, string[]> = {};
  const screen = SCREENS[device];
  const complaints = await showAll(site, screen, async (view, page) => {
    const found = await page.evaluate(outOfReach);
    if (await page.evaluate(() => document.getAnimations().length > 0))
      found.push("moves, although less motion is wanted");
    // German differs in its words alone.
    if (!view.startsWith("de-")) found.push(...(await barriers(page)));
    if (device === "desktop") {
      await page.emulateMedia({ forcedColors: "active" });
      found.push(...(await page.evaluate(indistinct)));
      await page.emulateMedia({ forcedColors: "none" });
      await page.setViewportSize(ZOOMED);
      found.push(...(await page.evaluate(outOfReach)).map((fault) => `at 200 %, ${fault}`));
      await page.setViewportSize(screen.options.viewport!);
    }
    if (found.length > 0) faults[view] = found;
  });
  expect(faults).toEqual({});
  expect(complaints).toEqual([]);
});
