import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Site, say, texts } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

const WITHIN = { timeout: 30_000 };

describe("two people", () => {
  it("exchange messages and see each other come and go", async () => {
    const ada = await site.signIn("Ada");
    await ada.page.getByRole("button", { name: "New room" }).click();
    await ada.page.getByLabel("Name", { exact: true }).fill("Hazel wood");
    await ada.page.getByRole("button", { name: "Create room" }).click();
    await ada.page.getByRole("heading", { name: "Hazel wood" }).waitFor();

    const bo = await site.signIn("Bo", new URL(ada.page.url()).pathname);
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

    await bo.context.close();
    await people.getByText("Bo").waitFor({ state: "detached", ...WITHIN });
    expect([...ada.complaints, ...bo.complaints]).toEqual([]);
    await ada.context.close();
  });

  it("react to, answer, edit and delete messages, and both see it", async () => {
    const room = await site.makeRoom();
    const [ada, bo] = await Promise.all([site.signIn("Ada", `/r/${room}`), site.signIn("Bo", `/r/${room}`)]);
    await say(ada.page, "First");
    const first = bo.page.locator(".message", { hasText: "First" });
    await first.hover();
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
    expect([...ada.complaints, ...bo.complaints]).toEqual([]);
    await Promise.all([ada.context.close(), bo.context.close()]);
  });
});

describe("a connection that breaks", () => {
  it("loses nothing: what was written offline arrives once, in order", async () => {
    const room = await site.makeRoom();
    const [ada, bo] = await Promise.all([site.signIn("Ada", `/r/${room}`), site.signIn("Bo", `/r/${room}`)]);
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
    expect([...ada.complaints, ...bo.complaints]).toEqual([]);
    await Promise.all([ada.context.close(), bo.context.close()]);
  });

  it("and a page that is reloaded meanwhile still sends what was written", async () => {
    const room = await site.makeRoom();
    const ada = await site.signIn("Ada", `/r/${room}`);
    await say(ada.page, "before");
    await expect.poll(() => ada.page.locator(".unsent").count()).toBe(0);
    await ada.context.setOffline(true);
    await site.cut(room);
    await say(ada.page, "after");
    await ada.page.getByText("Will be sent").waitFor();
    await ada.context.setOffline(false);
    await ada.page.reload();
    await expect.poll(() => texts(ada.page), WITHIN).toEqual(["before", "after"]);
    await expect.poll(() => ada.page.locator(".unsent").count()).toBe(0);
    expect(ada.complaints).toEqual([]);
    await ada.context.close();
  });
});

it("a reload keeps the session, the room and what was being written", async () => {
  const room = await site.makeRoom();
  const ada = await site.signIn("Ada", `/r/${room}`);
  await say(ada.page, "said");
  await ada.page.getByRole("textbox", { name: "Message" }).fill("half a sent");
  await ada.page.goto("/");
  await ada.page.getByText("said").waitFor();
  expect(new URL(ada.page.url()).pathname).toBe(`/r/${room}`);
  expect(await ada.page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("half a sent");
  expect(ada.complaints).toEqual([]);
  await ada.context.close();
});

it("who does not want to be seen online is not, until they change their mind", async () => {
  const room = await site.makeRoom();
  const [ada, bo] = await Promise.all([site.signIn("Ada", `/r/${room}`), site.signIn("Bo", `/r/${room}`)]);
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
  expect([...ada.complaints, ...bo.complaints]).toEqual([]);
  await Promise.all([ada.context.close(), bo.context.close()]);
});

it("signing out ends at the sign-in, in every tab", async () => {
  const room = await site.makeRoom();
  const ada = await site.signIn("Ada", `/r/${room}`);
  const other = await ada.context.newPage();
  await other.goto(`/r/${room}`);
  await other.getByRole("textbox", { name: "Message" }).waitFor();
  await ada.page.getByRole("button", { name: "Ada Active", exact: true }).click();
  await ada.page.getByRole("button", { name: "Sign out" }).click();
  await ada.page.getByRole("button", { name: "Join" }).waitFor();
  await other.getByText("You were signed out.").waitFor(WITHIN);
  await ada.context.close();
});

it("an address without a room says so", async () => {
  const ada = await site.signIn("Ada", "/r/nowhere-at-all");
  await ada.page.getByText("There is no such room, or it is not open to you.").waitFor(WITHIN);
  await ada.context.close();
});

it("the page is served under its Content Security Policy", async () => {
  const policy = (await fetch(site.url)).headers.get("content-security-policy");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
});
