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

/** Starts the Chromium that CHROMIUM names (`npm test` sets it), else the system's, else Playwright's own. */
export function launchBrowser(): Promise<Browser> {
  const found = process.env.CHROMIUM ?? PLACES.find(existsSync);
  return chromium.launch({ args: QUIET, ...(found === undefined ? {} : { executablePath: found }) });
}
