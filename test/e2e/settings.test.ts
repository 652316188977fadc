import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Site, say } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

async function openSettings(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.getByRole("dialog", { name: "Settings" }).waitFor();
}

const html = (page: Page) => page.locator("html");
const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

describe("colours", () => {
  it("follow the system until they are chosen, then hold in every tab, in what surrounds the page too", async () => {
    const { page, context, complaints } = await site.signIn("Ada", "/", { colorScheme: "light" });
    const other = await context.newPage();
    await other.goto("/usage");
    const light = await ground(page);
    await openSettings(page);
    await page.getByLabel("Dark").check();
    await expect.poll(() => ground(other)).not.toBe(light);
    expect(await ground(page)).toBe(await ground(other));
    const frame = page.locator("meta[name=theme-color]");
    expect(
      await frame.evaluateAll(
        (metas) => metas.filter((meta) => matchMedia((meta as HTMLMetaElement).media).matches).length,
      ),
    ).toBe(1);
    expect(await page.locator("meta[media=all]").getAttribute("data-scheme")).toBe("dark");
    await page.getByLabel("System").check();
    await expect.poll(() => ground(other)).toBe(light);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await ground(page)).not.toBe(light);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("are there in the first frame that is painted", async () => {
    const { page, context } = await site.signIn("Ada", "/", { colorScheme: "light" });
    await openSettings(page);
    await page.getByLabel("Dark").check();
    await page.addInitScript(() => {
      const painted: string[] = [];
      Object.assign(window, { painted });
      const look = () => {
        painted.push(document.documentElement.dataset.theme ?? "none");
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    const styles = page.waitForResponse("**/build/styles.css");
    await page.route("**/build/main.js", async (route) => {
      await (await styles).finished();
      await route.continue();
    });
    await page.reload();
    await page.locator(".shell").waitFor();
    const painted = await page.evaluate(() => (window as unknown as { painted: string[] }).painted);
    expect(new Set(painted)).toEqual(new Set(["dark"]));
    await context.close();
  });
});

describe("language", () => {
  it("is the browser's from the first word on", async () => {
    const { page, context, complaints } = await site.visit({ locale: "de-AT" });
    const session = page.waitForResponse("**/api/session");
    const before: (string | null)[] = [];
    await page.route(/\/build\/de-\w+\.js$/, async (route) => {
      await (await session).finished();
      // What the page would say without them, it has said two frames later.
      await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
      before.push(await page.locator("#app").textContent());
      await route.continue();
    });
    await page.goto("/");
    await page.getByRole("textbox", { name: "Dein Name" }).fill("Ada");
    expect(before).toEqual([""]);
    expect(await html(page).getAttribute("lang")).toBe("de");
    await page.getByRole("button", { name: "Beitreten" }).click();
    await page.getByRole("navigation", { name: "Räume" }).waitFor();
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("can be chosen, holds in every tab and after a reload, and shows dates and refusals too", async () => {
    const room = await site.makeRoom();
    const { page, context, complaints } = await site.signIn("Ada", `/r/${room}`);
    const other = await context.newPage();
    await other.goto(`/r/${room}`);
    await say(page, "one");
    await page.getByText("Today").waitFor();
    await openSettings(page);
    await page.getByLabel("Language").selectOption("Deutsch");
    await page.getByRole("dialog", { name: "Einstellungen" }).waitFor();
    await other.getByText("Heute").waitFor();
    await page.route("**/api/session", (route) =>
      route.fulfill({ status: 403, json: { code: "muted", detail: "No." } }),
    );
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByText("Du kannst in diesem Raum im Moment nicht schreiben.").waitFor();
    await page.unroute("**/api/session");
    await page.reload();
    await page.getByRole("textbox", { name: "Nachricht" }).waitFor();
    await page.goto("/usage");
    await page.getByLabel("Betreiber-Token").waitFor();
    expect(complaints.filter((complaint) => !complaint.includes("403"))).toEqual([]);
    await context.close();
  });

  it("stays as it was when the other one cannot be loaded", async () => {
    const { page, context } = await site.signIn("Ada");
    await page.route(/\/build\/ar-\w+\.js$/, (route) => route.abort());
    await openSettings(page);
    await page.getByLabel("Language").selectOption("ar");
    await page.getByRole("alert").waitFor();
    expect(await page.getByLabel("Language").inputValue()).toBe("en");
    await page.reload();
    await page.getByRole("navigation", { name: "Rooms" }).waitFor();
    await context.close();
  });
});

describe.each([
  ["desktop", { viewport: { width: 1280, height: 800 } }],
  ["phone", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
])("in Arabic on a %s", (device, screen) => {
  it("everything is mirrored, fits, and can be used by everybody", async () => {
    const room = await site.makeRoom("غرفة");
    await site.post(room, "ليلى", ["مساء الخير", "Good evening"]);
    const { page, context, complaints } = await site.visit({ ...screen, locale: "ar-EG" });
    await page.goto(`/r/${room}`);
    await page.getByRole("textbox", { name: "اسمك" }).fill("Ada");
    await page.getByRole("button", { name: "انضمام" }).click();
    await page.getByText("مساء الخير").waitFor();
    expect(await html(page).getAttribute("dir")).toBe("rtl");
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    expect(await fits()).toBe(true);
    if (device === "phone") await page.getByRole("button", { name: "الغرف", exact: true }).click();
    const pane = (await page.getByRole("navigation", { name: "الغرف" }).boundingBox())!;
    expect(Math.round(pane.x + pane.width)).toBe(screen.viewport.width);
    await page.getByRole("button", { name: "الإعدادات", exact: true }).click();
    await page.getByRole("dialog", { name: "الإعدادات" }).waitFor();
    expect(await fits()).toBe(true);
    await page.keyboard.press("Escape");
    expect(complaints).toEqual([]);
    await context.close();
  });
});
