import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFailed, onTestFinished } from "vitest";
import { SCREENS } from "./scenes/screens.ts";
import { goTo, Site, type Visit } from "./site.ts";

/** Between a phone and a desktop. */
const TABLET = { width: 900, height: 700 };

let site: Site;
/** Made before anybody looks at the list of rooms: of others nothing is counted until it is looked at again. */
let rooms: string[];
/** Who go to another room in each test: loading the page takes longer than most of them. */
let phone: Visit;
let tablet: Visit;
beforeAll(async () => {
  site = await Site.open();
  rooms = await Promise.all(Array.from({ length: 13 }, () => site.makeRoom("Hazel")));
  phone = await site.signIn("Ada", "/", SCREENS.phone.options);
  tablet = await site.signIn("Ada", "/", { viewport: TABLET, reducedMotion: "no-preference" });
});
afterEach(() => {
  for (const { complaints } of [phone, tablet]) expect(complaints.splice(0)).toEqual([]);
});
afterAll(() => site.close());

/** Comes from an address where there is nothing into a room where there is something to read. @returns its id */
async function enter(page: Page): Promise<string> {
  // What a test that failed has left open would be in the way of the next one.
  onTestFailed(async () => void (await page.goto("/")));
  const room = rooms.pop()!;
  await site.post(room, "Bo", ["Good evening"]);
  await goTo(page, "/nowhere/at/all");
  await goTo(page, `/r/${room}`);
  await page.getByText("Good evening").waitFor();
  return room;
}

async function openSearch(page: Page): Promise<void> {
  await page.keyboard.press("Control+Shift+F");
  await page.locator(".search-panel").waitFor();
  await page.getByRole("searchbox", { name: "Search", exact: true }).and(page.locator(":focus")).waitFor();
}

const searchIsClosed = (page: Page) => page.locator(".search-panel").waitFor({ state: "detached" });
const unread = (page: Page) => page.title().then((title) => Number(/^\((\d+)\)/.exec(title)?.[1] ?? 0));
const isMarkedNew = (page: Page) => page.locator(".divider.new + li", { hasText: "Anybody?" }).waitFor();

describe.each([
  ["a phone", () => phone],
  ["a tablet", () => tablet],
])("where the search covers the room, on %s", (_, visitor) => {
  it("nothing under it is read until it is closed", async () => {
    const { page } = visitor();
    const room = await enter(page);
    await openSearch(page);
    await site.post(room, "Cy", ["Anybody?"]);
    await expect.poll(() => unread(page)).toBe(1);
    await page.keyboard.press("Escape");
    await searchIsClosed(page);
    await expect.poll(() => unread(page)).toBe(0);
    await isMarkedNew(page);
  });

  it("no key leads under it", async () => {
    const { page } = visitor();
    await enter(page);
    await openSearch(page);
    const places = new Set<string | undefined>();
    const look = async () => {
      const place = () => document.activeElement?.closest("search, .room-header, .pane, main")?.className;
      places.add(await page.evaluate(place));
    };
    for (let presses = 0; presses < 25; presses++) {
      await page.keyboard.press("Tab");
      await look();
    }
    for (const key of ["F6", "F6", "Shift+F6", "a", "ArrowUp"]) {
      await page.keyboard.press(key);
      await look();
    }
    expect(places).toContain("search open");
    expect(places).not.toContain("room");
    await page.locator(".search-panel").waitFor();
    await page.keyboard.press("Escape");
    await searchIsClosed(page);
  });

  it("going back closes it and nothing else, and closed by hand it is nothing to go back from", async () => {
    const { page } = visitor();
    await enter(page);
    const here = page.url();
    const opener = page.getByRole("button", { name: /^People/ });
    await opener.focus();
    await openSearch(page);
    await page.goBack();
    await searchIsClosed(page);
    expect(page.url()).toBe(here);
    await opener.and(page.locator(":focus")).waitFor();
    await openSearch(page);
    await page.keyboard.press("/");
    await page.getByRole("button", { name: "Close the search" }).filter({ visible: true }).click();
    await searchIsClosed(page);
    await page.waitForFunction(() => history.state === null);
    await page.goBack();
    await page.getByText("There is nothing here").waitFor();
  });

  it("a key that leads to another room closes it, and back is the room that was left", async () => {
    const { page } = visitor();
    await enter(page);
    const here = page.url();
    await openSearch(page);
    await page.keyboard.press("Alt+ArrowDown");
    await page.waitForURL((url) => url.href !== here);
    await searchIsClosed(page);
    await page.locator(".composer textarea:focus").waitFor();
    await page.goBack();
    await page.getByText("Good evening").waitFor();
    expect(page.url()).toBe(here);
  });
});

it("a search stays open in a window that becomes wide enough for both, and is then nothing to go back from", async () => {
  const { page } = tablet;
  const room = await enter(page);
  onTestFinished(() => page.setViewportSize(TABLET));
  await openSearch(page);
  await page.waitForFunction(() => history.state !== null);
  await page.setViewportSize({ width: 1280, height: 700 });
  await page.waitForFunction(() => history.state === null);
  await site.post(room, "Cy", ["Anybody?"]);
  await page.getByText("Anybody?").waitFor();
  expect(await unread(page)).toBe(0);
  await page.locator(".search-panel").waitFor();
  await page.goBack();
  await page.getByText("There is nothing here").waitFor();
});

it.each([
  ["a drawer", (page: Page) => page.getByRole("button", { name: "Rooms", exact: true }).click()],
  ["a dialog", (page: Page) => page.keyboard.press("Control+/")],
])("nothing under %s is read until it is closed", async (_, open) => {
  const { page } = phone;
  const room = await enter(page);
  await open(page);
  await page.locator(".pane.open .drawer-close:focus, dialog[open]").waitFor();
  await site.post(room, "Cy", ["Anybody?"]);
  await expect.poll(() => unread(page)).toBe(1);
  await page.keyboard.press("Escape");
  await expect.poll(() => unread(page)).toBe(0);
  await isMarkedNew(page);
});

it.each([
  ["a drawer", (page: Page) => page.getByRole("button", { name: "Rooms", exact: true }).click()],
  ["the search", (page: Page) => openSearch(page)],
])("a page loaded anew under %s has nothing more to go back from", async (_, open) => {
  const { page } = phone;
  await enter(page);
  await open(page);
  await page.waitForFunction(() => history.state !== null);
  await page.reload();
  await page.getByText("Good evening").waitFor();
  await page.waitForFunction(() => history.state === null);
  await page.goBack();
  await page.getByText("There is nothing here").waitFor();
});
