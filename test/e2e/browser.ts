import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
];

/**
 * A full Chromium draws two pages of its own for the address bar of each window, which cost as much as the page under test.
 * The rest is Playwright's own list, as far as it matters here: a second list takes the place of the first.
 */
const WITHOUT = [
  "WebUIOmniboxPopup",
  "WebUIOmniboxAimPopup",
  "AimEnabled",
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsFirstBalancedModeAutoEnable",
  "HttpsUpgrades",
  "LensOverlay",
  "MediaRouter",
  "OptimizationHints",
  "PaintHolding",
  "ThirdPartyStoragePartitioning",
];

let launched: Promise<Browser> | undefined;

/**
 * The Chromium that CHROMIUM names (`npm test` sets it), else the system's, else Playwright's own. The files of tests that run
 * one after the other in a process share it, and it ends with the process.
 */
export function sharedBrowser(): Promise<Browser> {
  const found = process.env.CHROMIUM ?? PLACES.find(existsSync);
  launched ??= chromium.launch({
    args: [...QUIET, `--disable-features=${WITHOUT.join(",")}`],
    ...(found === undefined ? {} : { executablePath: found }),
  });
  return launched;
}
