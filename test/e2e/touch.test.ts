import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it, onTestFailed, onTestFinished } from "vitest";
import { Guest } from "./guest.ts";
import { SCREENS } from "./scenes/screens.ts";
import { goTo, Site, speak, type Visit } from "./site.ts";

let site: Site;
/** A room that is there before anybody looks at the list. */
let shore: string;
/** On a phone whose page goes from room to room: loading it takes longer than most tests. */
let ada: Visit;
beforeAll(async () => {
  site = await Site.open();
  shore = await site.makeRoom("Éclair shore");
  ada = await site.signIn("Ada", "/", SCREENS.phone.options);
});
afterEach(() => {
  expect(ada.complaints.splice(0)).toEqual([]);
});
afterAll(() => site.close());

type Point = [x: number, y: number];

/** Draws a finger over the page. */
async function swipe(page: Page, from: Point, to: Point): Promise<void> {
  const touch = await page.context().newCDPSession(page);
  const points = [0, 0.25, 0.5, 0.75, 1].map((part) => ({
    x: from[0] + part * (to[0] - from[0]),
    y: from[1] + part * (to[1] - from[1]),
  }));
  for (const [index, point] of points.entries()) {
    await touch.send("Input.dispatchTouchEvent", {
      type: index === 0 ? "touchStart" : "touchMove",
      touchPoints: [point],
    });
  }
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  await touch.detach();
}

const drawer = (page: Page) => page.evaluate(() => document.querySelector(".pane.open")?.id ?? null);

async function swipeUntilOpen(page: Page, from: Point, to: Point): Promise<void> {
  await expect
    .poll(async () => {
      if ((await drawer(page)) === null) await swipe(page, from, to);
      return drawer(page);
    })
    .not.toBeNull();
}

/** Comes into a room of its own, with all parts of the page loaded. @returns its page and path */
async function come(text: string): Promise<{ page: Page; path: string }> {
  const { page } = ada;
  // What a test that failed has left open would be in the way of the next one.
  onTestFailed(async () => void (await page.goto("/")));
  const room = await site.makeRoom();
  await site.post(room, "Bo", [text, "and so on\n".repeat(40)]);
  const path = `/r/${room}`;
  await goTo(page, path);
  await page.getByText("and so on").first().waitFor();
  await page.waitForFunction(() => [...document.styleSheets].some(({ href }) => href?.endsWith("later.css")));
  return { page, path };
}

it("a finger drawn over the room pulls in the drawer from that side, and pushes it out again", async () => {
  const { page } = await come("```\n".concat("long ".repeat(60), "\n```"));
  const [left, right]: Point[] = [
    [120, 600],
    [270, 610],
  ];
  // What follows fingers is loaded a moment after the page.
  await swipeUntilOpen(page, left!, right!);
  expect(await drawer(page)).toBe("rooms");
  await swipe(page, left!, right!);
  expect(await drawer(page)).toBe("rooms");
  await swipe(page, right!, left!);
  await expect.poll(() => drawer(page)).toBeNull();
  await swipe(page, right!, left!);
  await expect.poll(() => drawer(page)).toBe("people");
  await swipe(page, left!, right!);
  await expect.poll(() => drawer(page)).toBeNull();
  // Up and down is scrolling, and so is what goes sideways over code.
  await swipe(page, [200, 600], [260, 300]);
  await page.locator("pre").scrollIntoViewIfNeeded();
  const code = (await page.locator("pre").boundingBox())!;
  await swipe(page, [270, code.y + 10], [120, code.y + 10]);
  expect(await drawer(page)).toBeNull();
  await expect.poll(() => page.locator("pre").evaluate((pre) => pre.scrollLeft)).toBeGreaterThan(0);

  // Where lines begin on the right, so do the rooms.
  onTestFinished(() => speak(page, null));
  await speak(page, "ar");
  await page.waitForFunction(() => document.dir === "rtl");
  await swipeUntilOpen(page, right!, left!);
  expect(await drawer(page)).toBe("rooms");
  await page.keyboard.press("Escape");
  await expect.poll(() => drawer(page)).toBeNull();
});

it("a drawer keeps the focus, and going back closes it and nothing else", async () => {
  const { page } = await come("Good evening");
  const here = page.url();
  const opener = page.getByRole("button", { name: "Rooms", exact: true });
  const open = async () => {
    await opener.click();
    await page.locator("#rooms.open .drawer-close:focus").waitFor();
  };
  const isClosed = () => expect.poll(() => drawer(page)).toBeNull();
  await open();
  const stops = new Set<string | undefined>();
  for (let presses = 0; presses < 12; presses++) {
    await page.keyboard.press("Tab");
    stops.add(await page.evaluate(() => document.activeElement?.closest(".pane, main")?.id));
  }
  // Beyond the last of them is what belongs to the browser.
  expect([...stops].filter((stop) => stop !== undefined)).toEqual(["rooms"]);
  await page.goBack();
  await isClosed();
  expect(page.url()).toBe(here);
  await page.getByText("and so on").first().waitFor();
  await expect.poll(() => opener.evaluate((button) => button === document.activeElement)).toBe(true);

  // From a room that is chosen in it, back leads to the one that was left.
  await open();
  await page.getByRole("link", { name: /^Lobby/ }).click();
  await page.getByRole("heading", { name: "Lobby" }).waitFor();
  await isClosed();
  await page.goBack();
  await page.getByText("and so on").first().waitFor();
  expect(await drawer(page)).toBeNull();

  // Closed by hand it is nothing to go back from.
  await open();
  await page.keyboard.press("Escape");
  await isClosed();
  await expect.poll(() => page.evaluate(() => document.querySelector("main")!.inert)).toBe(false);
  await open();
  await page.getByRole("button", { name: "Close the rooms" }).click();
  await isClosed();
  expect(page.url()).toBe(here);
  await page.getByRole("textbox", { name: "Message" }).focus();
  await page.goBack();
  await expect.poll(() => page.url()).not.toBe(here);
});

it("where a keyboard is laid over the page, one still sees what one writes", async () => {
  const { page } = await come("Good evening");
  const bottom = () => page.locator(".composer").evaluate((composer) => composer.getBoundingClientRect().bottom);
  const uncovered = await bottom();
  const cover = (height: number) =>
    page.evaluate((left) => {
      const view = window.visualViewport!;
      Object.defineProperty(view, "height", { configurable: true, value: left });
      view.dispatchEvent(new Event("resize"));
    }, height);
  await cover(500);
  await expect.poll(bottom).toBe(500);
  await cover(844);
  await expect.poll(bottom).toBe(uncovered);
});

it("a message that was asked for catches the eye by moving, but not for whoever wants less motion", async () => {
  const { page, path } = await come("Good evening");
  onTestFinished(() => page.emulateMedia({ reducedMotion: "reduce" }));
  const moving = async () => {
    await goTo(page, `${path}/1`);
    await page.locator(".message.marked").waitFor();
    return page.evaluate(() => document.getAnimations().length);
  };
  await page.emulateMedia({ reducedMotion: "no-preference" });
  expect(await moving()).toBeGreaterThan(0);
  await goTo(page, "/");
  await page.emulateMedia({ reducedMotion: "reduce" });
  expect(await moving()).toBe(0);
});

it("one goes to a room by a few letters of its name, and reads there", async () => {
  const { page } = await come("Good evening");
  await page.getByRole("button", { name: "Rooms", exact: true }).tap();
  await page.getByRole("button", { name: "Go to a room" }).tap();
  await page.keyboard.type("ecl sho");
  await page.getByRole("option", { name: "Éclair shore" }).tap();
  await page.waitForURL(`**/r/${shore}`);
  await expect.poll(() => drawer(page)).toBeNull();
  await page.locator(".timeline:focus").waitFor();
});

it("a topic that is longer than its line can be read", async () => {
  const topic = "What grows by itself, may stay. ".repeat(7).trim();
  const room = await (await Guest.signIn(site, "Maker")).makeRoom("Maple wood", topic);
  const { page } = ada;
  await goTo(page, `/r/${room}`);
  const about = page.getByRole("dialog", { name: "Maple wood" });
  const line = (await page.locator(".room-topic").boundingBox())!;
  await page.touchscreen.tap(line.x + line.width / 2, line.y + line.height / 2);
  await about.getByText(topic).waitFor();
  await about.getByRole("button", { name: "Close" }).tap();
  await about.waitFor({ state: "detached" });
  const title = page.getByRole("heading", { level: 1, name: "Maple wood" }).getByRole("button");
  await title.and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Enter");
  await about.getByText(topic).waitFor();
  await page.keyboard.press("Escape");
  await about.waitFor({ state: "detached" });
});
