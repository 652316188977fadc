import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Guest } from "./guest.ts";
import { Wire } from "./scenes/wire.ts";
import { enter, goTo, Site, say, texts, type Visit } from "./site.ts";

let site: Site;
/** There before anybody looks at the list of rooms, as is the grove. */
let meadow: string;
/** Whose page goes from room to room: loading one takes longer than most tests. */
let ada: Visit;
let wire: Wire;
beforeAll(async () => {
  site = await Site.open();
  await site.makeRoom("Grove");
  meadow = await site.makeRoom("Meadow");
  ({ ada, wire } = await signInBehindWire());
});
beforeEach(() => {
  wire.fate = "arrives";
});
afterAll(() => site.close());

/** Somebody between whom and the rooms there is a wire, and whose clock can be put forward. */
async function signInBehindWire(): Promise<{ ada: Visit; wire: Wire }> {
  const ada = await site.visit();
  await site.letIn(ada, "Ada");
  const wire = await Wire.across(ada.context);
  await ada.context.clock.install();
  await ada.page.goto("/");
  await ada.page.locator(".shell").waitFor();
  return { ada, wire };
}

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

describe("a message that is sent", () => {
  it("is there at once, pending, and settles in place", async () => {
    const { page, context } = ada;
    await enter(page, await site.makeRoom());
    wire.fate = "is lost";
    await say(page, "slow");
    const slow = page.locator(".unsent", { hasText: "slow" });
    await slow.getByText("Sending…").waitFor();
    expect(await written(page)).toBe("");
    await say(page, "after it");
    await expect.poll(() => texts(page)).toEqual(["slow", "after it"]);
    wire.fate = "arrives";
    await context.clock.runFor(15_000);
    await slow.getByText("Not confirmed.").waitFor();
    await page.locator(".unsent", { hasText: "after it" }).getByText("Waits for what you sent").waitFor();
    await slow.getByRole("button", { name: "Try again" }).click();
    await settled(page);
    expect(await texts(page)).toEqual(["slow", "after it"]);
  });

  it("and refused keeps its text: it can be written anew or given up", async () => {
    const { page } = ada;
    await enter(page, await site.makeRoom());
    wire.fate = "is refused";
    await say(page, "forbidden one");
    const refused = page.locator(".unsent.refused");
    await refused.getByRole("alert").getByText("Not sent").waitFor();
    await page.reload();
    await refused.getByText("forbidden one").waitFor();
    await composer(page).fill("since");
    await refused.getByRole("button", { name: "Edit" }).click();
    await refused.waitFor({ state: "detached" });
    expect(await written(page)).toBe("forbidden one\nsince");

    await say(page, "forbidden two");
    await refused.getByRole("button", { name: "Discard" }).click();
    await refused.waitFor({ state: "detached" });
    wire.fate = "arrives";
    await say(page, "allowed");
    await expect.poll(() => texts(page)).toEqual(["allowed"]);
    await settled(page);
  });
});

describe("what is sent to a room that there is not", () => {
  it("says that it was not sent and why, is kept, and leads back from the list of rooms", async () => {
    const { page } = ada;
    await enter(page, await site.makeRoom("Wood"));
    await goTo(page, "/r/no-such-wood");
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
  });
});

describe("what is refused once one has left the room", () => {
  it("is told wherever one is, and marked in the list", async () => {
    const { page } = ada;
    await goTo(page, "/");
    wire.fate = "is lost";
    await roomLink(page, "Grove").click();
    await page.getByText("It is quiet in here").waitFor();
    await say(page, "hello");
    await page.getByText("Sending…").waitFor();
    await roomLink(page, "Meadow").click();
    await page.getByRole("heading", { name: "Meadow" }).waitFor();
    await page.getByText("It is quiet in here").waitFor();
    expect(new URL(page.url()).pathname).toBe(`/r/${meadow}`);
    wire.refuse();
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
    wire.refuse();
    await page
      .getByRole("status")
      .getByText(/Something you sent in .*Grove/)
      .waitFor();
  });
});

describe("an edit that is interrupted", () => {
  it("is kept with its message, where it goes on or is given up", async () => {
    const { page } = ada;
    await enter(page, await site.makeRoom());
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
    await page.locator(".composer textarea:focus").waitFor();
    await page.keyboard.press("Enter");
    await expect.poll(() => texts(page)).toEqual(["one, and a long story", "two"]);
    await page.getByText("Answering").waitFor();
    expect(await written(page)).toBe("an answer");

    await edit(page, "two", "two, and more");
    await line(page, "one").focus();
    await page.keyboard.press("e");
    await line(page, "two").getByRole("button", { name: "Discard" }).click();
    await expect.poll(() => page.getByText("Your edit is not finished.").count()).toBe(0);
  });

  it("can be sent as a new message once its message is deleted", async () => {
    const { page } = ada;
    const room = await site.makeRoom();
    await enter(page, room);
    for (const text of ["one", "two"]) await say(page, text);
    await settled(page);
    await edit(page, "two", "two, in vain");
    await line(page, "one").focus();
    await page.keyboard.press("r");
    await line(page, "two").getByText("Your edit is not finished.").waitFor();
    await line(page, "two").focus();
    await page.keyboard.press("Delete");
    await page.getByRole("button", { name: "Undo" }).waitFor();
    await enter(page, meadow);
    await enter(page, room);
    const stranded = page.getByRole("status").filter({ hasText: "its message is gone" });
    await stranded.waitFor();
    expect(await page.getByRole("button", { name: "Go on" }).count()).toBe(0);
    await stranded.getByRole("button", { name: "As a new message" }).click();
    await expect.poll(() => written(page)).toBe("two, in vain");
    await stranded.waitFor({ state: "detached" });
  });
});

describe("a change", () => {
  it("is seen to be on its way, says when it is not confirmed, and can be tried again", async () => {
    const { page, context } = ada;
    await enter(page, await site.makeRoom());
    await say(page, "first");
    await settled(page);
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
  });

  it("is told to be refused although its message went out of view", async () => {
    const { page, context } = ada;
    const room = await site.makeRoom();
    const first = { id: crypto.randomUUID(), text: "the first" };
    await context.request.post(`/api/rooms/${room}/messages`, { data: first, headers: { Origin: site.url.origin } });
    await site.fill(room, 500);
    await goTo(page, `/r/${room}/1`);
    await line(page, "the first").hover();
    await line(page, "the first").getByRole("button", { name: "Edit" }).click();
    await expect.poll(() => written(page)).toBe("the first");
    wire.fate = "is lost";
    await composer(page).fill("the last");
    await page.keyboard.press("Enter");
    await line(page, "the last").waitFor();
    await page.getByRole("button", { name: "Jump to latest" }).click();
    await page.getByText("number 500").waitFor();
    await expect.poll(() => page.locator("#message-1").count()).toBe(0);
    wire.refuse();
    const told = page.getByRole("status").filter({ hasText: "Your edit was not accepted" });
    await told.getByRole("button", { name: "Discard" }).waitFor();
    await told.getByRole("button", { name: "Show the message" }).click();
    const refused = page.locator("#message-1 .delivery").filter({ hasText: "Your edit was not accepted" });
    await refused.getByRole("button", { name: "Edit" }).click();
    await expect.poll(() => written(page)).toBe("the last");
    await page.getByRole("button", { name: "Show the message" }).waitFor({ state: "detached" });
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
    const { page } = ada;
    await enter(page, room);
    await expect.poll(() => page.locator(".reaction").count()).toBe(20);
    await line(page, "Good evening").focus();
    await page.keyboard.press("Shift+F10");
    await page.getByRole("menuitem", { name: "🎉" }).click();
    await line(page, "Good evening").getByText("The message has 20 different reactions already").waitFor();
  });
});

it("a deletion that could still be undone is for everyone after signing out", async () => {
  const room = await site.makeRoom();
  const { page, context } = await site.signIn("Ada", `/r/${room}`);
  await say(page, "one");
  await settled(page);
  await line(page, "one").focus();
  await page.keyboard.press("Delete");
  await page.getByRole("button", { name: "Undo" }).waitFor();
  await page.locator(".you-button").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("textbox", { name: "Your name" }).fill("Bo");
  await page.getByRole("button", { name: "Join" }).click();
  await expect.poll(() => texts(page)).toEqual(["This message was deleted."]);
  await context.close();
});

it("signing out says that it waits, is given up with the menu, and warns once of what has not arrived; by keyboard", async () => {
  const { ada, wire } = await signInBehindWire();
  const { page, context } = ada;
  await enter(page, await site.makeRoom());
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
