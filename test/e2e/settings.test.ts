import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { enter, Site, say, type Visit } from "./site.ts";

let site: Site;
/** In the chat, and in a tab with the operator's page; the tests put back what they choose. */
let ada: Visit;
let page: Page;
let other: Page;
beforeAll(async () => {
  site = await Site.open();
  ada = await site.signIn("Ada", "/", { colorScheme: "light" });
  ({ page } = ada);
  other = await ada.context.newPage();
  await other.goto("/usage");
});
afterEach(async () => {
  await page.keyboard.press("Escape");
  expect(ada.complaints.splice(0).filter((complaint) => !REFUSED.test(complaint))).toEqual([]);
});
afterAll(() => site.close());

/** What the browser says of an answer that a test makes up. */
const REFUSED = /status of 403|ERR_FAILED/;

async function openSettings(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Settings", exact: true }).click();
  await page.getByRole("dialog", { name: "Settings" }).waitFor();
}

const html = (page: Page) => page.locator("html");
const ground = (page: Page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

describe("colours", () => {
  beforeEach(async () => {
    await openSettings(page);
    await page.getByLabel("System").check();
  });

  it("follow the system until they are chosen, then hold in every tab, in what surrounds the page too", async ({
    onTestFinished,
  }) => {
    onTestFinished(() => page.emulateMedia({ colorScheme: "light" }));
    const light = await ground(page);
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
  });

  it("are there in the first frame that is painted", async () => {
    await page.getByLabel("Dark").check();
    const fresh = await ada.context.newPage();
    await fresh.addInitScript(() => {
      const painted: string[] = [];
      Object.assign(window, { painted });
      const look = () => {
        painted.push(document.documentElement.dataset.theme ?? "none");
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    const styles = fresh.waitForResponse("**/build/styles.css");
    await fresh.route("**/build/main.js", async (route) => {
      await (await styles).finished();
      await route.continue();
    });
    await fresh.goto("/");
    await fresh.locator(".shell").waitFor();
    const painted = await fresh.evaluate(() => (window as unknown as { painted: string[] }).painted);
    expect(new Set(painted)).toEqual(new Set(["dark"]));
    await fresh.close();
    await page.getByLabel("System").check();
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
    await enter(page, await site.makeRoom());
    await say(page, "one");
    await page.getByText("Today").waitFor();
    await openSettings(page);
    await page.getByLabel("Language").selectOption("Deutsch");
    await page.getByRole("dialog", { name: "Einstellungen" }).waitFor();
    await page.getByText("Heute").waitFor();
    await other.getByLabel("Betreiber-Token").waitFor();
    await page.route("**/api/session", (route) =>
      route.fulfill({ status: 403, json: { code: "muted", detail: "No." } }),
    );
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByText("Du kannst in diesem Raum im Moment nicht schreiben.").waitFor();
    await page.unroute("**/api/session");
    await page.reload();
    await page.getByRole("textbox", { name: "Nachricht" }).waitFor();
    await page.getByRole("button", { name: "Einstellungen", exact: true }).click();
    await page.getByLabel("Sprache").selectOption("English");
    await page.getByRole("dialog", { name: "Settings" }).waitFor();
  });

  it("stays as it was when the other one cannot be loaded", async () => {
    await page.route(/\/build\/ar-\w+\.js$/, (route) => route.abort());
    await openSettings(page);
    await page.getByLabel("Language").selectOption("ar");
    await page.getByRole("alert").waitFor();
    expect(await page.getByLabel("Language").inputValue()).toBe("en");
    await page.reload();
    await page.getByRole("navigation", { name: "Rooms" }).waitFor();
  });
});

it("in Arabic everything is mirrored, fits, and can be used by everybody, on a phone and on a desktop", async () => {
  const room = await site.makeRoom("غرفة");
  await site.post(room, "ليلى", ["مساء الخير", "Good evening"]);
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const { page, context, complaints } = await site.visit({ ...phone, locale: "ar-EG" });
  await page.goto(`/r/${room}`);
  await page.getByRole("textbox", { name: "اسمك" }).fill("Ada");
  await page.getByRole("button", { name: "انضمام" }).click();
  await page.getByText("مساء الخير").waitFor();
  expect(await html(page).getAttribute("dir")).toBe("rtl");
  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  const rooms = page.getByRole("navigation", { name: "الغرف" });
  /** Where the rooms end: on a phone they come in from there. */
  const edge = async () => {
    const { x, width } = (await rooms.boundingBox())!;
    return Math.round(x + width);
  };
  const looksAtSettings = async () => {
    await page.getByRole("button", { name: "الإعدادات", exact: true }).click();
    await page.getByRole("dialog", { name: "الإعدادات" }).waitFor();
    expect(await fits()).toBe(true);
    await page.keyboard.press("Escape");
  };
  expect(await fits()).toBe(true);
  await page.getByRole("button", { name: "الغرف", exact: true }).click();
  await expect.poll(edge).toBe(phone.viewport.width);
  await looksAtSettings();
  await page.setViewportSize({ width: 1280, height: 800 });
  expect(await fits()).toBe(true);
  await expect.poll(edge).toBe(1280);
  await looksAtSettings();
  expect(complaints).toEqual([]);
  await context.close();
});

it("where nothing can notify, the settings say so", async () => {
  await openSettings(page);
  const settings = page.getByRole("dialog", { name: "Settings" });
  await settings.getByText("This browser cannot notify you here.").waitFor();
  expect(await settings.getByRole("button", { name: "Turn on" }).count()).toBe(0);
});
