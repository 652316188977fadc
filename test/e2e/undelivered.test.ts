import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Guest } from "./guest.ts";
import { Wire } from "./scenes/wire.ts";
import { Site, say, texts } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

const composer = (page: Page): Locator => page.getByRole("textbox", { name: "Message" });
const written = (page: Page): Promise<string> => composer(page).inputValue();
const settled = (page: Page) => expect.poll(() => page.locator(".unsent").count()).toBe(0);
const line = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text });
const roomLink = (page: Page, name: string) =>
  page.getByRole("navigation", { name: "Rooms" }).getByRole("link", { name });

async function edit(page: Page, before: string, after: string): Promise<void> {
  await line(page, before).focus();
  await page.keyboard.press("e");
  await expect.poll(() => written(page)).toBe(before);
  await composer(page).fill(after);
}

describe("what is sent to a room that there is not", () => {
  it("says that it was not sent and why, is kept, and leads back from the list of rooms", async () => {
    const room = await site.makeRoom("Wood");
    const { page, context } = await site.signIn("Ada", `/r/${room}`);
    await page.getByText("It is quiet in here").waitFor();
    await page.goto("/r/no-such-wood");
    await say(page, "hello?");
    const unsent = page.locator(".unsent", { hasText: "hello?" });
    await unsent.getByRole("alert").getByText("Not sent: There is no such room").waitFor();

    await page.goto("/");
    await page.getByRole("heading", { name: /^Wood/ }).waitFor();
    await roomLink(page, "no-such-wood").getByText("was not accepted").waitFor();
    await roomLink(page, "no-such-wood").click();
    await unsent.getByRole("button", { name: "Try again" }).click();
    await unsent.getByRole("alert").getByText("Not sent: There is no such room").waitFor();
    await unsent.getByRole("button", { name: "Edit" }).click();
    await settled(page);
    expect(await written(page)).toBe("hello?");
    await expect.poll(() => roomLink(page, "no-such-wood").count()).toBe(0);
    await context.close();
  });
});

describe("what is refused once one has left the room", () => {
  it("is told wherever one is, and marked in the list", async () => {
    const [grove, meadow] = [await site.makeRoom("Grove"), await site.makeRoom("Meadow")];
    const { page, context } = await site.visit();
    let refuse = () => {};
    await context.routeWebSocket(new RegExp(`${grove}/socket`), (socket) => {
      const server = socket.connectToServer();
      socket.onMessage((data) => {
        const { type, id } = data === "ping" ? {} : JSON.parse(String(data));
        if (type !== "send") return server.send(data);
        refuse = () => socket.send(JSON.stringify([{ type: "error", code: "muted", message: "", id }]));
      });
    });
    await page.goto("/");
    await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
    await page.getByRole("button", { name: "Join" }).click();
    await roomLink(page, "Grove").click();
    await page.getByText("It is quiet in here").waitFor();
    await say(page, "hello");
    await page.getByText("Sending…").waitFor();
    await roomLink(page, "Meadow").click();
    await page.getByRole("heading", { name: "Meadow" }).waitFor();
    await page.getByText("It is quiet in here").waitFor();
    expect(new URL(page.url()).pathname).toBe(`/r/${meadow}`);
    refuse();
    await page
      .getByRole("status")
      .getByText(/Something you sent in .*Grove/)
      .waitFor();
    await roomLink(page, "Grove").getByText("was not accepted").waitFor();
    await roomLink(page, "Grove").click();
    await page.locator(".unsent.refused", { hasText: "hello" }).getByRole("button", { name: "Discard" }).click();
    await roomLink(page, "Meadow").click();
    await page.getByRole("heading", { name: "Meadow" }).waitFor();
    expect(await roomLink(page, "Grove").getByText("was not accepted").count()).toBe(0);

    await page.goBack();
    await page.getByRole("heading", { name: "Grove" }).waitFor();
    await page.getByText("It is quiet in here").waitFor();
    await say(page, "hello again");
    await page.getByText("Sending…").waitFor();
    await page.evaluate(() => history.go(-3));
    await page.locator("main.lobby").waitFor();
    refuse();
    await page
      .getByRole("status")
      .getByText(/Something you sent in .*Grove/)
      .waitFor();
    await context.close();
  });
});

describe("an edit that is interrupted", () => {
  it("is kept with its message, where it goes on or is given up", async () => {
    const { page, context } = await site.signIn("Ada", `/r/${await site.makeRoom()}`);
    for (const text of ["one", "two"]) await say(page, text);
    await settled(page);
    await edit(page, "one", "one, and a long story");
    await line(page, "two").focus();
    await page.keyboard.press("r");
    await expect.poll(() => written(page)).toBe("");
    await composer(page).fill("an answer");
    const begun = line(page, "one").filter({ hasText: "Your edit is not finished." });
    await begun.waitFor();
    await page.reload();
    await begun.getByRole("button", { name: "Go on" }).click();
    await expect.poll(() => written(page)).toBe("one, and a long story");
    await begun.waitFor({ state: "detached" });
    await page.keyboard.press("Enter");
    await expect.poll(() => texts(page)).toEqual(["one, and a long story", "two"]);
    await page.getByText("Answering").waitFor();
    expect(await written(page)).toBe("an answer");

    await edit(page, "two", "two, and more");
    await line(page, "one").focus();
    await page.keyboard.press("e");
    await line(page, "two").getByRole("button", { name: "Discard" }).click();
    await expect.poll(() => page.getByText("Your edit is not finished.").count()).toBe(0);
    await context.close();
  });

  it("can be sent as a new message once its message is deleted", async () => {
    const { page, context } = await site.signIn("Ada", `/r/${await site.makeRoom()}`);
    for (const text of ["one", "two"]) await say(page, text);
    await settled(page);
    await edit(page, "two", "two, in vain");
    await line(page, "one").focus();
    await page.keyboard.press("r");
    await line(page, "two").getByText("Your edit is not finished.").waitFor();
    await line(page, "two").focus();
    await page.keyboard.press("Delete");
    await page.getByRole("button", { name: "Undo" }).waitFor();
    await page.reload();
    const stranded = page.getByRole("status").filter({ hasText: "its message is gone" });
    await stranded.waitFor();
    expect(await page.getByRole("button", { name: "Go on" }).count()).toBe(0);
    await stranded.getByRole("button", { name: "As a new message" }).click();
    await expect.poll(() => written(page)).toBe("two, in vain");
    await stranded.waitFor({ state: "detached" });
    await context.close();
  });
});

describe("a change", () => {
  it("is seen to be on its way, says when it is not confirmed, and can be tried again", async () => {
    const { page, context } = await site.signIn("Ada", `/r/${await site.makeRoom()}`);
    await say(page, "first");
    await settled(page);
    const wire = await Wire.across(context);
    await context.clock.install();
    await page.reload();
    await line(page, "first").waitFor();
    wire.fate = "is lost";
    await edit(page, "first", "second");
    await page.keyboard.press("Enter");
    await line(page, "second").getByText("Sending…").waitFor();
    await context.clock.fastForward(15_000);
    await page.getByRole("status").getByText("Your change is not confirmed.").waitFor();
    await line(page, "second").getByText("Your change is not confirmed.").waitFor();
    wire.fate = "arrives";
    await line(page, "second").getByRole("button", { name: "Try again" }).click();
    await line(page, "second").getByText("edited").waitFor();
    expect(await page.locator(".changing").count()).toBe(0);

    wire.fate = "is lost";
    await line(page, "second").focus();
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: "🎉" }).click();
    await line(page, "second")
      .getByRole("button", { name: /🎉 1.*Sending…/ })
      .waitFor();
    await context.clock.fastForward(15_000);
    await line(page, "second").getByText("Your change is not confirmed.").waitFor();
    wire.fate = "arrives";
    await line(page, "second").getByRole("button", { name: "Try again" }).click();
    await expect.poll(() => page.locator(".reaction.pending").count()).toBe(0);
    await line(page, "second").getByRole("button", { name: "🎉 1" }).waitFor();
    await context.close();
  });

  it("for which a message has no space says so: a reaction of the twenty-first kind", async () => {
    const room = await site.makeRoom();
    await site.post(room, "Bo", ["Good evening"]);
    const emoji = [..."😀😁😂😃😄😅😆😇😈😉😊😋😌😍😎😏😐😑😒😓"];
    for (const some of [emoji.slice(0, 10), emoji.slice(10)]) {
      const socket = await (await Guest.signIn(site, "Zoë")).enter(room);
      for (const [index, each] of some.entries()) {
        socket.send(JSON.stringify({ type: "react", id: `r${index}`, seq: 1, emoji: each, on: true }));
      }
    }
    const { page, context } = await site.signIn("Ada", `/r/${room}`);
    await expect.poll(() => page.locator(".reaction").count()).toBe(20);
    await line(page, "Good evening").focus();
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: "🎉" }).click();
    await line(page, "Good evening").getByText("The message has 20 different reactions already").waitFor();
    await context.close();
  });
});

it("a deletion that could still be undone is for everyone after signing out", async () => {
  const room = await site.makeRoom();
  const [ada, bo] = [await site.signIn("Ada", `/r/${room}`), await site.signIn("Bo", `/r/${room}`)];
  await say(ada.page, "one");
  await settled(ada.page);
  await line(ada.page, "one").focus();
  await ada.page.keyboard.press("Delete");
  await ada.page.getByRole("button", { name: "Undo" }).waitFor();
  await ada.page.locator(".you-button").click();
  await ada.page.getByRole("button", { name: "Sign out" }).click();
  await ada.page.getByRole("textbox", { name: "Your name" }).waitFor();
  await expect.poll(() => texts(bo.page)).toEqual(["This message was deleted."]);
  await Promise.all([ada.context.close(), bo.context.close()]);
});

it("signing out says that it waits, is given up with the menu, and warns once of what has not arrived; by keyboard", async () => {
  const { page, context } = await site.signIn("Ada", `/r/${await site.makeRoom()}`);
  const wire = await Wire.across(context);
  await context.clock.install();
  await page.reload();
  await page.getByText("It is quiet in here").waitFor();
  const press = async () => {
    await page.locator(".you-button").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Sign out" }).focus();
    await page.keyboard.press("Enter");
    await page.locator(":focus").getByText("Signing out…").waitFor();
  };
  wire.fate = "is lost";
  await say(page, "hello");
  await page.getByText("Sending…").waitFor();
  await press();
  await page.keyboard.press("Escape");
  wire.fate = "arrives";
  wire.drop();
  await settled(page);
  await context.clock.fastForward(3_000);
  await page.reload();
  await line(page, "hello").waitFor();

  wire.fate = "is lost";
  await say(page, "goodbye");
  await page.getByText("Sending…").waitFor();
  await press();
  await context.clock.fastForward(3_000);
  await page.getByRole("alert").getByText("Something you sent has not arrived yet").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Your name" }).waitFor();
  await context.close();
});
