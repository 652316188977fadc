import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { SCREENS } from "./scenes/screens.ts";
import { enter, goTo, Site, say, texts, type Visit } from "./site.ts";

let site: Site;
/** Rooms that are there before anybody looks at the list. */
let wood: string;
let heath: string;
/** Whose pages go from room to room: loading one takes longer than most tests. */
let ada: Visit;
/** On a phone. */
let bo: Visit;
beforeAll(async () => {
  site = await Site.open();
  wood = await site.makeRoom("Wood");
  heath = await site.makeRoom("Heath");
  bo = await site.signIn("Bo", "/", SCREENS.phone.options);
  ada = await site.signIn("Ada", "/", { permissions: ["clipboard-read", "clipboard-write"] });
});
afterAll(() => site.close());

const WITHIN = { timeout: 30_000 };

const composer = (page: Page): Locator => page.getByRole("textbox", { name: "Message" });
const written = (page: Page): Promise<string> => composer(page).inputValue();
const settled = (page: Page) => expect.poll(() => page.locator(".unsent").count()).toBe(0);

/** Opens a room in another tab of Ada's. */
async function openTab(room: string): Promise<Page> {
  const tab = await ada.context.newPage();
  onTestFinished(() => tab.close());
  await tab.goto(`/r/${room}`);
  await composer(tab).waitFor();
  return tab;
}

/** Selects a part of what stands in the composer. */
function select(page: Page, part: string): Promise<void> {
  return composer(page).evaluate((field, wanted) => {
    if (!(field instanceof HTMLTextAreaElement)) return;
    const from = field.value.indexOf(wanted);
    field.focus();
    field.setSelectionRange(from, from + wanted.length);
  }, part);
}

describe("the keys of the composer", () => {
  beforeEach(async () => enter(ada.page, await site.makeRoom()));

  it("marks enclose what is selected, which stays selected, and can be undone", async () => {
    const { keyboard } = ada.page;
    await keyboard.type("one two three");
    await select(ada.page, "two");
    await keyboard.press("*");
    expect(await written(ada.page)).toBe("one *two* three");
    await keyboard.press("*");
    expect(await written(ada.page)).toBe("one **two** three");
    await keyboard.press("Control+i");
    expect(await written(ada.page)).toBe("one **_two_** three");
    await keyboard.press("Control+i");
    await keyboard.press("Control+b");
    expect(await written(ada.page)).toBe("one two three");
    for (const before of ["one **two** three", "one **_two_** three", "one **two** three", "one *two* three"]) {
      await keyboard.press("Control+z");
      expect(await written(ada.page)).toBe(before);
    }
    await keyboard.press("Control+z");
    expect(await written(ada.page)).toBe("one two three");
    await select(ada.page, "two");
    await keyboard.press("x");
    expect(await written(ada.page)).toBe("one x three");
  });

  it("an address pasted over words makes them a link; anything else is pasted as text", async () => {
    const paste = (data: Record<string, string>) =>
      composer(ada.page).evaluate((field, types) => {
        const clipboardData = new DataTransfer();
        for (const [type, text] of Object.entries(types)) clipboardData.setData(type, text);
        const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
        return !field.dispatchEvent(event);
      }, data);
    await ada.page.keyboard.type("read this now");
    await select(ada.page, "this");
    expect(await paste({ "text/plain": "https://example.com/a" })).toBe(true);
    expect(await written(ada.page)).toBe("read [this](https://example.com/a) now");
    await ada.page.keyboard.press("Control+z");
    await select(ada.page, "this");
    // Left to the browser, which puts text into a field for text.
    expect(await paste({ "text/plain": "that", "text/html": "<b>that</b>" })).toBe(false);
  });

  it("within an open block of code the return key begins a line, and sends when it is closed", async () => {
    const { keyboard } = ada.page;
    await keyboard.type("```js");
    await keyboard.press("Enter");
    await keyboard.type("let a = `b");
    await keyboard.press("Enter");
    await keyboard.type("```");
    expect(await written(ada.page)).toBe("```js\nlet a = `b\n```");
    await keyboard.press("Enter");
    await expect.poll(() => written(ada.page)).toBe("");
    await settled(ada.page);
  });

  it("typing anywhere writes in the composer, but keys with a meaning of their own keep it", async () => {
    const room = await site.makeRoom();
    await site.post(room, "Bo", ["Good evening"]);
    await enter(ada.page, room);
    const { keyboard } = ada.page;
    await ada.page.getByText("Good evening").click();
    await keyboard.type("hello");
    expect(await written(ada.page)).toBe("hello");
    await ada.page.getByRole("log", { name: "Messages" }).focus();
    await keyboard.press("Control+a");
    await keyboard.press("F2");
    await keyboard.press(" ");
    expect(await written(ada.page)).toBe("hello");
    await ada.page.getByRole("button", { name: "New room" }).click();
    await keyboard.type("Tea");
    expect(await ada.page.getByLabel("Name", { exact: true }).inputValue()).toBe("Tea");
    await keyboard.press("Escape");
  });

  it("on touch the return key begins a line", async () => {
    await enter(bo.page, await site.makeRoom());
    await composer(bo.page).tap();
    await bo.page.keyboard.type("one");
    await bo.page.keyboard.press("Enter");
    await bo.page.keyboard.type("two");
    expect(await written(bo.page)).toBe("one\ntwo");
    await bo.page.getByRole("button", { name: "Send" }).tap();
    await expect.poll(() => texts(bo.page)).toHaveLength(1);
  });

  it("a message that is nearly too long says how much is left, and one that is cannot be sent", async () => {
    await composer(ada.page).fill("x".repeat(3_800));
    expect(await ada.page.locator("#composer-length").count()).toBe(0);
    await ada.page.keyboard.type("x");
    await ada.page.getByText("199 left").waitFor();
    await composer(ada.page).fill("😀".repeat(4_000));
    await ada.page.getByText("0 left", { exact: true }).waitFor();
    expect(await ada.page.getByRole("button", { name: "Send" }).isEnabled()).toBe(true);
    await ada.page.keyboard.type("xx");
    await ada.page.getByText("2 characters too many").waitFor();
    await ada.page.getByRole("status").getByText("too long to be sent").waitFor();
    expect(await ada.page.getByRole("button", { name: "Send" }).isDisabled()).toBe(true);
    await ada.page.keyboard.press("Enter");
    await ada.page.keyboard.press("Backspace");
    await ada.page.keyboard.press("Backspace");
    await ada.page.keyboard.press("Enter");
    await expect.poll(() => texts(ada.page)).toEqual(["😀".repeat(4_000)]);
    await settled(ada.page);
    expect(ada.complaints).toEqual([]);
  });
});

describe("a draft", () => {
  it("is the same in two tabs, and is marked in the list when one is elsewhere", async () => {
    await enter(ada.page, wood);
    const tab = await openTab(wood);
    await ada.page.bringToFront();
    await composer(tab).blur();
    await composer(ada.page).fill("half a sent");
    await expect.poll(() => written(tab)).toBe("half a sent");

    const link = (name: string) => tab.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name });
    expect(await link("Wood").getByText("you have begun a message").count()).toBe(0);
    await link("Heath").click();
    await tab.getByRole("heading", { name: "Heath" }).waitFor();
    await link("Wood").getByText("you have begun a message").waitFor();
    await composer(ada.page).press("Enter");
    await link("Wood").getByText("you have begun a message").waitFor({ state: "detached" });
    expect(new URL(tab.url()).pathname).toBe(`/r/${heath}`);
  });
});

it("what comes back into the composer when an edit is sent is not sent by the same press", async () => {
  const { page } = ada;
  await enter(page, await site.makeRoom());
  await say(page, "First");
  await settled(page);
  await composer(page).fill("half a thought");
  await page.locator(".message").hover();
  await page.getByRole("button", { name: "Edit" }).click();
  await composer(page).fill("First, mended");
  await composer(page).evaluate((field) => {
    const enter = { key: "Enter", bubbles: true, cancelable: true };
    for (let press = 0; press < 2; press++) field.dispatchEvent(new KeyboardEvent("keydown", enter));
  });
  await expect.poll(() => texts(page)).toEqual(["First, mended"]);
  expect(await written(page)).toBe("half a thought");
  await expect
    .poll(async () => {
      await composer(page).press("Enter");
      return texts(page);
    })
    .toEqual(["First, mended", "half a thought"]);
});

describe("a deletion", () => {
  const line = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text });
  async function remove(page: Page, text: string): Promise<void> {
    await line(page, text).focus();
    await page.keyboard.press("Delete");
    await page.getByRole("button", { name: "Undo" }).waitFor();
  }

  it("can be undone, and then nobody has seen it", async () => {
    const room = await site.makeRoom();
    await enter(bo.page, room);
    await enter(ada.page, room);
    await say(ada.page, "one");
    await settled(ada.page);
    await remove(ada.page, "one");
    expect(await texts(ada.page)).toEqual(["Deleted · Undo"]);
    await ada.page.keyboard.press("Tab");
    await ada.page.keyboard.press("Enter");
    await expect.poll(() => texts(ada.page)).toEqual(["one"]);
    expect(await line(ada.page, "one").evaluate((row) => row === document.activeElement)).toBe(true);
    await remove(ada.page, "one");
    await ada.page.keyboard.press("Control+z");
    await expect.poll(() => texts(ada.page)).toEqual(["one"]);
    await say(ada.page, "two");
    await expect.poll(() => texts(bo.page)).toEqual(["one", "two"]);
  });

  it("is for everyone after a while, and at once when the room is left or the page is closed", async () => {
    const room = await site.makeRoom();
    await enter(bo.page, room);
    const tab = await openTab(room);
    for (const text of ["one", "two", "three"]) await say(tab, text);
    await settled(tab);
    await remove(tab, "one");
    await goTo(tab, `/r/${heath}`);
    const gone = "This message was deleted.";
    await expect.poll(() => texts(bo.page), WITHIN).toEqual([gone, "two", "three"]);

    await goTo(tab, `/r/${room}`);
    await remove(tab, "two");
    await expect.poll(() => texts(bo.page), WITHIN).toEqual([gone, gone, "three"]);
    await remove(tab, "three");
    await tab.close({ runBeforeUnload: true });
    await expect.poll(() => texts(bo.page), WITHIN).toEqual([gone, gone, gone]);
  });
});

describe("the menu of a message", () => {
  it("is opened by key, walked through with the arrows, and copies, replies and edits", async () => {
    const room = await site.makeRoom();
    await enter(ada.page, room);
    const { keyboard } = ada.page;
    const clipboard = () => ada.page.evaluate(() => navigator.clipboard.readText());
    await say(ada.page, "one");
    await settled(ada.page);
    const line = ada.page.getByRole("article").filter({ hasText: "one" });
    await line.focus();
    await keyboard.press("Shift+F10");
    const menu = ada.page.getByRole("menu");
    await menu.waitFor();
    const focused = () => ada.page.evaluate(() => document.activeElement?.querySelector(".menu-name")?.textContent);
    expect(await focused()).toBe("Reply");
    await keyboard.press("End");
    expect(await focused()).toBe("Delete");
    await keyboard.press("ArrowUp");
    await keyboard.press("Enter");
    await ada.page.getByText("Copied.").waitFor();
    expect(await clipboard()).toBe(new URL(`/r/${room}/1`, site.url).href);
    await expect.poll(() => line.evaluate((row) => row === document.activeElement)).toBe(true);

    await keyboard.press("c");
    await expect.poll(clipboard).toBe("one");
    await keyboard.press("Shift+F10");
    await keyboard.press("Escape");
    await menu.waitFor({ state: "detached" });
    await expect.poll(() => line.evaluate((row) => row === document.activeElement)).toBe(true);
    await keyboard.press("r");
    await ada.page.getByText("Answering").waitFor();
    await keyboard.type("two");
    await keyboard.press("Enter");
    await settled(ada.page);
    await line.first().focus();
    await keyboard.press("e");
    await ada.page.getByText("Editing your message").waitFor();
    expect(await written(ada.page)).toBe("one");
    expect(ada.complaints).toEqual([]);
  });

  it("says who reacted, and so does each reaction to whoever cannot point at it", async () => {
    const room = await site.makeRoom();
    await site.post(room, "Cy", ["Good evening"]);
    const line = (page: Page) => page.getByRole("article").filter({ hasText: "Good evening" });
    for (const { page } of [ada, bo]) {
      await enter(page, room);
      await line(page).focus();
      await page.keyboard.press("Shift+F10");
      await page.getByRole("menu").getByRole("menuitem", { name: "🎉", exact: true }).click();
      await line(page).getByRole("button", { name: "🎉" }).waitFor();
    }
    const reaction = line(bo.page).getByRole("button", { name: /^🎉 2: .?Ada.? and .?Bo/ });
    await reaction.waitFor();
    // With a finger: a press that stays.
    const { x, y } = (await reaction.boundingBox())!;
    const session = await bo.context.newCDPSession(bo.page);
    const touchPoints = [{ x: x + 10, y: y + 10 }];
    await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
    const who = bo.page.getByRole("menu").getByRole("group", { name: "Who reacted" });
    await who.waitFor();
    await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    expect(await reaction.count()).toBe(1);
    await who.getByRole("menuitem", { name: /🎉 .?Ada.? and .?Bo/ }).tap();
    await line(bo.page)
      .getByRole("button", { name: /^🎉 1: .?Ada/ })
      .waitFor();
  });

  it("is opened by a long press, which scrolling ends", async () => {
    const room = await site.makeRoom();
    await site.post(room, "Cy", ["Good evening"]);
    await enter(bo.page, room);
    const line = bo.page.getByRole("article").filter({ hasText: "Good evening" });
    const { x, y } = (await bo.page.getByText("Good evening").boundingBox())!;
    const session = await bo.context.newCDPSession(bo.page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", down?: number) =>
      session.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: down === undefined ? [] : [{ x: x + 10, y: y + 5 + down }],
      });
    await bo.page.clock.install();
    const menu = bo.page.getByRole("menu");
    await touch("touchStart", 0);
    await touch("touchMove", 40);
    await bo.page.clock.runFor(2_000);
    expect(await menu.count()).toBe(0);
    await touch("touchEnd");

    await touch("touchStart", 0);
    await bo.page.clock.runFor(500);
    await menu.waitFor();
    await touch("touchEnd");
    await menu.getByRole("menuitem", { name: "🎉" }).tap();
    await line.getByRole("button", { name: "🎉 1" }).waitFor();
  });
});

describe("the emoji picker", () => {
  it("sends nothing when Enter finds nothing", async () => {
    await enter(ada.page, await site.makeRoom());
    const { keyboard } = ada.page;
    await keyboard.type("half a sent");
    await ada.page.getByRole("button", { name: "Emoji" }).click();
    const picker = ada.page.getByRole("dialog", { name: "Emoji" });
    await picker.getByRole("gridcell").first().waitFor();
    await keyboard.press("Enter");
    await keyboard.type("xyzzy");
    await picker.getByRole("gridcell").first().waitFor({ state: "detached" });
    await keyboard.press("Enter");
    await keyboard.press("Escape");
    await picker.waitFor({ state: "detached" });
    expect(await written(ada.page)).toBe("half a sent");
  });

  it("is all keys: search, arrows, Enter; and remembers what was used", async () => {
    await enter(ada.page, await site.makeRoom());
    const { keyboard } = ada.page;
    await keyboard.type("so ");
    await ada.page.getByRole("button", { name: "Emoji" }).click();
    const picker = ada.page.getByRole("dialog", { name: "Emoji" });
    const search = picker.getByRole("textbox", { name: "Find an emoji" });
    await picker.getByRole("gridcell").first().waitFor();
    await keyboard.type("party");
    await picker.getByRole("gridcell", { name: "party popper" }).waitFor();
    await keyboard.press("ArrowDown");
    await keyboard.press("ArrowRight");
    await keyboard.press("ArrowLeft");
    const name = await ada.page.evaluate(() => document.activeElement?.textContent ?? "");
    await keyboard.press("Enter");
    await picker.waitFor({ state: "detached" });
    expect(await written(ada.page)).toBe(`so ${name}`);
    await keyboard.type("!");
    expect(await written(ada.page)).toBe(`so ${name}!`);

    await ada.page.getByRole("button", { name: "Emoji" }).click();
    await picker.getByRole("tab", { name: "Used of late", selected: true }).waitFor();
    expect(await picker.getByRole("gridcell").allTextContents()).toEqual([name]);
    await keyboard.press("Tab");
    await keyboard.press("ArrowRight");
    await picker.getByRole("tab", { name: "Smileys", selected: true }).waitFor();
    await keyboard.press("Tab");
    await keyboard.press("ArrowDown");
    await keyboard.press("ArrowUp");
    await keyboard.press("ArrowUp");
    expect(await search.evaluate((field) => field === document.activeElement)).toBe(true);
    await keyboard.press("Escape");
    await picker.waitFor({ state: "detached" });
    await keyboard.type("?");
    expect(await written(ada.page)).toBe(`so ${name}!?`);
    expect(ada.complaints).toEqual([]);
  });

  it("has a reaction for every message", async () => {
    const room = await site.makeRoom();
    await site.post(room, "Bo", ["Good evening"]);
    await enter(ada.page, room);
    const line = ada.page.getByRole("article").filter({ hasText: "Good evening" });
    await line.focus();
    await ada.page.keyboard.press("+");
    const picker = ada.page.getByRole("dialog", { name: "Emoji" });
    await picker.getByRole("textbox").fill("otter");
    await picker.getByRole("gridcell", { name: "otter" }).waitFor();
    await ada.page.keyboard.press("Enter");
    await ada.page.getByRole("button", { name: "🦦 1" }).waitFor();
    await expect.poll(() => line.evaluate((row) => row === document.activeElement)).toBe(true);
  });
});
