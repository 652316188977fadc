// `npm run screenshots`: every view, on a desktop and a phone, in light and dark, as pictures to be judged by eye.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { Site } from "../site.ts";
import { garden } from "./garden-club.ts";

const folder = process.env.SCREENSHOTS!;

let site: Site;
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  site = await Site.open();
});
afterAll(() => site.close());

describe.each([
  ["desktop", { viewport: { width: 1280, height: 800 } }],
  ["phone", { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true }],
])("%s", (device, screen) => {
  it.each(["light", "dark"] as const)("%s", async (colorScheme) => {
    const club = await garden(site);
    const options = { ...screen, colorScheme, locale: "en-GB", reducedMotion: "reduce" as const };
    const take = (page: Page, name: string) =>
      page.screenshot({ path: join(folder, `${name}-${device}-${colorScheme}.png`) });

    const visitor = await site.visit(options);
    await visitor.page.goto("/");
    await visitor.page.getByRole("textbox", { name: "Your name" }).waitFor();
    await take(visitor.page, "first-visit");
    await visitor.context.close();

    const { page, context } = await site.signIn("Ada", "/", options);
    await page.getByText("Garden club").waitFor();
    await take(page, "lobby");
    await page.goto("/nowhere/at/all");
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
    await take(page, "lost");
    await page.goto(`/r/${club.room}`);
    await page.getByText("🎉🌱").waitFor();
    await page.getByRole("textbox", { name: "Message" }).fill("");
    await take(page, "room");

    const compact = device === "phone";
    if (compact) {
      for (const pane of ["Rooms", "People"]) {
        await page.getByRole("button", { name: pane }).first().click();
        await take(page, pane.toLowerCase());
        await page.keyboard.press("Escape");
      }
      await page.getByRole("button", { name: "Rooms", exact: true }).click();
    }
    await page.getByRole("button", { name: "Settings", exact: true }).click();
    await page.getByRole("dialog").waitFor();
    await take(page, "settings");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "New room" }).click();
    await page.getByRole("dialog").waitFor();
    await take(page, "new-room");
    await page.keyboard.press("Escape");
    if (compact) await page.keyboard.press("Escape");
    await page.keyboard.press("Control+k");
    await page.getByRole("dialog").waitFor();
    await take(page, "switcher");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Shift+F");
    await page.locator(".search-panel").waitFor();
    await take(page, "search-empty");
    await page.keyboard.type("the");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "What was said around it" }).first().click();
    await page.locator(".neighbour").first().waitFor();
    await take(page, "search");
    await page.keyboard.press("Escape");

    const line = page.getByRole("article").filter({ hasText: "seed order" }).first();
    await line.focus();
    await line.getByRole("button", { name: "Reply" }).click();
    await page.getByRole("textbox", { name: "Message" }).fill("Yes, with *two* cans");
    await take(page, "reply");
    await page.keyboard.press("Escape");
    await context.setOffline(true);
    await site.cut(club.room);
    await page.getByRole("textbox", { name: "Message" }).fill("Written without a network");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("What you write is kept").waitFor();
    await take(page, "offline");
    await context.close();
    club.leave();
  });
});
