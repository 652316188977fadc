import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { FIRST_PAGE } from "../../src/protocol/limits.ts";
import { goTo, Site, say, texts, type Visit } from "./site.ts";

/** Messages in each room. */
const COUNT = 120;
/** Of those that are there at first, the oldest only tells how the next one is to be drawn. */
const OLDEST_SHOWN = COUNT - FIRST_PAGE + 2;

let site: Site;
/** Goes from room to room on one page. */
let ada: Visit;
beforeAll(async () => {
  site = await Site.open();
  ada = await site.signIn("Ada");
});
afterEach(() => {
  expect(ada.complaints.splice(0)).toEqual([]);
});
afterAll(() => site.close());

/** Comes from the lobby into a room of its own. @returns its id */
async function enter(): Promise<string> {
  const room = await site.makeRoom();
  await site.fill(room, COUNT);
  await goTo(ada.page, "/");
  await ada.page.locator("main.lobby").waitFor();
  await goTo(ada.page, `/r/${room}`);
  // They are drawn from the newest up, and where one is in the view changes until all of them are.
  await line(ada.page, OLDEST_SHOWN).waitFor();
  return room;
}

const timeline = (page: Page) => page.getByRole("log", { name: "Messages" });
const line = (page: Page, seq: number) => page.locator(`#message-${seq}`);
/** Pixels from the top of the view to the top of this message. */
const offset = (page: Page, seq: number) =>
  timeline(page).evaluate((view, id) => {
    const top = document.getElementById(id)!.getBoundingClientRect().top;
    return Math.round(top - view.getBoundingClientRect().top);
  }, `message-${seq}`);
const fromBottom = (page: Page) =>
  timeline(page).evaluate((view) => view.scrollHeight - view.scrollTop - view.clientHeight);

it("opens at the newest message and asks for nothing more than it shows", async () => {
  const room = await enter();
  const asked: string[] = [];
  ada.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  ada.page.on("websocket", (socket) => asked.push(new URL(socket.url()).pathname));
  await ada.page.reload();
  await line(ada.page, COUNT).waitFor();
  expect(await fromBottom(ada.page)).toBeLessThan(2);
  expect(asked.filter((path) => path.startsWith("/api/")).sort()).toEqual([
    "/api/rooms",
    `/api/rooms/${room}/socket`,
    "/api/session",
  ]);
});

it("older messages come in without moving what is being read, up to the first", async () => {
  await enter();
  await timeline(ada.page).evaluate((view) => view.scrollTo(0, 300));
  const before = await offset(ada.page, OLDEST_SHOWN);
  await line(ada.page, OLDEST_SHOWN - FIRST_PAGE).waitFor();
  expect(Math.abs((await offset(ada.page, OLDEST_SHOWN)) - before)).toBeLessThan(2);
  await expect
    .poll(async () => {
      await timeline(ada.page).evaluate((view) => view.scrollTo(0, 0));
      return (await texts(ada.page)).length;
    })
    .toBe(COUNT);
  await ada.page.getByText("Older messages…").waitFor({ state: "detached" });
});

it("whoever scrolls stays there although something grows before the browser has said so", async () => {
  await enter();
  // Older messages may come meanwhile, so what counts is where the line is that was being read.
  const moved = await timeline(ada.page).evaluate(async (view) => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    view.scrollTo(0, 500);
    const lines = [...view.querySelectorAll<HTMLElement>(".line")];
    const top = (line: HTMLElement) => line.getBoundingClientRect().top - view.getBoundingClientRect().top;
    const read = lines.find((line) => top(line) >= 0)!;
    const before = top(read);
    lines.at(-1)!.style.paddingBottom = "77px";
    await frame();
    await frame();
    return top(read) - before;
  });
  expect(moved).toBeCloseTo(0, 0);
});

it("whoever is at the end stays there when a keyboard takes half the view while it still scrolls", async () => {
  await enter();
  await timeline(ada.page).evaluate(async (view) => {
    const drawn = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    view.scrollTop -= 20;
    await drawn();
    view.scrollTop += 20;
    view.style.height = "50%";
    await drawn();
    await drawn();
  });
  expect(await fromBottom(ada.page)).toBeLessThan(2);
});

it("new messages leave a reader where they are and say how many there are", async () => {
  const room = await enter();
  await timeline(ada.page).evaluate((view) => view.scrollTo(0, view.scrollHeight - view.clientHeight - 400));
  await ada.page.getByRole("button", { name: "Jump to latest" }).waitFor();
  const before = await offset(ada.page, 110);
  await site.post(room, "Bo", ["new one", "new two"]);
  const jump = ada.page.getByRole("button", { name: "Jump to latest · 2 new" });
  await jump.waitFor();
  expect(await offset(ada.page, 110)).toBe(before);
  await jump.click();
  await expect.poll(() => fromBottom(ada.page)).toBeLessThan(2);
  await jump.waitFor({ state: "detached" });
  await site.post(room, "Yves", ["follows"]);
  await ada.page.getByText("follows").waitFor();
  await expect.poll(() => fromBottom(ada.page)).toBeLessThan(2);
  await timeline(ada.page).evaluate((view) => view.scrollTo(0, view.scrollHeight - view.clientHeight - 400));
  await ada.page.getByRole("button", { name: "Jump to latest" }).waitFor();
  await say(ada.page, "one's own");
  await expect.poll(() => fromBottom(ada.page)).toBeLessThan(2);
});
