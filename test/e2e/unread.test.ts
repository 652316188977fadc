import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { enter, goTo, Site, say, type Visit } from "./site.ts";

let site: Site;
/** In a room of her own in each test, on the same page: opening one takes longer than most of these tests. */
let ada: Visit;
/** A room that is in her list. */
let copse: string;
beforeAll(async () => {
  site = await Site.open();
  copse = await site.makeRoom("Copse");
  ada = await site.signIn("Ada");
});
afterEach(() => expect(ada.complaints.splice(0)).toEqual([]));
afterAll(() => site.close());

const numbers = (count: number, word: string) => Array.from({ length: count }, (_, index) => `${word} ${index + 1}`);

/** Playwright's pages believe that they have the focus, all of them. */
function focus(page: Page, has: boolean): Promise<void> {
  return page.evaluate((focused) => {
    document.hasFocus = () => focused;
    window.dispatchEvent(new Event(focused ? "focus" : "blur"));
  }, has);
}

/** Texts of the messages below the line, null without one. */
function below(page: Page): Promise<string[] | null> {
  return page.getByRole("log", { name: "Messages" }).evaluate((view) => {
    const rows = [...view.querySelectorAll("li")];
    const line = rows.findIndex((row) => row.matches(".divider.new"));
    const texts = rows.slice(line).flatMap((row) => row.querySelector(".message-text")?.textContent ?? []);
    return line < 0 ? null : texts;
  });
}

/** Has a page note what number it puts on its icon, as a system does that then says it cannot: 0 if it takes it away. */
async function noteBadges(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const badges: number[] = [];
    const set = async (count = 0) => {
      badges.push(count);
      throw new Error("There are no badges here.");
    };
    Object.assign(window, { badges });
    Object.assign(navigator, { setAppBadge: set, clearAppBadge: () => set() });
  });
}

/** The numbers that were put on a page's icon. */
function badges(page: Page): Promise<number[]> {
  return page.evaluate(() => Object(window).badges);
}

describe("the New line", () => {
  it("is above what came since the last visit, stays while one reads on, and goes with Escape", async () => {
    const room = await site.makeRoom();
    await site.post(room, "Bo", numbers(3, "before"));
    await enter(ada.page, room);
    await ada.page.getByText("before 3").waitFor();
    expect(await below(ada.page)).toBeNull();
    await goTo(ada.page, "/lobby-that-is-not-there");
    await ada.page.getByText("There is nothing here").waitFor();
    await site.post(room, "Cy", numbers(2, "since"));
    await ada.page.goto(`/r/${room}`);
    await expect.poll(() => below(ada.page)).toEqual(["since 1", "since 2"]);
    // It ends what an input method composes, and nothing else.
    const field = ada.page.getByRole("textbox", { name: "Message" });
    await field.dispatchEvent("keydown", { key: "Escape", isComposing: true, bubbles: true, cancelable: true });
    await site.post(room, "Di", ["now"]);
    await expect.poll(() => below(ada.page)).toEqual(["since 1", "since 2", "now"]);
    await ada.page.getByRole("log", { name: "Messages" }).getByText("now").click();
    await ada.page.keyboard.press("Escape");
    await expect.poll(() => below(ada.page)).toBeNull();
  });

  it("is above the first message that came while the page had no focus, and the title counts them", async ({
    onTestFinished,
  }) => {
    onTestFinished(() => focus(ada.page, true));
    await enter(ada.page, copse);
    await say(ada.page, "seen");
    await ada.page.locator(".message:not(.unsent)", { hasText: "seen" }).waitFor();
    expect(await ada.page.title()).toMatch(/^Copse/);
    await focus(ada.page, false);
    await site.post(copse, "Bo", ["unseen", "unseen too"]);
    await expect.poll(() => below(ada.page)).toEqual(["unseen", "unseen too"]);
    await expect.poll(() => ada.page.title()).toMatch(/^\(2\) Copse/);
    await expect.poll(() => ada.page.locator('link[rel="icon"]').getAttribute("href")).toMatch(/^data:image\/svg/);
    const icon = ada.page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name: "2 unread" });
    await icon.waitFor();
    await focus(ada.page, true);
    await expect.poll(() => ada.page.title()).toMatch(/^Copse/);
    await expect.poll(() => ada.page.locator('link[rel="icon"]').getAttribute("href")).not.toMatch(/^data:/);
    expect(await below(ada.page)).toEqual(["unseen", "unseen too"]);
  });

  it("far above is one press away", async () => {
    const room = await site.makeRoom();
    await site.fill(room, 500);
    await enter(ada.page, room);
    await ada.page.getByText("number 500").waitFor();
    await goTo(ada.page, "/lobby-that-is-not-there");
    await ada.page.getByText("There is nothing here").waitFor();
    await site.fill(room, 900);
    await ada.page.goto(`/r/${room}`);
    await ada.page.getByRole("button", { name: "Jump to first unread (400)" }).click();
    await expect
      .poll(async () => (await below(ada.page))?.slice(0, 2))
      .toEqual(["filled from here", expect.stringMatching(/^number 502/)]);
    await ada.page.getByRole("button", { name: "Jump to first unread" }).waitFor({ state: "detached" });
    await ada.page.getByRole("button", { name: "Jump to latest" }).waitFor();
  });
});

it("rooms that are not open say how much is unread in them, and so does the icon, until one has read it or signed out", async () => {
  const wood = await site.makeRoom("Wood");
  await site.makeRoom("Pasture");
  await site.post(wood, "Bo", ["hello"]);
  const visit = await site.visit();
  const { page, complaints } = visit;
  await site.letIn(visit, "Cy");
  await page.clock.install();
  await noteBadges(page);
  await page.goto(`/r/${wood}`);
  await page.getByText("hello").waitFor();
  const rooms = page.getByRole("navigation", { name: "Rooms" });
  await rooms.getByRole("link", { name: "Pasture" }).click();
  await page.getByRole("heading", { name: "Pasture" }).waitFor();
  await expect.poll(() => badges(page)).toEqual([0]);
  await site.post(wood, "Di", numbers(3, "unread"));
  await page.clock.fastForward("03:00");
  await rooms.getByRole("link", { name: "3 unread" }).waitFor();
  await expect.poll(() => page.title()).toMatch(/^\(3\) Pasture/);
  await expect.poll(() => badges(page)).toEqual([0, 3]);
  await page.keyboard.press("Alt+Shift+ArrowDown");
  await expect.poll(() => below(page)).toEqual(numbers(3, "unread"));
  await expect.poll(() => page.title()).toMatch(/^Wood/);
  await rooms.getByRole("link", { name: "unread" }).waitFor({ state: "detached" });
  expect(await badges(page)).toEqual([0, 3, 0]);
  await rooms.getByRole("link", { name: "Pasture" }).click();
  await page.getByRole("heading", { name: "Pasture" }).waitFor();
  await site.post(wood, "Di", ["unread too"]);
  await page.clock.fastForward("03:00");
  await expect.poll(() => badges(page)).toEqual([0, 3, 0, 1]);
  await page.getByRole("button", { name: "Cy Active" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("textbox", { name: "Your name" }).waitFor();
  await expect.poll(() => badges(page)).toEqual([0, 3, 0, 1, 0]);
  expect(complaints).toEqual([]);
  await visit.context.close();
});
