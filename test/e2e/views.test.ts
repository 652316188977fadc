import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { indistinct, outOfReach } from "./scenes/faults.ts";
import { showAll } from "./scenes/scenes.ts";
import { SCREENS } from "./scenes/screens.ts";
import { Site } from "./site.ts";
import { kinds, violations } from "./violations.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

/** A minute and a half on a machine with nothing else to do. */
const PATIENCE = 600_000;
/** 1280 by 800 at 200 %. */
const ZOOMED = { width: 640, height: 400 };

/** What was on a page before. */
const seen = new Set<string>();

/** True if there is something on the page that was on none before, but for its text. */
async function isNew(page: Page): Promise<boolean> {
  const before = seen.size;
  for (const kind of await page.evaluate(kinds)) seen.add(kind);
  return seen.size > before;
}

it.each(["desktop", "phone"] as const)("no view stands in anybody's way: %s", { timeout: PATIENCE }, async (device) => {
  const faults: Record<string, string[]> = {};
  const screen = SCREENS[device];
  const complaints = await showAll(site, screen, async (view, page) => {
    const found = await page.evaluate(outOfReach);
    if (await page.evaluate(moves)) found.push("moves, although less motion is wanted");
    const shows = await isNew(page);
    // On a phone most of a page is what it is on a desktop, in another place.
    if (shows || device === "desktop") found.push(...(await violations(page)));
    if (shows) found.push(...(await faultsOfColour(page)));
    if (device === "desktop") {
      await page.setViewportSize(ZOOMED);
      found.push(...(await page.evaluate(outOfReach)).map((fault) => `at 200 %, ${fault}`));
      await page.setViewportSize(screen.options.viewport!);
    }
    if (found.length > 0) faults[view] = found;
  });
  expect(faults).toEqual({});
  expect(complaints).toEqual([]);
});

/** True if something is on its way; what only appears after a while, in a millisecond, is not. Runs in the page. */
function moves(): boolean {
  return document.getAnimations().some(({ effect }) => Number(effect?.getTiming().duration) > 1);
}

/** What is wrong in dark by the rules that colours decide, and where the system's colours take the place of ours. */
async function faultsOfColour(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: "dark" });
  const inDark = await violations(page, ["color-contrast"]);
  await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
  const forced = await page.evaluate(indistinct);
  await page.emulateMedia({ forcedColors: "none" });
  return [...inDark.map((fault) => `in dark, ${fault}`), ...forced];
}
