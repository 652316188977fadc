import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { enter, Site, say, texts, type Visit } from "./site.ts";

let site: Site;
/** Whose page goes from room to room: loading one takes longer than most tests. */
let ada: Visit;
beforeAll(async () => {
  site = await Site.open();
  ada = await site.signIn("Ada", "/", { permissions: ["clipboard-read", "clipboard-write"] });
});
afterAll(() => site.close());

const WITHIN = { timeout: 30_000 };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const composer = (page: Page): Locator => page.getByRole("textbox", { name: "Message" });
const written = (page: Page): Promise<string> => composer(page).inputValue();
const settled = (page: Page) => expect.poll(() => page.locator(".unsent").count()).toBe(0);

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
    const phone = await site.signIn("Ada", `/r/${await site.makeRoom()}`, PHONE);
    await composer(phone.page).tap();
    await phone.page.keyboard.type("one");
    await phone.page.keyboard.press("Enter");
    await phone.page.keyboard.type("two");
    expect(await written(phone.page)).toBe("one\ntwo");
    await phone.page.getByRole("button", { name: "Send" }).tap();
    await expect.poll(() => texts(phone.page)).toHaveLength(1);
    await phone.context.close();
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
    const [room, other] = [await site.makeRoom("Wood"), await site.makeRoom("Meadow")];
    const ada = await site.signIn("Ada", `/r/${room}`);
    const tab = await ada.context.newPage();
    await tab.goto(`/r/${room}`);
    await composer(tab).waitFor();
    await ada.page.bringToFront();
    await composer(tab).blur();
    await composer(ada.page).fill("half a sent");
    await expect.poll(() => written(tab)).toBe("half a sent");

    const link = (name: string) => tab.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name });
    expect(await link("Wood").getByText("you have begun a message").count()).toBe(0);
    await link("Meadow").click();
    await tab.getByRole("heading", { name: "Meadow" }).waitFor();
    await link("Wood").getByText("you have begun a message").waitFor();
    await composer(ada.page).press("Enter");
    await link("Wood").getByText("you have begun a message").waitFor({ state: "detached" });
    expect(new URL(tab.url()).pathname).toBe(`/r/${other}`);
    await ada.context.close();
  });
});

describe("a message that is sent", () => {
  /** Lets the room's answers through, except to messages that hold `word`: those the room never hears of. */
  async function withhold(page: Page, word: string, answer: (id: string) => object | null): Promise<() => void> {
    let isHeldBack = true;
    await page.routeWebSocket(/\/socket/, (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((data) => {
        const held = isHeldBack && typeof data === "string" && data.includes(word);
        if (!held) return server.send(data);
        const event = answer(JSON.parse(data).id);
        if (event) socket.send(JSON.stringify([event]));
      });
    });
    return () => {
      isHeldBack = false;
    };
  }

  it("is there at once, pending, and settles in place", async () => {
    const room = await site.makeRoom();
    const ada = await site.visit();
    const release = await withhold(ada.page, '"slow', () => null);
    await ada.page.clock.install();
    await join(ada.page, room);
    await say(ada.page, "slow");
    await ada.page.locator(".unsent", { hasText: "slow" }).getByText("Sending…").waitFor();
    expect(await written(ada.page)).toBe("");
    await say(ada.page, "after it");
    await expect.poll(() => texts(ada.page)).toEqual(["slow", "after it"]);
    release();
    await ada.page.clock.runFor(15_000);
    const slow = ada.page.locator(".unsent", { hasText: "slow" });
    await slow.getByText("Not confirmed.").waitFor();
    await ada.page.locator(".unsent", { hasText: "after it" }).getByText("Waits for what you sent").waitFor();
    await slow.getByRole("button", { name: "Try again" }).click();
    await settled(ada.page);
    expect(await texts(ada.page)).toEqual(["slow", "after it"]);
    await ada.context.close();
  });

  it("and refused keeps its text: it can be written anew or given up", async () => {
    const room = await site.makeRoom();
    const ada = await site.visit();
    const error = (id: string) => ({ type: "error", code: "muted", message: "You are muted.", id });
    await withhold(ada.page, "forbidden", error);
    await join(ada.page, room);
    await say(ada.page, "forbidden one");
    const refused = ada.page.locator(".unsent.refused");
    await refused.getByRole("alert").getByText("Not sent").waitFor();
    await ada.page.reload();
    await refused.getByText("forbidden one").waitFor();
    await composer(ada.page).fill("since");
    await refused.getByRole("button", { name: "Edit" }).click();
    await refused.waitFor({ state: "detached" });
    expect(await written(ada.page)).toBe("forbidden one\nsince");

    await say(ada.page, "forbidden two");
    await refused.getByRole("button", { name: "Discard" }).click();
    await refused.waitFor({ state: "detached" });
    await say(ada.page, "allowed");
    await expect.poll(() => texts(ada.page)).toEqual(["allowed"]);
    await settled(ada.page);
    await ada.context.close();
  });

  async function join(page: Page, room: string): Promise<void> {
    await page.goto(`/r/${room}`);
    await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
    await page.getByRole("button", { name: "Join" }).click();
    await page.getByText("It is quiet in here.").waitFor();
  }
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
    const bo = await site.signIn("Bo", `/r/${room}`);
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
    await bo.context.close();
  });

  it("is for everyone after a while, and at once when the room is left or the page is closed", async () => {
    const [room, other] = [await site.makeRoom(), await site.makeRoom("Meadow")];
    const bo = await site.signIn("Bo", `/r/${room}`);
    const ada = await site.signIn("Ada", `/r/${room}`);
    for (const text of ["one", "two", "three"]) await say(ada.page, text);
    await settled(ada.page);
    await remove(ada.page, "one");
    await ada.page.goto(`/r/${other}`);
    await ada.page.getByRole("heading", { name: "Meadow" }).waitFor();
    const gone = "This message was deleted.";
    await expect.poll(() => texts(bo.page), WITHIN).toEqual([gone, "two", "three"]);

    await ada.page.goto(`/r/${room}`);
    await remove(ada.page, "two");
    await expect.poll(() => texts(bo.page), WITHIN).toEqual([gone, gone, "three"]);
    await remove(ada.page, "three");
    await ada.page.close({ runBeforeUnload: true });
    await expect.poll(() => texts(bo.page), WITHIN).toEqual([gone, gone, gone]);
    await Promise.all([ada.context.close(), bo.context.close()]);
  });
});

it("an edit that is refused after its message went out of view is told all the same", async () => {
  const room = await site.makeRoom();
  const before = await site.signIn("Ada", `/r/${room}`);
  await say(before.page, "the first");
  await settled(before.page);
  await site.fill(room, 500);
  // On a device that has no copy of the room: one that old would be replaced under the reader's eyes.
  const { page, context } = await site.visit({ storageState: await before.context.storageState() });
  await before.context.close();
  let refuse = () => {};
  await page.routeWebSocket(/\/socket/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((data) => {
      const { type, id } = data === "ping" ? {} : JSON.parse(String(data));
      if (type !== "edit") return server.send(data);
      refuse = () => socket.send(JSON.stringify([{ type: "error", code: "muted", message: "", id }]));
    });
  });
  await page.goto(`/r/${room}/1`);
  const line = page.getByRole("article").filter({ hasText: "the first" });
  await line.focus();
  await page.keyboard.press("e");
  await page.getByText("Editing your message").waitFor();
  await composer(page).fill("the last");
  await page.keyboard.press("Enter");
  await page.getByRole("article").filter({ hasText: "the last" }).waitFor();
  await page.getByRole("button", { name: "Jump to latest" }).click();
  await page.getByText("number 500").waitFor();
  await expect.poll(() => page.locator("#message-1").count()).toBe(0);
  refuse();
  const told = page.getByRole("status").filter({ hasText: "Your edit was not accepted" });
  await told.getByRole("button", { name: "Discard" }).waitFor();
  await told.getByRole("button", { name: "Show the message" }).click();
  const refused = page.locator("#message-1 .delivery").filter({ hasText: "Your edit was not accepted" });
  await refused.getByRole("button", { name: "Edit" }).click();
  await expect.poll(() => written(page)).toBe("the last");
  await page.getByRole("button", { name: "Show the message" }).waitFor({ state: "detached" });
  await context.close();
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
    await site.post(room, "Bo", ["Good evening"]);
    const [ada, bo] = await Promise.all([site.signIn("Ada", `/r/${room}`, PHONE), site.signIn("Bo", `/r/${room}`)]);
    const line = (page: Page) => page.getByRole("article").filter({ hasText: "Good evening" });
    for (const { page } of [bo, ada]) {
      await line(page).focus();
      await page.keyboard.press("Shift+F10");
      await page.getByRole("menu").getByRole("menuitem", { name: "🎉", exact: true }).click();
      await line(page).getByRole("button", { name: "🎉" }).waitFor();
    }
    const reaction = line(ada.page).getByRole("button", { name: /^🎉 2: .?Bo.? and .?Ada/ });
    await reaction.waitFor();
    // With a finger: a press that stays.
    const { x, y } = (await reaction.boundingBox())!;
    const session = await ada.context.newCDPSession(ada.page);
    const touchPoints = [{ x: x + 10, y: y + 10 }];
    await session.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
    const who = ada.page.getByRole("menu").getByRole("group", { name: "Who reacted" });
    await who.waitFor();
    await session.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    expect(await reaction.count()).toBe(1);
    await who.getByRole("menuitem", { name: /🎉 .?Bo.? and .?Ada/ }).tap();
    await line(ada.page)
      .getByRole("button", { name: /^🎉 1: .?Bo/ })
      .waitFor();
    await Promise.all([ada.context.close(), bo.context.close()]);
  });

  it("is opened by a long press, which scrolling ends", async () => {
    const room = await site.makeRoom();
    await site.post(room, "Bo", ["Good evening"]);
    const ada = await site.signIn("Ada", `/r/${room}`, PHONE);
    const line = ada.page.getByRole("article").filter({ hasText: "Good evening" });
    const { x, y } = (await ada.page.getByText("Good evening").boundingBox())!;
    const session = await ada.context.newCDPSession(ada.page);
    const touch = (type: "touchStart" | "touchMove" | "touchEnd", down?: number) =>
      session.send("Input.dispatchTouchEvent", {
        type,
        touchPoints: down === undefined ? [] : [{ x: x + 10, y: y + 5 + down }],
      });
    await ada.page.clock.install();
    const menu = ada.page.getByRole("menu");
    await touch("touchStart", 0);
    await touch("touchMove", 40);
    await ada.page.clock.runFor(2_000);
    expect(await menu.count()).toBe(0);
    await touch("touchEnd");

    await touch("touchStart", 0);
    await ada.page.clock.runFor(500);
    await menu.waitFor();
    await touch("touchEnd");
    await menu.getByRole("menuitem", { name: "🎉" }).tap();
    await line.getByRole("button", { name: "🎉 1" }).waitFor();
    await ada.context.close();
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
