import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { enter, goTo, Site, texts, type Visit } from "./site.ts";

let site: Site;
/** Two rooms that are in Ada's list. */
let wood: string;
let meadow: string;
/** On the same page in all tests, which enter a room first: opening a page takes longer than most of them. */
let ada: Visit;
let page: Page;
beforeAll(async () => {
  site = await Site.open();
  [wood, meadow] = [await site.makeRoom("Hazel wood"), await site.makeRoom("Éclair meadow")];
  ada = await site.signIn("Ada");
  ({ page } = ada);
});
afterEach(async () => {
  // Closes what a test that failed has left open.
  await page.keyboard.press("Escape");
  expect(ada.complaints.splice(0)).toEqual([]);
});
afterAll(() => site.close());

it("without a mouse one can sign in, write, edit, react and read back", async () => {
  const room = await site.makeRoom();
  const { page, context, complaints } = await site.visit();
  const { keyboard } = page;
  await page.goto(`/r/${room}`);
  await page.getByRole("textbox", { name: "Your name" }).waitFor();
  await keyboard.type("Ada");
  await keyboard.press("Enter");
  await page.getByText("It is quiet in here.").waitFor();
  await keyboard.type("one");
  await keyboard.press("Shift+Enter");
  await keyboard.type("two");
  await keyboard.press("Enter");
  await expect.poll(() => texts(page)).toEqual(["one\ntwo"]);
  await expect.poll(() => page.locator(".unsent").count()).toBe(0);

  await keyboard.press("ArrowUp");
  await page.getByText("Editing your message").waitFor();
  await keyboard.press("Escape");
  await page.getByText("Editing your message").waitFor({ state: "detached" });
  await keyboard.press("ArrowUp");
  await keyboard.type(", three");
  await keyboard.press("Enter");
  await expect.poll(() => texts(page)).toEqual(["one\ntwo, three"]);
  await page.getByText("edited").waitFor();

  await keyboard.press("Shift+Tab");
  await keyboard.press("ArrowUp");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await keyboard.press("Shift+Tab");
  await keyboard.press("Enter");
  await page.locator(".reaction[aria-pressed=true]").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it("keys do what they do to a message while the page still loads what it shows later", async () => {
  const room = await site.makeRoom();
  await site.post(room, "Bo", ["Anybody?"]);
  const visit = await site.visit();
  const { page, context, complaints } = visit;
  let load = () => {};
  const later = new Promise<void>((resolve) => {
    load = resolve;
  });
  await page.route("**/build/later-parts-*.js", async (route) => {
    await later;
    await route.continue();
  });
  await site.letIn(visit, "Cy");
  await page.goto(`/r/${room}`);
  const message = page.getByRole("article");
  await message.focus();
  await page.keyboard.press("r");
  await composerHasFocus(page);
  expect(await page.locator(".composer textarea").inputValue()).toBe("");
  await message.focus();
  await page.keyboard.press("Shift+F10");
  load();
  await page.getByRole("menu").waitFor();
  await page.getByText("Answering").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

it("whoever answers by a key can write at once: the next key is a letter of theirs", async () => {
  const room = await site.makeRoom();
  await site.post(room, "Bo", ["Anybody?"]);
  await enter(page, room);
  const focused = await page.getByRole("article").evaluate(async (message) => {
    message.focus();
    message.dispatchEvent(new KeyboardEvent("keydown", { key: "r", code: "KeyR", bubbles: true, cancelable: true }));
    await new Promise((resolve) => setTimeout(resolve));
    return document.activeElement?.tagName;
  });
  expect(focused).toBe("TEXTAREA");
});

/** The room that the page shows. */
function heading(page: Page) {
  return page.getByRole("main").getByRole("heading", { level: 1 });
}

/** Resolves once the focus is where a message is written. */
async function composerHasFocus(page: Page): Promise<void> {
  await page.locator(".composer textarea:focus").waitFor();
}

describe("from room to room", () => {
  it("by a few letters of its name", async () => {
    await enter(page, wood);
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: "Go to a room" });
    await field.waitFor();
    await page.keyboard.type("ecl mead");
    await page.getByRole("option", { name: "Éclair meadow", selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await field.waitFor({ state: "detached" });
    await page.waitForURL(`**/r/${meadow}`);
    await composerHasFocus(page);

    // Without a letter the first is where one was before.
    await page.keyboard.press("Control+k");
    await page.getByRole("option", { name: "Hazel wood", selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/r/${wood}`);
    await composerHasFocus(page);
  });

  it("and into one that is made on the way", async () => {
    await enter(page, await site.makeRoom());
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await page.keyboard.type("Lichen lovers");
    await page.getByRole("option", { name: "Create room “Lichen lovers”" }).waitFor();
    await page.keyboard.press("ArrowUp");
    await page.getByRole("option", { name: "Create room “Lichen lovers”", selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await heading(page).getByText("Lichen lovers").waitFor();
    await composerHasFocus(page);
  });

  it("or nowhere: the focus goes back to where it was", async () => {
    await enter(page, await site.makeRoom());
    const add = page.getByRole("button", { name: "New room" });
    for (const way of ["Escape", "Control+k"]) {
      await add.focus();
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox").waitFor();
      await page.keyboard.press(way);
      await page.getByRole("combobox").waitFor({ state: "detached" });
      expect(await add.evaluate((button) => button === document.activeElement)).toBe(true);
    }
  });

  it("along the list and back", async () => {
    await enter(page, wood);
    const links = page.getByRole("navigation", { name: "Rooms" }).getByRole("link");
    const current = page.locator(".room-link[aria-current]");
    await current.waitFor();
    const order = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")!));
    const at = order.indexOf((await current.getAttribute("href"))!);
    await page.getByRole("textbox", { name: "Message" }).fill("half a sent");
    for (const [key, step] of [
      ["Alt+ArrowDown", 1],
      ["Alt+ArrowUp", 0],
      ["Alt+ArrowUp", -1],
    ] as const) {
      await page.keyboard.press(key);
      await page.waitForURL(`**${order.at((at + step) % order.length)}`);
      await composerHasFocus(page);
    }
  });
});

it("F6 goes from one part of the page to the next, past what is hidden", async ({ onTestFinished }) => {
  const whole = page.viewportSize()!;
  onTestFinished(() => page.setViewportSize(whole));
  const room = await site.makeRoom();
  await site.post(room, "Bo", ["one", "two"]);
  await enter(page, room);
  // All parts are loaded then.
  await page.locator("[role=log][aria-live=polite]").waitFor();
  await composerHasFocus(page);
  const part = () =>
    page.evaluate(() => {
      const [part] = [".rooms", ".timeline", ".composer", ".people"].filter((parts) =>
        document.activeElement?.closest(parts),
      );
      return part;
    });
  const round = async (key: string, times: number) => {
    const parts = [];
    for (let time = 0; time < times; time++) {
      await page.keyboard.press(key);
      parts.push(await part());
    }
    return parts;
  };
  expect(await round("F6", 4)).toEqual([".people", ".rooms", ".timeline", ".composer"]);
  expect(await round("Shift+F6", 4)).toEqual([".timeline", ".rooms", ".people", ".composer"]);
  await page.setViewportSize({ width: 600, height: 800 });
  await page.locator("#rooms").waitFor({ state: "hidden" });
  expect(await round("F6", 2)).toEqual([".timeline", ".composer"]);
});

it("what the keys do is told at a key, and in one's own menu", async () => {
  await enter(page, await site.makeRoom());
  await composerHasFocus(page);
  const help = page.getByRole("dialog", { name: "Commands and keys" });
  await page.keyboard.press("Control+/");
  await help.getByText("Next room with something new").waitFor();
  await page.keyboard.press("Control+/");
  await help.waitFor({ state: "detached" });
  await composerHasFocus(page);
  await page.locator(".you-button").click();
  await page.getByRole("button", { name: "Commands and keys" }).click();
  await help.waitFor();
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });
});

describe("among the messages", () => {
  let room: string;
  beforeAll(async () => {
    room = await site.makeRoom();
    await site.fill(room, 300);
  });
  beforeEach(async () => {
    await enter(page, room);
    await page.locator("#message-300").waitFor();
  });
  const focused = (page: Page) => page.evaluate(() => document.activeElement?.id || document.activeElement?.className);

  it("the keys come back to where they were, or begin where one reads", async () => {
    // What comes from now on is read out.
    await page.locator("[role=log][aria-live=polite]").waitFor();
    await page.keyboard.press("Shift+F6");
    expect(await focused(page)).toBe("message-300");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("F6");
    await composerHasFocus(page);
    await page.keyboard.press("Shift+F6");
    expect(await focused(page)).toBe("message-298");

    const log = page.getByRole("log", { name: "Messages" });
    await log.evaluate((view) => (view.scrollTop -= 3 * view.clientHeight));
    await page.keyboard.press("F6");
    await page.keyboard.press("Shift+F6");
    const begun = await focused(page);
    expect(Number(begun?.replace("message-", ""))).toBeLessThan(297);
    await log.focus();
    await page.keyboard.press("ArrowUp");
    expect(await focused(page)).toBe(begun);
  });

  it("whoever presses one with the mouse and types is writing, not commanding", async () => {
    await page.keyboard.press("Shift+F6");
    await page.locator(".line.message:focus .message-text").click();
    await page.keyboard.type("reading it");
    expect(await page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("reading it");
    expect(await page.getByText("Answering").count()).toBe(0);
    await page.getByRole("textbox", { name: "Message" }).fill("");
  });

  it("keys do what they do with capitals locked, and where they write another script", async () => {
    const session = await ada.context.newCDPSession(page);
    for (const key of ["R", "ق", "к"]) {
      await page.getByRole("textbox", { name: "Message" }).focus();
      await page.keyboard.press("Shift+F6");
      await page.locator(".line.message:focus").waitFor();
      await session.send("Input.dispatchKeyEvent", { type: "keyDown", key, code: "KeyR", text: key });
      await session.send("Input.dispatchKeyEvent", { type: "keyUp", key, code: "KeyR" });
      await page.getByText("Answering").waitFor();
      expect(await page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("");
      await page.keyboard.press("Escape");
      await page.getByText("Answering").waitFor({ state: "detached" });
    }
  });

  it("the focus outlasts what had it: a way to the latest, a notice, a reaction", async () => {
    await goTo(page, `/r/${room}/100`);
    await page.locator("#message-100").waitFor();
    const jump = page.getByRole("button", { name: "Jump to latest" });
    await jump.focus();
    await page.keyboard.press("Enter");
    await jump.waitFor({ state: "detached" });
    await expect.poll(() => focused(page)).toBe("timeline");

    await page.locator("#message-300").focus();
    await page.keyboard.press("+");
    await page.getByRole("dialog").getByRole("button").or(page.getByRole("gridcell")).first().waitFor();
    await page.keyboard.type("tada");
    await page.keyboard.press("Enter");
    const reaction = page.locator("#message-300 .reaction");
    await reaction.focus();
    await page.keyboard.press("Enter");
    await reaction.waitFor({ state: "detached" });
    await expect.poll(() => focused(page)).toBe("message-300");

    await goTo(page, `/r/${room}/999`);
    const dismiss = page.getByRole("button", { name: "Dismiss" });
    await dismiss.click();
    await dismiss.waitFor({ state: "detached" });
    await expect.poll(() => focused(page)).toBe("timeline");
  });

  it("and on a phone the list of rooms from which one was chosen", async () => {
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const { page, context } = await site.signIn("Ada", `/r/${await site.makeRoom("Wood")}`, phone);
    await page.getByRole("main").getByRole("button", { name: "Rooms" }).tap();
    await page.locator(`.room-link[href="/r/${room}"]`).tap();
    await page.locator("#message-300").waitFor();
    await expect.poll(() => focused(page)).toBe("timeline");
    await context.close();
  });
});
