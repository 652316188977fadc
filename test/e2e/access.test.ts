import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Site, texts } from "./site.ts";
import { violations } from "./violations.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

async function settingsBarNobody(page: Page): Promise<void> {
  const button = page.getByRole("button", { name: "Settings", exact: true });
  await button.click();
  await page.getByRole("dialog", { name: "Settings" }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
}

describe.each([
  ["desktop", { viewport: { width: 1280, height: 800 } }],
  ["phone", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
])("on a %s", (device, screen) => {
  it.each(["light", "dark"] as const)("nothing stands in anybody's way, in %s colours", async (colorScheme) => {
    const room = await site.makeRoom();
    await site.post(room, "Bo", ["Good evening", "See https://example.com", "🎉"]);
    const ada = await site.visit({ ...screen, colorScheme });
    await ada.page.goto(`/r/${room}`);
    const name = ada.page.getByRole("textbox", { name: "Your name" });
    await name.waitFor();
    expect(await violations(ada.page)).toEqual([]);
    await name.fill("Ada");
    await ada.page.keyboard.press("Enter");
    await ada.page.getByText("Good evening").waitFor();
    await ada.page.getByRole("textbox", { name: "Message" }).fill("Hello");
    await ada.page.getByRole("button", { name: "Send" }).click();
    await expect.poll(() => ada.page.locator(".unsent").count()).toBe(0);
    const line = ada.page.locator(".message", { hasText: "Hello" });
    await line.focus();
    await line.getByRole("button", { name: "React" }).click();
    await line.getByRole("button", { name: "👍" }).click();
    await line.getByRole("button", { name: "👍 1" }).waitFor();
    await line.getByRole("button", { name: "Reply" }).click();
    expect(await violations(ada.page)).toEqual([]);
    if (device === "phone") {
      for (const pane of ["Rooms", "People, 1 online"]) {
        await ada.page.getByRole("button", { name: pane, exact: true }).click();
        expect(await violations(ada.page)).toEqual([]);
        if (pane === "Rooms") await settingsBarNobody(ada.page);
        await ada.page.keyboard.press("Escape");
      }
    } else {
      await settingsBarNobody(ada.page);
      await ada.page.getByRole("button", { name: "New room" }).click();
      expect(await violations(ada.page)).toEqual([]);
    }
    await ada.context.close();
  });
});

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
  await context.close();
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
