import { afterAll, beforeAll, expect, it } from "vitest";
import { Site, say, texts } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

it("what a page is made of has the names that tests from outside rely on", async () => {
  const room = await site.makeRoom();
  await site.post(room, "Bo", ["one", "two"]);
  const { page, context } = await site.visit();
  await page.goto(`/r/${room}`);
  await page.getByRole("textbox", { name: "Your name", exact: true }).fill("Ada");
  await page.getByRole("button", { name: "Join", exact: true }).click();
  await page.getByRole("textbox", { name: "Message", exact: true }).fill("three");
  await page.getByText("two").waitFor();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const messages = page.getByRole("log", { name: "Messages", exact: true }).getByRole("article");
  await expect.poll(() => messages.count()).toBe(3);
  await context.setOffline(false);
  await expect.poll(() => page.locator(".unsent").count()).toBe(0);
  expect(await messages.count()).toBe(3);
  await page.getByRole("list", { name: "Online", exact: true }).getByText("Ada").waitFor();
  await page.getByRole("navigation", { name: "Rooms", exact: true }).waitFor();
  await page.getByRole("searchbox", { name: "Search", exact: true }).waitFor();
  await context.close();
});

it("a message is read out once, one's own as well as another's", async () => {
  const room = await site.makeRoom();
  const ada = await site.signIn("Ada", `/r/${room}`);
  const log = ada.page.getByRole("log", { name: "Messages" });
  await expect.poll(() => log.getAttribute("aria-live")).toBe("polite");
  // As a screen reader has it: what is added within, unless something nearer says that it is to be silent.
  await log.evaluate((list) => {
    const read: string[] = [];
    Object.assign(window, { read });
    new MutationObserver((changes) => {
      const added = new Set(changes.flatMap(({ addedNodes }) => [...addedNodes]));
      for (const node of added) {
        const element = node instanceof Element ? node : node.parentElement;
        if (element?.closest("[aria-live]") !== list) continue;
        const silent = node instanceof Element ? [...node.querySelectorAll("[aria-live=off]")] : [];
        const text = [...(node instanceof Element ? node.querySelectorAll(".message-text") : [])];
        for (const part of text) if (!silent.some((one) => one.contains(part))) read.push(part.textContent);
      }
    }).observe(list, { childList: true, subtree: true });
  });
  await say(ada.page, "mine");
  await ada.page.locator(".message:not(.unsent)", { hasText: "mine" }).waitFor();
  await site.post(room, "Bo", ["yours"]);
  await ada.page.locator(".message", { hasText: "yours" }).waitFor();
  expect(await ada.page.evaluate(() => (window as unknown as { read: string[] }).read)).toEqual(["mine", "yours"]);
  await ada.context.close();
});

it("the return key does not send what an input method is still composing", async () => {
  const ada = await site.signIn("Ada", `/r/${await site.makeRoom()}`);
  const field = ada.page.getByRole("textbox", { name: "Message" });
  await field.fill("にほ");
  await field.dispatchEvent("keydown", { key: "Enter", isComposing: true });
  expect(await field.inputValue()).toBe("にほ");
  await ada.page.keyboard.press("Enter");
  await expect.poll(() => texts(ada.page)).toEqual(["にほ"]);
  await ada.context.close();
});
