import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { filledAt, goTo, Site, say, type Visit } from "./site.ts";

const COUNT = 3_000;
/** Messages in the document at most, those on their way and lines between them not counted. */
const ROWS = 320;

let site: Site;
let room: string;
/** Goes from place to place on one page, as its reader would. */
let ada: Visit;
beforeAll(async () => {
  site = await Site.open();
  room = await site.makeRoom();
  await site.fill(room, COUNT, { [COUNT - 2]: 200 });
  ada = await site.signIn("Ada");
});
afterAll(() => site.close());

const timeline = (page: Page) => page.getByRole("log", { name: "Messages" });
const line = (page: Page, seq: number) => page.locator(`#message-${seq}`);
const jump = (page: Page) => page.getByRole("button", { name: "Jump to latest" });

/** Number of the first and the last message in the document, how many there are, and those in view with where they begin. */
function look(page: Page) {
  return timeline(page).evaluate((view) => {
    const lines = [...view.querySelectorAll("article")].map((element) => ({
      seq: Number(element.id.split("-")[1]),
      top: element.getBoundingClientRect().top - view.getBoundingClientRect().top,
    }));
    const inView = lines.filter(({ top }) => top >= 0 && top < view.clientHeight);
    return { first: lines[0]!.seq, last: lines.at(-1)!.seq, count: lines.length, inView };
  });
}

/** Scrolls to so many pixels from the top, and tells where everything in view was before anything could come in. */
function scrollTo(page: Page, top: number) {
  return timeline(page).evaluate((view, to) => {
    view.scrollTo(0, to);
    return [...view.querySelectorAll("article")]
      .map((element) => ({
        seq: Number(element.id.split("-")[1]),
        top: element.getBoundingClientRect().top - view.getBoundingClientRect().top,
      }))
      .filter((each) => each.top >= 0 && each.top < view.clientHeight);
  }, top);
}

describe("reading back", () => {
  it("moves what is being read by nothing, and never has more than a window of it on the page", async () => {
    await goTo(ada.page, `/r/${room}`);
    await line(ada.page, COUNT).waitFor();
    let { first } = await look(ada.page);
    while (first > COUNT - 600) {
      const before = await scrollTo(ada.page, 100);
      expect(before.length).toBeGreaterThan(5);
      await expect.poll(async () => (await look(ada.page)).first).toBeLessThan(first);
      const now = await look(ada.page);
      expect(now.inView).toEqual(before);
      expect(now.count).toBeLessThanOrEqual(ROWS);
      expect(now.last - now.first + 1).toBe(now.count);
      first = now.first;
    }
    await jump(ada.page).waitFor();

    let { last } = await look(ada.page);
    while (last < COUNT) {
      const before = await scrollTo(ada.page, await timeline(ada.page).evaluate((view) => view.scrollHeight - 900));
      await expect.poll(async () => (await look(ada.page)).last).toBeGreaterThan(last);
      const now = await look(ada.page);
      expect(now.inView).toEqual(before);
      expect(now.count).toBeLessThanOrEqual(ROWS);
      last = now.last;
    }
    await scrollTo(ada.page, 1_000_000);
    await jump(ada.page).waitFor({ state: "detached" });
    expect(ada.complaints).toEqual([]);
  });

  it("stays where it is while others write, and one's own message leads to the end", async () => {
    await goTo(ada.page, `/r/${room}/1500`);
    await line(ada.page, 1_500).waitFor();
    await site.post(room, "Bo", ["meanwhile"]);
    await ada.page.getByRole("button", { name: "Jump to latest · 1 new" }).waitFor();
    expect(await ada.page.getByText("meanwhile").count()).toBe(0);
    await say(ada.page, "one's own");
    await ada.page.locator(".message:not(.unsent)", { hasText: "one's own" }).waitFor();
    await ada.page.getByText("meanwhile").waitFor();
    await jump(ada.page).waitFor({ state: "detached" });
    expect(new URL(ada.page.url()).pathname).toBe(`/r/${room}`);
    expect(ada.complaints).toEqual([]);
  });

  it("goes to the latest with the End key, and keeps the focus when its message goes out of view", async () => {
    await goTo(ada.page, `/r/${room}/1500`);
    await expect.poll(() => line(ada.page, 1_500).evaluate((element) => element === document.activeElement)).toBe(true);
    await ada.page.keyboard.press("End");
    await ada.page.getByText("one's own").waitFor();
    expect(await ada.page.evaluate(() => document.activeElement?.getAttribute("role"))).toBe("log");
    await ada.page.keyboard.press("ArrowUp");
    const { first } = await look(ada.page);
    await ada.page.keyboard.press("Home");
    await expect.poll(async () => (await look(ada.page)).first).toBeLessThan(first);
  });
});

it("a room that is entered draws its latest messages first, then step by step the others, and none of them moves", async () => {
  const { context, page, complaints } = await site.visit({ viewport: { width: 1280, height: 1600 } });
  await context.request.post("/api/session", { data: { name: "Ada" }, headers: { Origin: site.url.origin } });
  await page.addInitScript(() => {
    const drawings: number[] = [];
    const shifts: number[] = [];
    Object.assign(window, { drawings, shifts });
    new PerformanceObserver((list) => {
      shifts.push(...list.getEntries().map((entry) => Object(entry).value as number));
    }).observe({ type: "layout-shift", buffered: true });
    new MutationObserver(() => {
      const drawn = document.querySelector("[role=log] ol")?.childElementCount ?? 0;
      if (drawn !== (drawings.at(-1) ?? 0)) drawings.push(drawn);
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`/r/${room}`);
  await line(page, COUNT).waitFor();
  await expect.poll(async () => (await look(page)).count).toBeGreaterThan(45);
  const drawings: number[] = await page.evaluate(() => Object(window).drawings);
  expect(drawings.slice(0, 3)).toEqual([8, 16, 24]);
  // The number of people, which is known by then, takes a pixel or two.
  const shifts: number[] = await page.evaluate(() => Object(window).shifts);
  expect(shifts.filter((share) => share > 0.001)).toEqual([]);
  expect((await look(page)).inView.at(-1)!.seq).toBeGreaterThanOrEqual(COUNT);
  expect(complaints).toEqual([]);
  await context.close();
});

describe("the address of a message", () => {
  it("opens with it in the middle, marked until the reader is done with it", async () => {
    await ada.page.goto(`/r/${room}/1234`);
    await line(ada.page, 1_234).waitFor();
    const { inView, count } = await look(ada.page);
    const height = await timeline(ada.page).evaluate((view) => view.clientHeight);
    const top = inView.find(({ seq }) => seq === 1_234)!.top;
    expect(Math.abs(top - height / 2)).toBeLessThan(height / 4);
    expect(count).toBeLessThanOrEqual(ROWS);
    expect(await line(ada.page, 1_234).getAttribute("aria-current")).toBe("true");
    await ada.page.keyboard.press("Escape");
    await expect.poll(() => line(ada.page, 1_234).getAttribute("aria-current")).toBeNull();
    expect(new URL(ada.page.url()).pathname).toBe(`/r/${room}`);
    expect((await look(ada.page)).inView).toEqual(inView);
    expect(ada.complaints).toEqual([]);
  });

  it("is its time, and leads there in a room that is open", async () => {
    await goTo(ada.page, `/r/${room}`);
    await line(ada.page, COUNT).waitFor();
    await line(ada.page, COUNT - 10).hover();
    await line(ada.page, COUNT - 10)
      .locator("a.permalink")
      .click();
    await expect.poll(() => new URL(ada.page.url()).pathname).toBe(`/r/${room}/${COUNT - 10}`);
    expect(await line(ada.page, COUNT - 10).getAttribute("aria-current")).toBe("true");
    await ada.page.goBack();
    await expect.poll(() => new URL(ada.page.url()).pathname).toBe(`/r/${room}`);
  });

  it.each([0, 99_999])("that does not exist (%i) says so and shows the latest", async (seq) => {
    await goTo(ada.page, `/r/${room}/${seq}`);
    await ada.page.getByText(/^There is no message/).waitFor();
    await ada.page.getByText("one's own").waitFor();
    expect(await jump(ada.page).count()).toBe(0);
    await ada.page.getByRole("button", { name: "Dismiss" }).click();
    await ada.page.getByText(/^There is no message/).waitFor({ state: "detached" });
    expect(ada.complaints).toEqual([]);
  });
});

it("a quote leads to its original, however far back, and from there back to the answer", async () => {
  await goTo(ada.page, `/r/${room}`);
  const answer = line(ada.page, COUNT - 2);
  await answer.getByRole("button", { name: "An earlier message" }).click();
  await line(ada.page, 200).waitFor();
  expect(await line(ada.page, 200).getAttribute("aria-current")).toBe("true");
  await ada.page.getByRole("button", { name: "Back to the reply" }).click();
  await answer.getByRole("button", { name: "Author 2 number 200" }).waitFor();
  await expect.poll(() => answer.evaluate((element) => element === document.activeElement)).toBe(true);
  await answer.getByRole("button", { name: "Author 2 number 200" }).click();
  await line(ada.page, 200).waitFor();
  await ada.page.goBack();
  await answer.waitFor();
  expect(await ada.page.getByRole("button", { name: "Back to the reply" }).count()).toBe(0);
  expect(ada.complaints).toEqual([]);
});

it("another day is one press and a date away", async () => {
  const midnightBefore = (seq: number) => new Date(filledAt(seq)).setHours(0, 0, 0, 0);
  const firstSince = (time: number) => Math.max(1, Math.ceil((time - filledAt(0)) / 60_000));
  const lastMidnight = midnightBefore(2_900);
  await goTo(ada.page, `/r/${room}/${firstSince(lastMidnight)}`);
  const name = new Intl.DateTimeFormat("en", { weekday: "long", month: "long", day: "numeric" }).format(lastMidnight);
  const day = timeline(ada.page).getByRole("button", { name });
  await day.click();
  await ada.page.getByLabel("Jump to another day").press("Escape");
  await timeline(ada.page).locator("button.day:focus").waitFor();
  await day.click();
  const midnight = midnightBefore(1_300);
  await ada.page.getByLabel("Jump to another day").fill(new Intl.DateTimeFormat("en-CA").format(midnight));
  await ada.page.keyboard.press("Enter");
  const first = firstSince(midnight);
  await line(ada.page, first).waitFor();
  await expect.poll(async () => (await look(ada.page)).inView.map(({ seq }) => seq)).toContain(first);
  expect(ada.complaints).toEqual([]);
});

it("a new message draws its own row, and not all the others again", async () => {
  await goTo(ada.page, `/r/${room}`);
  await line(ada.page, COUNT).waitFor();
  await scrollTo(ada.page, 100);
  await expect.poll(async () => (await look(ada.page)).count).toBeGreaterThan(90);
  await ada.page.keyboard.press("End");
  await jump(ada.page).waitFor({ state: "detached" });
  const { first } = await look(ada.page);
  // Each drawing of a row writes the message's time as the `time` element wants it, and nothing else on the page does.
  await ada.page.evaluate(() => {
    const written: number[] = [];
    Object.assign(window, { written });
    const write = Date.prototype.toISOString;
    Date.prototype.toISOString = function () {
      written.push(this.getTime());
      return write.call(this);
    };
  });
  await site.post(room, "Bo", ["one more", "and another"]);
  await ada.page.getByText("and another").waitFor();
  const written = await ada.page.evaluate(() => (window as unknown as { written: number[] }).written);
  // Still older ones may come in meanwhile.
  expect(written.filter((at) => at >= filledAt(first)).length).toBeLessThanOrEqual(4);
});
