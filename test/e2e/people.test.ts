import type { Page, WebSocketRoute } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Person } from "../../src/protocol/model.ts";
import { Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

const MINUTE = 60_000;

function guest(index: number, changes: Partial<Person> = {}): Person {
  // Of one length, so that they are listed in the order of their numbers.
  const name = `Guest ${String(index).padStart(4, "0")}`;
  return { id: `guest-${index}`, name, guest: true, status: "active", since: Date.now() - 90 * MINUTE, ...changes };
}

/** Ada in a room where the page is told of `crowd` as well, as if they had connected. */
async function inCrowd(crowd: Person[]) {
  const room = await site.makeRoom();
  const { page, context, complaints } = await site.visit();
  const sockets: WebSocketRoute[] = [];
  await page.routeWebSocket(/\/socket/, (socket) => {
    sockets.push(socket);
    const server = socket.connectToServer();
    server.onMessage((frame) => socket.send(String(frame) === "pong" ? frame : withCrowd(String(frame), crowd)));
  });
  await page.goto(`/r/${room}`);
  await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await page.keyboard.press("Enter");
  const list = page.getByRole("list", { name: "Online" });
  await list.getByText("Ada").waitFor();
  const tell = (online: Person[], offline: string[], count: number) =>
    sockets.at(-1)!.send(JSON.stringify([{ type: "presence", online, offline, count }]));
  return { page, context, complaints, list, tell };
}

function withCrowd(frame: string, crowd: Person[]): string {
  const events = JSON.parse(frame) as { type: string; online?: Person[]; count?: number }[];
  for (const event of events) {
    if (event.type === "welcome") event.online?.push(...crowd);
    if (event.count !== undefined) event.count += crowd.length;
  }
  return JSON.stringify(events);
}

function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.querySelector(".person-name")?.textContent ?? "");
}

describe("a crowd of 2,000", () => {
  const crowd = Array.from({ length: 2_000 }, (_, index) => guest(index));

  it("is listed with oneself first, and only those in view are in the document", async () => {
    const { page, context, complaints, list } = await inCrowd(crowd);
    const rows = list.getByRole("listitem");
    await expect.poll(() => rows.first().textContent()).toContain("Ada");
    expect(await rows.first().getAttribute("aria-setsize")).toBe("2001");
    expect(await rows.count()).toBeLessThan(60);
    await list.hover();
    await page.mouse.wheel(0, 30_000);
    await list.getByText("Guest 0755").waitFor();
    expect(await rows.count()).toBeLessThan(60);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("can be walked through by keyboard", async () => {
    const { page, context, list } = await inCrowd(crowd);
    await page.keyboard.press("F6");
    await expect.poll(() => focused(page)).toBe("Ada");
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => focused(page)).toBe("Guest 0000");
    await page.keyboard.press("End");
    await expect.poll(() => focused(page)).toBe("Guest 1999");
    expect(await list.getByText("Guest 1999").isVisible()).toBe(true);
    await page.keyboard.press("ArrowUp");
    await expect.poll(() => focused(page)).toBe("Guest 1998");
    // Scrolled away, the line with the focus is still there.
    await list.hover();
    await page.mouse.wheel(0, -100_000);
    await list.getByText("Guest 0003").waitFor();
    expect(await focused(page)).toBe("Guest 1998");
    await page.keyboard.press("Home");
    await expect.poll(() => focused(page)).toBe("Ada");
    await context.close();
  });

  it("is searched for someone, whose name goes into the message", async () => {
    const { page, context, complaints, list } = await inCrowd(crowd);
    const search = page.getByRole("searchbox", { name: "Find people" });
    await search.fill("guest 1234");
    await expect.poll(() => list.getByRole("listitem").count()).toBe(1);
    await list.getByRole("button", { name: "Guest 1234" }).click();
    const card = page.getByRole("dialog", { name: "Guest 1234" });
    await card.getByText("Active since").waitFor();
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "detached" });
    await expect.poll(() => focused(page)).toBe("Guest 1234");
    await page.keyboard.press("Enter");
    await card.getByRole("button", { name: "Mention" }).press("Enter");
    const composer = page.getByRole("textbox", { name: "Message" });
    await expect.poll(() => composer.inputValue()).toBe("@Guest 1234 ");
    await page.locator(".composer textarea:focus").waitFor();
    await search.press("Escape");
    await expect.poll(() => search.inputValue()).toBe("");
    await expect.poll(() => list.getByRole("listitem").count()).toBeGreaterThan(1);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

it("whoever leaves leaves the focus to who takes their place", async () => {
  const { page, context, tell } = await inCrowd([guest(1), guest(2), guest(3)]);
  await page.getByRole("button", { name: "Guest 0002" }).focus();
  tell([], ["guest-2"], 3);
  await expect.poll(() => focused(page)).toBe("Guest 0003");
  tell([], ["guest-3"], 2);
  await expect.poll(() => focused(page)).toBe("Guest 0001");
  await page.keyboard.press("Enter");
  const card = page.getByRole("dialog", { name: "Guest 0001" });
  await card.waitFor();
  tell([], ["guest-1"], 1);
  await card.getByText("Not here any more").waitFor();
  await page.keyboard.press("Escape");
  await expect.poll(() => focused(page)).toBe("Ada");
  await context.close();
});

it("how long somebody has been away is told, and kept right", async () => {
  const { page, context, list, tell } = await inCrowd([guest(1)]);
  tell([guest(1, { status: "away", since: Date.now() - 12.5 * MINUTE })], [], 2);
  await list.getByRole("button", { name: "Guest 0001 away for 12 min" }).click();
  await page.getByRole("dialog", { name: "Guest 0001" }).getByText("Away since").waitFor();
  await context.close();
});

it("one is away after five minutes without input in any tab, and active at the first sign of it in one", async () => {
  const room = await site.makeRoom();
  const bo = await site.signIn("Bo", `/r/${room}`);
  const { page, context } = await site.visit();
  await context.clock.install();
  await page.goto(`/r/${room}`);
  await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await page.keyboard.press("Enter");
  const other = await context.newPage();
  await other.goto(`/r/${room}`);
  await other.getByRole("list", { name: "Online" }).getByText("Bo").waitFor();
  const ada = bo.page.getByRole("list", { name: "Online" }).getByRole("button", { name: /^Ada/ });
  const status = async () => (await ada.textContent())?.includes("away");

  await context.clock.fastForward(4 * MINUTE);
  await other.mouse.move(300, 300);
  await context.clock.fastForward(4 * MINUTE);
  // What the room has heard of Ada by now, Bo has heard too when his own message is back.
  await bo.page.getByRole("textbox", { name: "Message" }).fill("Still there?");
  await bo.page.keyboard.press("Enter");
  await page.getByText("Still there?").waitFor();
  expect(await status()).toBe(false);

  await context.clock.fastForward(2 * MINUTE);
  await expect.poll(status).toBe(true);
  await page.mouse.move(300, 300);
  await expect.poll(status).toBe(false);
  await Promise.all([context.close(), bo.context.close()]);
});

describe("one's own status", () => {
  it("is away by one's own word, whatever one does, in every tab, until it is taken back", async () => {
    const room = await site.makeRoom();
    const [bo, { page, context, complaints }] = await Promise.all([
      site.signIn("Bo", `/r/${room}`),
      site.signIn("Ada", `/r/${room}`),
    ]);
    const ada = bo.page.getByRole("list", { name: "Online" }).getByRole("button", { name: /^Ada/ });
    await ada.waitFor();
    const other = await context.newPage();
    await other.goto(`/r/${room}`);
    await other.getByRole("list", { name: "Online" }).getByText("Bo").waitFor();

    const card = page.getByRole("button", { name: /^Ada (Active|Away|Invisible)$/ });
    await card.press("Enter");
    await page.getByText("They see you as away, whatever you do").waitFor();
    await page.getByRole("radio", { name: "Active", checked: true }).waitFor();
    await page.keyboard.press("ArrowDown");
    await expect.poll(() => ada.textContent()).toContain("away");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Ada Away" }).waitFor();
    expect(await card.evaluate((button) => button === document.activeElement)).toBe(true);

    await other.getByRole("textbox", { name: "Message" }).fill("I am not here");
    await other.keyboard.press("Enter");
    await bo.page.getByText("I am not here").waitFor();
    expect(await ada.textContent()).toContain("away");
    await other.getByRole("button", { name: "Ada Away" }).click();
    await other.getByRole("radio", { name: "Active" }).check();
    await expect.poll(() => ada.textContent()).not.toContain("away");
    expect(complaints).toEqual([]);
    await Promise.all([context.close(), bo.context.close()]);
  });

  it("stands beside the way to another name", async () => {
    const { page, context } = await site.signIn("Ada", `/r/${await site.makeRoom()}`);
    await page.getByRole("button", { name: "Ada Active", exact: true }).click();
    await page.getByRole("button", { name: "Change your name" }).click();
    await page.locator("#rename:focus").fill("Grace");
    await page.keyboard.press("Enter");
    await page.getByText("Saved.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Grace Active" }).waitFor();
    await context.close();
  });
});
