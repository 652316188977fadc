import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { enter, goTo, Site, say, texts, type Visit } from "./site.ts";

let site: Site;
/** On the same pages in all tests, in a room of their own in each: opening a page takes longer than most of them. */
let ada: Visit;
let bo: Visit;
beforeAll(async () => {
  site = await Site.open();
  [ada, bo] = await Promise.all([site.signIn("Ada"), site.signIn("Bo")]);
});
afterEach(() => expect([...ada.complaints.splice(0), ...bo.complaints.splice(0)]).toEqual([]));
afterAll(() => site.close());

/** Has both enter a room that is new. @returns its id */
async function meet(): Promise<string> {
  const room = await site.makeRoom();
  await Promise.all([enter(ada.page, room), enter(bo.page, room)]);
  return room;
}

const MINUTE = 60_000;
const WITHIN = { timeout: 30_000 };

describe("two people", () => {
  it("exchange messages and see each other come and go", async () => {
    await ada.page.getByRole("button", { name: "New room" }).click();
    await ada.page.getByLabel("Name", { exact: true }).fill("Aspen wood");
    await ada.page.getByRole("button", { name: "Create room" }).click();
    await ada.page.getByRole("heading", { name: "Aspen wood" }).waitFor();

    await goTo(bo.page, new URL(ada.page.url()).pathname);
    const people = ada.page.getByRole("complementary", { name: "People" });
    await people.getByText("Bo").waitFor();
    await bo.page.getByRole("complementary", { name: "People" }).getByText("Ada").waitFor();

    await say(ada.page, "Good evening");
    await bo.page.getByText("Good evening").waitFor();
    await bo.page.getByRole("textbox", { name: "Message" }).pressSequentially("Hi");
    await ada.page.getByText("Bo is typing").waitFor();
    await bo.page.keyboard.press("Enter");
    await expect.poll(() => texts(ada.page)).toEqual(["Good evening", "Hi"]);
    await expect.poll(() => ada.page.locator(".unsent").count()).toBe(0);

    await enter(bo.page, await site.makeRoom());
    await people.getByText("Bo").waitFor({ state: "detached", ...WITHIN });
  });

  it("react to, answer, edit and delete messages, and both see it", async () => {
    await meet();
    await say(ada.page, "First");
    const first = bo.page.locator(".message", { hasText: "First" });
    await first.hover();
    const time = first.locator("time");
    expect(await time.getAttribute("title")).toBeNull();
    await time.hover();
    // To the second, of a day and a year.
    expect(await time.getAttribute("title")).toMatch(/ 20\d\d.* \d?\d:\d\d:\d\d/);
    await first.getByRole("button", { name: "React" }).click();
    await first.getByRole("button", { name: "🎉" }).click();
    await ada.page.getByRole("button", { name: "🎉 1" }).click();
    await bo.page.getByRole("button", { name: "🎉 2" }).waitFor();

    await first.hover();
    await first.getByRole("button", { name: "Reply" }).click();
    await say(bo.page, "Second");
    const second = ada.page.locator(".message", { hasText: "Second" });
    await second.getByRole("button", { name: "Ada First" }).waitFor();

    const own = ada.page.locator(".message", { hasText: "First" }).first();
    await own.hover();
    await own.getByRole("button", { name: "Edit" }).click();
    await say(ada.page, "First, mended");
    await bo.page.locator(".message", { hasText: "First, mended" }).getByText("edited").waitFor();

    await own.hover();
    await own.getByRole("button", { name: "More" }).click();
    await ada.page.getByRole("menuitem", { name: "Delete" }).click();
    await expect.poll(() => texts(bo.page)).toEqual(["This message was deleted.", "Second"]);
  });
});

describe("a connection that breaks", () => {
  afterEach(() => ada.context.setOffline(false));

  it("loses nothing: what was written offline arrives once, in order", async () => {
    const room = await meet();
    await say(ada.page, "before");
    await bo.page.getByText("before").waitFor();

    await ada.context.setOffline(true);
    await site.cut(room);
    await ada.page.getByText("What you write is kept, and sent when you are back.").waitFor(WITHIN);
    await say(ada.page, "one");
    await say(ada.page, "two");
    await ada.page.getByText("Will be sent").nth(1).waitFor();
    await say(bo.page, "meanwhile");
    await expect.poll(() => texts(bo.page), WITHIN).toEqual(["before", "meanwhile"]);
    await expect.poll(() => bo.page.locator(".unsent").count(), WITHIN).toBe(0);

    await ada.context.setOffline(false);
    const expected = ["before", "meanwhile", "one", "two"];
    await expect.poll(() => texts(bo.page), WITHIN).toEqual(expected);
    await expect.poll(() => texts(ada.page), WITHIN).toEqual(expected);
    await expect.poll(() => ada.page.locator(".unsent").count()).toBe(0);
  });

  it("and a page that is loaded anew keeps the session, the room, what was being written, and sends what was", async () => {
    const room = await site.makeRoom();
    await enter(ada.page, room);
    await say(ada.page, "before");
    await expect.poll(() => ada.page.locator(".unsent").count()).toBe(0);
    await ada.context.setOffline(true);
    await site.cut(room);
    await say(ada.page, "after");
    await ada.page.getByText("Will be sent").waitFor();
    await ada.page.getByRole("textbox", { name: "Message" }).fill("half a sent");
    await ada.context.setOffline(false);
    await ada.page.goto("/");
    await expect.poll(() => texts(ada.page), WITHIN).toEqual(["before", "after"]);
    await expect.poll(() => ada.page.locator(".unsent").count()).toBe(0);
    expect(new URL(ada.page.url()).pathname).toBe(`/r/${room}`);
    expect(await ada.page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("half a sent");
  });
});

it("who does not want to be seen online is not, until they change their mind", async () => {
  await meet();
  const people = ada.page.getByRole("complementary", { name: "People" });
  await people.getByText("Bo").waitFor();
  await bo.page.getByRole("button", { name: "Bo Active", exact: true }).click();
  await bo.page.getByLabel("Invisible").check();
  await people.getByText("Bo").waitFor({ state: "detached", ...WITHIN });
  await bo.page.reload();
  await bo.page.getByRole("button", { name: "Bo Invisible" }).click();
  await bo.page.getByText("To them you are not here.").waitFor();
  await bo.page.getByLabel("Active").check();
  await people.getByText("Bo").waitFor(WITHIN);
});

describe("one's own status", () => {
  /** Ada has two tabs, and time passes for her as a test says. */
  let ada: Visit;
  let other: Page;
  beforeAll(async () => {
    ada = await site.visit();
    await ada.context.clock.install();
    await site.letIn(ada, "Ada");
    other = await ada.context.newPage();
    await Promise.all([ada.page, other].map((page) => page.goto("/")));
    await Promise.all([ada.page, other].map((page) => page.locator(".shell").waitFor()));
  });
  beforeEach(async () => {
    const room = await site.makeRoom();
    await Promise.all([bo.page, ada.page, other].map((page) => enter(page, room)));
    await adaSeenByBo().waitFor();
  });
  afterEach(() => expect(ada.complaints.splice(0)).toEqual([]));
  afterAll(() => ada.context.close());

  const adaSeenByBo = () => bo.page.getByRole("list", { name: "Online" }).getByRole("button", { name: /^Ada/ });
  const look = () => adaSeenByBo().textContent();

  it("one is away after five minutes without input in any tab, and active at the first sign of it in one", async () => {
    await ada.context.clock.fastForward(4 * MINUTE);
    await other.mouse.move(300, 300);
    await ada.context.clock.fastForward(4 * MINUTE);
    // What the room has heard of Ada by now, Bo has heard too when his own message is back.
    await bo.page.getByRole("textbox", { name: "Message" }).fill("Still there?");
    await bo.page.keyboard.press("Enter");
    await ada.page.getByText("Still there?").waitFor();
    expect(await look()).not.toContain("away");

    await ada.context.clock.fastForward(2 * MINUTE);
    await expect.poll(look).toContain("away");
    await ada.page.mouse.move(300, 300);
    await expect.poll(look).not.toContain("away");
  });

  it("is away by one's own word, whatever one does, in every tab, until it is taken back", async () => {
    const { page } = ada;
    const card = page.getByRole("button", { name: /^Ada (Active|Away|Invisible)$/ });
    await card.press("Enter");
    await page.getByText("They see you as away, whatever you do").waitFor();
    await page.getByRole("radio", { name: "Active", checked: true }).waitFor();
    await page.keyboard.press("ArrowDown");
    await expect.poll(look).toContain("away");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Ada Away" }).waitFor();
    expect(await card.evaluate((button) => button === document.activeElement)).toBe(true);

    await other.getByRole("textbox", { name: "Message" }).fill("I am not here");
    await other.keyboard.press("Enter");
    await bo.page.getByText("I am not here").waitFor();
    expect(await look()).toContain("away");
    await other.getByRole("button", { name: "Ada Away" }).click();
    await other.getByRole("radio", { name: "Active" }).check();
    await expect.poll(look).not.toContain("away");
    await other.keyboard.press("Escape");
  });

  it("stands beside the way to another name", async () => {
    const { page } = ada;
    await page.getByRole("button", { name: "Ada Active", exact: true }).click();
    await page.getByRole("button", { name: "Change your name" }).click();
    await page.locator("#rename:focus").fill("Grace");
    await page.keyboard.press("Enter");
    await page.getByText("Saved.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Grace Active" }).waitFor();
  });
});

it("an address without a room says so", async () => {
  await goTo(ada.page, "/r/nowhere-at-all");
  await ada.page.getByText("There is no such room, or it is not open to you.").waitFor(WITHIN);
  expect(ada.complaints.splice(0)).toEqual([expect.stringContaining("404 (Not Found)")]);
});

it("the page is served under its Content Security Policy", async () => {
  const policy = (await fetch(site.url)).headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
});
