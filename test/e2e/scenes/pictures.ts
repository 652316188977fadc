// `npm run screenshots`: every view, on a desktop and a phone, in light and dark, as pictures to be judged by eye.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { Site } from "../site.ts";
import { showAll } from "./scenes.ts";
import { SCREENS } from "./screens.ts";

const folder = process.env.SCREENSHOTS!;

it.each(["desktop", "phone", "zoomed"] as const)(
  "%s",
  async (device) => {
    mkdirSync(folder, { recursive: true });
    const site = await Site.open();
    const take = (name: string) => join(folder, `${device}-${name}.png`);
    await showAll(site, SCREENS[device], async (view, page) => {
      for (const colorScheme of ["dark", "light"] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: take(`${colorScheme}-${view}`) });
      }
      if (device !== "desktop") return;
      await page.emulateMedia({ forcedColors: "active" });
      await page.screenshot({ path: take(`forced-${view}`) });
      await page.emulateMedia({ forcedColors: "none" });
    });
    await site.close();
  },
  600_000,
);
