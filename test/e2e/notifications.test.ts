import type { Page, Worker } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { enter, Site, type Visit } from "./site.ts";

let site: Site;
/** In a room of her own in each test, on the same page, where notifications are turned on: that takes longer than the tests. */
let ada: Visit;
beforeAll(async () => {
  site = await Site.open();
  ada = await site.install("Ada", "/");
  await ada.context.grantPermissions(["notifications"]);
  await turnOn(ada.page);
});
afterEach(() => expect(ada.complaints.splice(0)).toEqual([]));
afterAll(() => site.close());

/** What the system shows of this page. */
function shown(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body, tag }) => `${title}|${body}|${tag}`);
  });
}

/** Clicks what is shown first, as far as a test can: the system is no part of it. @returns the page that is brought to the front */
function click(worker: Worker): Promise<string> {
  return worker.evaluate(async () => {
    const scope = globalThis as unknown as {
      registration: ServiceWorkerRegistration;
      NotificationEvent: new (type: string, options: object) => Event;
      WindowClient: { prototype: { url: string; focus(): Promise<void> } };
    };
    // Browsers let nothing come to the front but in answer to a real click.
    const broughtToFront = new Promise<string>((resolve) => {
      scope.WindowClient.prototype.focus = async function () {
        resolve(this.url);
      };
    });
    const [notification] = await scope.registration.getNotifications();
    dispatchEvent(new scope.NotificationEvent("notificationclick", { notification }));
    return broughtToFront;
  });
}

/** In tests every page is focused: this one is not any more, or is again, as far as it can tell. */
function focus(page: Page, isFocused: boolean): Promise<void> {
  return page.evaluate((focused) => {
    document.hasFocus = () => focused;
    dispatchEvent(new Event(focused ? "focus" : "blur"));
  }, isFocused);
}

function settings(page: Page) {
  return page.getByRole("dialog", { name: "Settings" });
}

async function openSettings(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Settings" }).click();
  await settings(page).getByRole("group", { name: "Notifications" }).waitFor();
}

async function turnOn(page: Page): Promise<void> {
  await openSettings(page);
  await settings(page).getByRole("button", { name: "Turn on" }).click();
  await settings(page).getByRole("button", { name: "Turn off" }).waitFor();
  await page.keyboard.press("Escape");
}

it("who is mentioned while they look elsewhere is told so once, and finds the message with a click", async () => {
  const room = await site.makeRoom("Willow wood");
  await enter(ada.page, room);
  const other = await ada.context.newPage();
  await other.goto(`/r/${room}`);
  await site.post(room, "Bo", ["Good evening, @Ada"]);
  for (const page of [ada.page, other]) {
    await page.getByText("Good evening").waitFor();
    await focus(page, false);
  }
  await site.post(room, "Bo", ["It is quiet here", "Are you there, @ada?"]);
  await other.getByText("Are you there").waitFor();
  await expect
    .poll(() => shown(ada.page))
    .toEqual([
      expect.stringMatching(`^\u2068Bo\u2069 · \u2068Willow wood \\d+\u2069\\|Are you there, @ada\\?\\|/r/${room}/3$`),
    ]);

  await other.close();
  await ada.page.goto(`/r/${await site.makeRoom()}`);
  const before = ada.page.url();
  const [worker] = ada.context.serviceWorkers();
  expect(await click(worker!)).toBe(before);
  await expect.poll(() => ada.page.url()).toContain(`/r/${room}/3`);
  await ada.page.getByText("Are you there").waitFor();
  await expect.poll(() => shown(ada.page)).toEqual([]);
});

it("signing out takes back what is shown, and who comes next is not told anything unasked", async () => {
  const room = await site.makeRoom();
  await enter(ada.page, room);
  await focus(ada.page, false);
  await site.post(room, "Bo", ["A secret for @Ada"]);
  await expect.poll(async () => (await shown(ada.page)).length).toBe(1);
  await ada.page.locator(".you-button").click();
  await ada.page.getByRole("button", { name: "Sign out" }).click();
  await ada.page.getByRole("button", { name: "Join" }).waitFor();
  await expect.poll(() => shown(ada.page)).toEqual([]);
  await ada.page.getByRole("textbox", { name: "Your name" }).fill("Cy");
  await ada.page.getByRole("button", { name: "Join" }).click();
  await openSettings(ada.page);
  await settings(ada.page).getByRole("button", { name: "Turn on" }).waitFor();
});

it("permission is asked for by the button alone, and a refusal is said", async () => {
  const visit = await site.visit({ serviceWorkers: "allow" });
  const { page, context, complaints } = visit;
  await context.addInitScript(() => {
    const asked = { times: 0, answer: "default" };
    Object.assign(window, { asked });
    Object.defineProperty(Notification, "permission", { get: () => asked.answer });
    Notification.requestPermission = async () => {
      asked.times++;
      asked.answer = "denied";
      return "denied";
    };
  });
  const asked = () => page.evaluate(() => (window as unknown as { asked: { times: number } }).asked.times);
  await site.letIn(visit, "Bo");
  await page.goto("/");
  await page.locator(".shell").waitFor();
  await openSettings(page);
  const button = settings(page).getByRole("button", { name: "Turn on" });
  await button.waitFor();
  expect(await asked()).toBe(0);
  await button.click();
  await settings(page).getByText("Your browser does not let Dormouse notify you.").waitFor();
  expect(await asked()).toBe(1);
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(complaints).toEqual([]);
  await context.close();
});
