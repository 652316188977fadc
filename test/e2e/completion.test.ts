import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { enter, goTo, Site, say, texts, type Visit } from "./site.ts";

let site: Site;
/** In a room of their own in each test, on the same pages: opening one takes longer than most of these tests. */
let ada: Visit;
let mio: Visit;
/** A room that is in Ada's list. */
let wood: string;
beforeAll(async () => {
  site = await Site.open();
  wood = await site.makeRoom("Rowan wood");
  [ada, mio] = await Promise.all([site.signIn("Ada"), site.signIn("Mio")]);
});
afterEach(() => {
  const refused = /status of 403/;
  const complaints = [...ada.complaints.splice(0), ...mio.complaints.splice(0)];
  expect(complaints.filter((complaint) => !refused.test(complaint))).toEqual([]);
});
afterAll(() => site.close());

const composer = (page: Page): Locator => page.getByRole("textbox", { name: "Message" });
const list = (page: Page, name: string): Locator => page.getByRole("listbox", { name });

/** The options offered, and the one that a screen reader is told of. */
async function offered(page: Page, name: string): Promise<{ options: string[]; chosen: string }> {
  const options = await list(page, name).getByRole("option").allInnerTexts();
  const id = await composer(page).getAttribute("aria-activedescendant");
  const chosen = await page.locator(`#${id}[aria-selected=true]`).innerText();
  const inOneLine = (text: string) => text.replace(/\s+/g, " ").trim();
  return { options: options.map(inOneLine), chosen: inOneLine(chosen) };
}

describe("while one writes", () => {
  it("people are offered who spoke or are here, and taken by key, by name, or by a press", async () => {
    const room = await site.makeRoom();
    await site.post(room, "Mara", ["Good evening"]);
    await enter(mio.page, room);
    await enter(ada.page, room);
    const { keyboard } = ada.page;
    await ada.page.getByRole("list", { name: "Online" }).getByText("Mio").waitFor();

    await keyboard.type("hello @m");
    await list(ada.page, "People").waitFor();
    expect(await offered(ada.page, "People")).toEqual({
      options: ["M Mara", "M Mio active"],
      chosen: "M Mara",
    });
    await keyboard.press("ArrowDown");
    expect((await offered(ada.page, "People")).chosen).toBe("M Mio active");
    await keyboard.press("Enter");
    expect(await composer(ada.page).inputValue()).toBe("hello @Mio ");
    await list(ada.page, "People").waitFor({ state: "detached" });

    await keyboard.type("and @ma");
    await keyboard.press("Tab");
    await keyboard.type("and @mi");
    await list(ada.page, "People").getByRole("option", { name: "Mio" }).click();
    await keyboard.press("Enter");
    await expect.poll(() => texts(mio.page)).toEqual(["Good evening", "hello @Mio and @Mara and @Mio"]);
  });

  it("Escape closes the list and nothing else, and it stays closed for this word", async () => {
    const room = await site.makeRoom();
    await site.post(room, "Mara", ["Good evening"]);
    await enter(ada.page, room);
    const { keyboard } = ada.page;
    await say(ada.page, "first");
    await expect.poll(() => ada.page.locator(".unsent").count()).toBe(0);
    await keyboard.press("ArrowUp");
    await keyboard.type(" @m");
    await list(ada.page, "People").waitFor();
    await keyboard.press("Escape");
    await list(ada.page, "People").waitFor({ state: "detached" });
    await ada.page.getByText("Editing your message").waitFor();
    await keyboard.type("a");
    expect(await list(ada.page, "People").count()).toBe(0);
    await keyboard.type(" @m");
    await list(ada.page, "People").waitFor();
  });

  it("nothing is offered in an address, in code, or while an input method is composing", async () => {
    const room = await site.makeRoom();
    await site.post(room, "Example", ["Good evening"]);
    await enter(ada.page, room);
    for (const text of ["bo@ex", "`@ex", "look:", "10:30"]) {
      await composer(ada.page).fill("");
      await ada.page.keyboard.type(text);
      expect(await ada.page.getByRole("listbox").count(), text).toBe(0);
    }
    const session = await ada.context.newCDPSession(ada.page);
    await composer(ada.page).fill("");
    await session.send("Input.imeSetComposition", { text: "@ex", selectionStart: 3, selectionEnd: 3 });
    expect(await composer(ada.page).inputValue()).toBe("@ex");
    expect(await ada.page.getByRole("listbox").count()).toBe(0);
    await session.send("Input.insertText", { text: "@ex" });
    await list(ada.page, "People").waitFor();
  });

  it("rooms are offered by name and put in by id", async () => {
    await enter(ada.page, await site.makeRoom());
    await ada.page.getByRole("navigation", { name: "Rooms" }).getByText("Rowan wood").waitFor();
    await ada.page.keyboard.type("see #rowan");
    await list(ada.page, "Rooms").waitFor();
    await ada.page.keyboard.press("Tab");
    expect(await composer(ada.page).inputValue()).toBe(`see #${wood} `);
  });

  it("emoji are offered from two letters on, and a code that is closed becomes one", async () => {
    await enter(ada.page, await site.makeRoom());
    const { keyboard } = ada.page;
    await keyboard.type(":t");
    expect(await ada.page.getByRole("listbox").count()).toBe(0);
    await keyboard.type("ada");
    await list(ada.page, "Emoji").waitFor();
    expect((await offered(ada.page, "Emoji")).chosen).toBe("🎉 :tada:");
    await keyboard.press("Enter");
    expect(await composer(ada.page).inputValue()).toBe("🎉 ");
    await keyboard.type("so :+1:");
    expect(await composer(ada.page).inputValue()).toBe("🎉 so 👍");
    await keyboard.press("Control+z");
    expect(await composer(ada.page).inputValue()).toBe("🎉 so :+1:");
  });
});

describe("commands", () => {
  it("are offered at the start, and only there", async () => {
    await enter(ada.page, await site.makeRoom());
    const { keyboard } = ada.page;
    await keyboard.type("/");
    await list(ada.page, "Commands").waitFor();
    expect((await offered(ada.page, "Commands")).options).toHaveLength(7);
    await keyboard.type("to");
    await keyboard.press("Tab");
    expect(await composer(ada.page).inputValue()).toBe("/topic ");
    await composer(ada.page).fill("");
    await keyboard.type("and /");
    expect(await ada.page.getByRole("listbox").count()).toBe(0);
  });

  it("that are unknown are no messages: the text stays, with a word on how to send it", async () => {
    await enter(ada.page, await site.makeRoom());
    await say(ada.page, "/usr/bin is full");
    await ada.page.getByRole("alert").getByText("//usr/bin").waitFor();
    expect(await composer(ada.page).inputValue()).toBe("/usr/bin is full");
    expect(await texts(ada.page)).toEqual([]);
    await say(ada.page, "//usr/bin is full");
    await expect.poll(() => texts(ada.page)).toEqual(["/usr/bin is full"]);
    await ada.page.getByRole("alert").waitFor({ state: "detached" });
  });

  it("/me and /shrug are messages that all see alike", async () => {
    const room = await site.makeRoom();
    await enter(mio.page, room);
    await enter(ada.page, room);
    await say(ada.page, "/me waves");
    await mio.page.locator(".action", { hasText: "Ada waves" }).waitFor();
    await say(mio.page, "/shrug who knows");
    await ada.page.getByText("who knows ¯").waitFor();
  });

  it("/nick, /topic, /away and /invisible change what others see", async () => {
    await ada.page.getByRole("button", { name: "New room" }).click();
    await ada.page.getByLabel("Name", { exact: true }).fill("Rowan wood");
    await ada.page.getByRole("button", { name: "Create room" }).click();
    await ada.page.getByRole("heading", { name: "Rowan wood" }).waitFor();
    await goTo(mio.page, new URL(ada.page.url()).pathname);
    const people = mio.page.getByRole("list", { name: "Online" });

    await say(ada.page, "/topic Nuts and where they are");
    await mio.page.getByText("Nuts and where they are").waitFor();
    // Others may see it before she is answered.
    await expect.poll(() => composer(ada.page).inputValue()).toBe("");
    await say(mio.page, "/topic Mine");
    await mio.page.getByRole("alert").getByText("Only whoever made the room").waitFor();
    expect(await composer(mio.page).inputValue()).toBe("/topic Mine");

    await say(ada.page, "/nick Ada Lovelace");
    await people.getByText("Ada Lovelace").waitFor();
    await say(ada.page, "/away");
    await people.getByText("away").waitFor();
    const you = ada.page.getByRole("region", { name: "You" });
    await you.getByText("Away").waitFor();
    await say(ada.page, "/away");
    await people.getByText("away").waitFor({ state: "detached" });
    await say(ada.page, "/invisible");
    await people.getByText("Ada Lovelace").waitFor({ state: "detached" });
    await you.getByText("Invisible").waitFor();

    await say(ada.page, "/invisible");
    await people.getByText("Ada Lovelace").waitFor();
    await say(ada.page, "/nick Ada");
    await people.getByText("Ada", { exact: true }).waitFor();
  });

  it("what is sent while a command is being carried out has its turn afterwards", async () => {
    await enter(ada.page, await site.makeRoom());
    let answer = () => {};
    await ada.page.route("**/api/session", async (route) => {
      await new Promise<void>((resolve) => (answer = resolve));
      await route.continue();
    });
    const asked = ada.page.waitForRequest("**/api/session");
    await say(ada.page, "/nick Ada Lovelace");
    await asked;
    await say(ada.page, "and then this");
    expect(await composer(ada.page).inputValue()).toBe("and then this");
    answer();
    await ada.page.getByRole("article").getByText("and then this").waitFor();
    await expect.poll(() => composer(ada.page).inputValue()).toBe("");
    await ada.page.unroute("**/api/session");
    await say(ada.page, "/nick Ada");
    await expect.poll(() => composer(ada.page).inputValue()).toBe("");
  });

  it("/help lists them all, and gives the focus back", async () => {
    await enter(ada.page, await site.makeRoom());
    await say(ada.page, "/help");
    const help = ada.page.getByRole("dialog", { name: "Commands and keys" });
    await help.getByText("/invisible").waitFor();
    await ada.page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
    await ada.page.keyboard.type("on");
    expect(await composer(ada.page).inputValue()).toBe("on");
  });
});
