import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { enter, Site, say, texts, type Visit } from "./site.ts";

let site: Site;
/** In a room of her own in each test, on the same page. */
let ada: Visit;
beforeAll(async () => {
  site = await Site.open();
  ada = await site.signIn("Ada");
});
afterAll(() => site.close());

const EVERYTHING = [
  "**bold** *italic* ~~gone~~ `code *x*` <b>text</b>",
  "> quoted\n> > again\nanswer",
  "- one\n  - two\n- three\n\n3. third\n5. fifth",
  "```js\nconst answer = 42; // why\n```",
  "the end: ||they *wake* up||",
  "@Ada, see [the docs](https://example.com/docs) or [bank.example](https://evil.example)",
  "> مرحبا\n\n- أهلا\n- hello",
];

const row = (page: Page, text: string) => page.getByRole("article").filter({ hasText: text });

it("what people write is shown as what they meant", async () => {
  const room = await site.makeRoom("Deep wood");
  await site.post(room, "Bo", EVERYTHING);
  await enter(ada.page, room);
  await ada.page.locator(".code-keyword").first().waitFor();
  const inside = (selector: string) => ada.page.locator(`.message-text ${selector}`).allTextContents();
  expect(await inside("strong")).toEqual(["bold"]);
  expect(await inside("em")).toEqual(["italic"]);
  expect(await inside("s")).toEqual(["gone"]);
  expect(await inside("p > code")).toEqual(["code *x*"]);
  expect(await inside("blockquote > blockquote")).toEqual(["again"]);
  expect(await inside("ul ul > li")).toEqual(["two"]);
  expect(
    await ada.page
      .locator(".message-text ol > li")
      .evaluateAll((items) => items.map((item) => (item as HTMLLIElement).value)),
  ).toEqual([3, 5]);
  expect(await inside("pre")).toEqual(["const answer = 42; // why"]);
  expect(await inside(".mention.own")).toEqual(["@Ada"]);
  expect(await ada.page.locator(".mentions-you").count()).toBe(1);
  expect(await inside(".link-host")).toEqual([" (evil.example)"]);
  // Each on the side where its own text begins.
  const direction = (selector: string) =>
    row(ada.page, "مرحبا")
      .locator(selector)
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).direction));
  expect(await direction("blockquote")).toEqual(["rtl"]);
  expect(await direction("li")).toEqual(["rtl", "ltr"]);

  expect(ada.complaints).toEqual([]);
});

it("a spoiler is not in the page until it is asked for, which needs no mouse", async () => {
  const room = await site.makeRoom();
  await site.post(room, "Bo", ["the end: ||they *wake* up||"]);
  await enter(ada.page, room);
  const message = row(ada.page, "the end");
  await message.waitFor();
  expect(await message.textContent()).not.toContain("wake");
  await message.focus();
  await ada.page.keyboard.press("Tab");
  const spoiler = message.getByRole("button", { name: "Spoiler" });
  expect(await spoiler.getAttribute("aria-expanded")).toBe("false");
  await ada.page.keyboard.press("Enter");
  await message.locator("em", { hasText: "wake" }).waitFor();
  expect(await spoiler.evaluate((button) => button === document.activeElement)).toBe(true);
  await ada.page.keyboard.press("Space");
  await message.locator("em").waitFor({ state: "detached" });
  await message.getByRole("button", { name: "Reply" }).click();
  expect(await ada.page.locator(".purpose").textContent()).toContain("the end: ▒▒▒");
  await say(ada.page, "indeed");
  await ada.page.locator("button.quote", { hasText: "the end: ▒▒▒" }).waitFor();
  expect(ada.complaints).toEqual([]);
});

it("code is copied as it was written, and what colours it is loaded when there is some", async () => {
  const room = await site.makeRoom();
  const ada = await site.signIn("Ada", `/r/${room}`, { permissions: ["clipboard-read", "clipboard-write"] });
  const asked: string[] = [];
  ada.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  const code = "def f(x):\n\treturn f'{x}'  # **not bold**";
  await say(ada.page, "plain `code`");
  await ada.page.locator("p > code").waitFor();
  await say(ada.page, "```nothing known\n```");
  await ada.page.locator("pre").waitFor();
  expect(asked.filter((path) => path.includes("/build/highlight-"))).toEqual([]);
  await say(ada.page, `\`\`\`py\n${code}\n\`\`\``);
  await ada.page.locator(".code-comment").waitFor();
  expect(asked.filter((path) => /\/build\/(highlight|python)-/.test(path))).toHaveLength(2);
  expect(await ada.page.locator("pre").last().textContent()).toBe(code);
  await ada.page.getByRole("button", { name: "Copy" }).last().click();
  await ada.page.getByRole("button", { name: "Copied" }).waitFor();
  expect(await ada.page.evaluate(() => navigator.clipboard.readText())).toBe(code);
  expect(ada.complaints).toEqual([]);
  await ada.context.close();
});

it("links are safe, text stays text", async () => {
  await enter(ada.page, await site.makeRoom());
  const written =
    "<img src=x onerror=alert(1)> https://example.com/a?b [press](javascript:alert(1)) <javascript:alert(1)> data:text/html,x";
  await say(ada.page, written);
  const link = ada.page.getByRole("link", { name: "https://example.com/a?b" });
  await link.waitFor();
  expect(await link.getAttribute("rel")).toBe("noopener noreferrer nofollow");
  expect(await link.getAttribute("target")).toBe("_blank");
  expect(await texts(ada.page)).toEqual([written]);
  expect(await ada.page.locator(".message-text :is(img, a)").count()).toBe(1);
  expect(ada.complaints).toEqual([]);
});

it("who comes in later can be mentioned in what was written before, and a room is a step away", async () => {
  const [here, there] = [await site.makeRoom("Here"), await site.makeRoom("There")];
  const ada = await site.signIn("Ada", `/r/${here}`);
  await say(ada.page, `@Zoe Zed, see #${there}`);
  await ada.page.getByRole("link", { name: `#${there}` }).waitFor();
  expect(await ada.page.locator(".mention").count()).toBe(0);
  const zoe = await site.signIn("Zoe Zed", `/r/${here}`);
  await ada.page.locator(".mention", { hasText: "@Zoe Zed" }).waitFor();
  await zoe.page.locator(".mentions-you .mention.own").waitFor();
  await zoe.page.getByRole("link", { name: `#${there}` }).click();
  await zoe.page.waitForURL(`**/r/${there}`);
  expect([...ada.complaints, ...zoe.complaints]).toEqual([]);
  await Promise.all([ada.context.close(), zoe.context.close()]);
});
