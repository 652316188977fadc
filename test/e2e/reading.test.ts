import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Site, say, texts } from "./site.ts";

let site: Site;
let room: string;
beforeAll(async () => {
  site = await Site.open();
  room = await site.makeRoom();
  // Ten from each author, which is as much as may be said in one breath.
  for (const author of "ABCDEFGHIJKL") {
    await site.post(
      room,
      author,
      Array.from({ length: 10 }, (_, index) => `${author}${index} `.repeat(1 + (index % 4) * 20)),
    );
  }
});
afterAll(() => site.close());

const timeline = (page: Page) => page.getByRole("log", { name: "Messages" });
/** Pixels from the top of the view to the top of the message with this text, undefined if it is not on the page. */
const offset = (page: Page, text: string) =>
  timeline(page).evaluate((view, start) => {
    const line = [...view.querySelectorAll(".line")].find((candidate) =>
      candidate.querySelector(".message-text")?.textContent?.startsWith(start),
    );
    return line && Math.round(line.getBoundingClientRect().top - view.getBoundingClientRect().top);
  }, text);
const fromBottom = (page: Page) =>
  timeline(page).evaluate((view) => view.scrollHeight - view.scrollTop - view.clientHeight);

it("opens at the newest message and asks for nothing more than it shows", async () => {
  const ada = await site.visit();
  const asked: string[] = [];
  ada.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  ada.page.on("websocket", (socket) => asked.push(new URL(socket.url()).pathname));
  await ada.page.goto(`/r/${room}`);
  await ada.page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await ada.page.keyboard.press("Enter");
  await ada.page.getByText("L9 L9").waitFor();
  asked.length = 0;
  await ada.page.reload();
  await ada.page.getByText("L9 L9").waitFor();
  expect(await fromBottom(ada.page)).toBeLessThan(2);
  expect(asked.filter((path) => path.startsWith("/api/")).sort()).toEqual([
    "/api/rooms",
    `/api/rooms/${room}/socket`,
    "/api/session",
  ]);
  expect(ada.complaints).toEqual([]);
  await ada.context.close();
});

it("older messages come in without moving what is being read, up to the first", async () => {
  const ada = await site.signIn("Ada", `/r/${room}`);
  await ada.page.getByText("L9 L9").waitFor();
  await timeline(ada.page).evaluate((view) => view.scrollTo(0, 300));
  const before = await offset(ada.page, "H1");
  await ada.page.getByText("C1 C1").waitFor();
  expect(before).toBeDefined();
  expect(Math.abs((await offset(ada.page, "H1"))! - before!)).toBeLessThan(2);
  await expect
    .poll(async () => {
      await timeline(ada.page).evaluate((view) => view.scrollTo(0, 0));
      return (await texts(ada.page)).length;
    })
    .toBe(120);
  await ada.page.getByText("Older messages…").waitFor({ state: "detached" });
  expect(ada.complaints).toEqual([]);
  await ada.context.close();
});

it("whoever scrolls stays there although something grows before the browser has said so", async () => {
  const ada = await site.signIn("Ada", `/r/${room}`);
  await ada.page.getByText("L9 L9").waitFor();
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
  await ada.context.close();
});

it("whoever is at the end stays there when a keyboard takes half the view while it still scrolls", async () => {
  const ada = await site.signIn("Ada", `/r/${room}`);
  await ada.page.getByText("L9 L9").waitFor();
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
  await ada.context.close();
});

it("new messages leave a reader where they are and say how many there are", async () => {
  const [ada, bo] = await Promise.all([site.signIn("Ada", `/r/${room}`), site.signIn("Bo", `/r/${room}`)]);
  await Promise.all([ada, bo].map(({ page }) => page.getByText("L9 L9").waitFor()));
  await timeline(ada.page).evaluate((view) => view.scrollTo(0, view.scrollHeight - view.clientHeight - 400));
  await ada.page.getByRole("button", { name: "Jump to latest" }).waitFor();
  const before = await offset(ada.page, "K9");
  await say(bo.page, "new one");
  await say(bo.page, "new two");
  const jump = ada.page.getByRole("button", { name: "Jump to latest · 2 new" });
  await jump.waitFor();
  expect(await offset(ada.page, "K9")).toBe(before);
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
  expect([...ada.complaints, ...bo.complaints]).toEqual([]);
  await Promise.all([ada.context.close(), bo.context.close()]);
});
