import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { indistinct, outOfReach } from "./scenes/faults.ts";
import { showAll } from "./scenes/scenes.ts";
import { SCREENS } from "./scenes/screens.ts";
import { Site } from "./site.ts";
import { kindsOn, violationsOfColour, violationsOfStructure } from "./violations.ts";

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

/** What is on the page that was on none before, but for its text. */
async function newOn(page: Page): Promise<string[]> {
  const news = (await kindsOn(page)).filter((kind) => !seen.has(kind));
  for (const kind of news) seen.add(kind);
  return news;
}

it.each(["desktop", "phone"] as const)("no view stands in anybody's way: %s", { timeout: PATIENCE }, async (device) => {
  const faults: Record<string, string[]> = {};
  const screen = SCREENS[device];
  const complaints = await showAll(site, screen, async (view, page) => {
    const found = await page.evaluate(outOfReach);
    if (await page.evaluate(moves)) found.push("moves, although less motion is wanted");
    const news = await newOn(page);
    // On a phone most of a page is what it is on a desktop, in another place.
    if (news.length > 0 || device === "desktop") found.push(...(await violationsOfStructure(page)));
    if (news.length > 0) found.push(...(await faultsOfColour(page, news)));
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

/** What is wrong by the rules that colours decide, in light and in dark, and where the system's colours take the place of ours. */
async function faultsOfColour(page: Page, news: string[]): Promise<string[]> {
  const inLight = await violationsOfColour(page, news);
  await page.emulateMedia({ colorScheme: "dark" });
  const inDark = await violationsOfColour(page, news);
  await page.emulateMedia({ colorScheme: "light", forcedColors: "active" });
  const forced = await page.evaluate(indistinct);
  await page.emulateMedia({ forcedColors: "none" });
  return [...inLight, ...inDark.map((fault) => `in dark, ${fault}`), ...forced];
}
