import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Site, say, texts } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

const WITHIN = { timeout: 30_000 };

/** The copies that this device keeps of rooms. */
function copies(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("dormouse");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const records = await new Promise<unknown[]>((resolve, reject) => {
      const store = database.transaction("records").objectStore("records");
      const request = store.getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    database.close();
    return records.map((record) => JSON.stringify(record));
  });
}

/** Everything this device keeps that belongs to somebody. */
async function belongings(page: Page): Promise<string[]> {
  const elsewhere = await page.evaluate(async () => {
    const requests = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    const paths = requests.flat().map(({ url }) => new URL(url).pathname);
    const stored = [localStorage, sessionStorage].flatMap((storage) => Object.entries(storage));
    return [
      ...paths.filter((path) => !/^\/($|build\/|icon|manifest)/.test(path)),
      ...stored.filter(([key]) => key !== "dormouse:input").flat(),
    ];
  });
  return [...elsewhere, ...(await copies(page))];
}

async function signOut(page: Page): Promise<void> {
  await page.locator(".you-button").click();
  await page.getByRole("button", { name: "Sign out" }).click();
}

const keeps = (page: Page, text: string) =>
  expect.poll(async () => (await copies(page)).some((copy) => copy.includes(text)), WITHIN).toBe(true);

it("without a network the page opens as it was, and what is written then is sent afterwards", async () => {
  const room = await site.makeRoom("Larch wood");
  await site.post(room, "Bo", ["Good evening"]);
  const ada = await site.install("Ada", `/r/${room}`);
  await say(ada.page, "Hello");
  await keeps(ada.page, "Hello");

  await ada.context.setOffline(true);
  await ada.page.goto("/");
  await ada.page.getByText("Offline – shown as of").waitFor();
  expect(await texts(ada.page)).toEqual(["Good evening", "Hello"]);
  await ada.page.getByRole("navigation", { name: "Rooms" }).getByText("Larch wood").waitFor();
  await say(ada.page, "Still here");
  await ada.page.getByText("Will be sent").waitFor();
  await site.post(room, "Cy", ["Meanwhile"]);

  const position = ada.page
    .waitForEvent("websocket", { predicate: (socket) => socket.url().includes(room), ...WITHIN })
    .then((socket) => new URL(socket.url()).searchParams.get("seq"));
  await ada.context.setOffline(false);
  const expected = ["Good evening", "Hello", "Meanwhile", "Still here"];
  await expect.poll(() => texts(ada.page), WITHIN).toEqual(expected);
  await expect.poll(() => ada.page.locator(".unsent").count(), WITHIN).toBe(0);
  expect(await position).toBe("2");
  await ada.page.getByText("Offline").waitFor({ state: "detached" });
  expect(ada.complaints).toEqual([]);
  await ada.context.close();
});

it("the address of a message that is kept on the device leads the focus to it, and not to the composer", async () => {
  const room = await site.makeRoom();
  await site.post(room, "Bo", ["named", "latest"]);
  const ada = await site.signIn("Ada", `/r/${room}`);
  await keeps(ada.page, "latest");
  await ada.page.goto(`/r/${room}/1`);
  await ada.page.getByText("named").waitFor();
  const focused = await ada.page.evaluate(async () => {
    // Until everything that wants the focus on being drawn has had it.
    for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
    return document.activeElement?.id;
  });
  expect(focused).toBe("message-1");
  await ada.context.close();
});

it("signing out leaves nothing of a person on the device, in any tab, and without a network lets nobody in", async () => {
  const room = await site.makeRoom();
  const ada = await site.install("Ada", `/r/${room}`);
  await say(ada.page, "A secret");
  const other = await ada.context.newPage();
  await other.goto(`/r/${await site.makeRoom()}`);
  await other.getByRole("textbox", { name: "Message" }).fill("Half a secret");
  await keeps(ada.page, "A secret");
  await signOut(ada.page);
  await ada.page.getByRole("alert").getByText("Something you began to write would be lost.").waitFor();
  await ada.page.getByRole("button", { name: "Sign out" }).click();
  await other.getByText("You were signed out.").waitFor(WITHIN);
  await other.getByRole("button", { name: "Join" }).waitFor(WITHIN);
  await expect.poll(() => belongings(ada.page)).toEqual([]);

  await ada.context.setOffline(true);
  await ada.page.reload();
  await ada.page.getByRole("heading", { name: "Nobody answers" }).waitFor();
  await ada.context.setOffline(false);
  await ada.page.getByRole("button", { name: "Try again" }).click();
  await ada.page.getByRole("textbox", { name: "Your name" }).fill("Bo");
  await ada.page.getByRole("button", { name: "Join" }).click();
  await other.locator(".shell").waitFor(WITHIN);
  expect((await belongings(ada.page)).filter((text) => /secret|Ada/.test(text))).toEqual([]);
  await ada.context.close();
});
