import type { Locator, Page, WebSocketRoute } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { Person } from "../../src/protocol/model.ts";
import { enter, Site, type Visit } from "./site.ts";

const MINUTE = 60_000;

let site: Site;
/** Ada on one page, which is told of a crowd in each room as well, as if they had connected. */
let ada: Visit;
let list: Locator;
let socket: WebSocketRoute;
let crowd: Person[];
beforeAll(async () => {
  site = await Site.open();
  ada = await site.visit();
  list = ada.page.getByRole("list", { name: "Online" });
  await ada.page.routeWebSocket(/\/socket/, (opened) => {
    socket = opened;
    const server = opened.connectToServer();
    server.onMessage((frame) => opened.send(String(frame) === "pong" ? frame : withCrowd(String(frame), crowd)));
  });
  await site.letIn(ada, "Ada");
  await ada.page.goto("/");
  await ada.page.locator(".shell").waitFor();
});
afterEach(async () => {
  // Closes what a test that failed has left open.
  await ada.page.keyboard.press("Escape");
  expect(ada.complaints.splice(0)).toEqual([]);
});
afterAll(() => site.close());

function guest(index: number, changes: Partial<Person> = {}): Person {
  // Of one length, so that they are listed in the order of their numbers.
  const name = `Guest ${String(index).padStart(4, "0")}`;
  return { id: `guest-${index}`, name, guest: true, status: "active", since: Date.now() - 90 * MINUTE, ...changes };
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

async function meet(people: Person[]): Promise<Page> {
  crowd = people;
  await enter(ada.page, await site.makeRoom());
  await list.getByText("Ada").waitFor();
  return ada.page;
}

function tell(online: Person[], offline: string[], count: number): void {
  socket.send(JSON.stringify([{ type: "presence", online, offline, count }]));
}

describe("a crowd of 2,000", () => {
  const many = Array.from({ length: 2_000 }, (_, index) => guest(index));

  it("is listed with oneself first, and only those in view are in the document", async () => {
    const page = await meet(many);
    const rows = list.getByRole("listitem");
    await expect.poll(() => rows.first().textContent()).toContain("Ada");
    expect(await rows.first().getAttribute("aria-setsize")).toBe("2001");
    expect(await rows.count()).toBeLessThan(60);
    await list.hover();
    await page.mouse.wheel(0, 30_000);
    await list.getByText("Guest 0755").waitFor();
    expect(await rows.count()).toBeLessThan(60);
  });

  it("can be walked through by keyboard", async () => {
    const page = await meet(many);
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
  });

  it("is searched for someone, whose name goes into the message", async () => {
    const page = await meet(many);
    const search = page.getByRole("searchbox", { name: "Find people" });
    await search.fill("guest 1234");
    await expect.poll(() => list.getByRole("listitem").count()).toBe(1);
    await list.getByRole("button", { name: "Guest 1234" }).click();
    const card = page.getByRole("dialog", { name: "Guest 1234" });
    await card.getByText("Active since").waitFor();
    await page.keyboard.press("Escape");
    // It is hidden before it is gone.
    await page.locator(".person-card").waitFor({ state: "detached" });
    await expect.poll(() => focused(page)).toBe("Guest 1234");
    await page.keyboard.press("Enter");
    await card.getByRole("button", { name: "Mention" }).press("Enter");
    const composer = page.getByRole("textbox", { name: "Message" });
    await expect.poll(() => composer.inputValue()).toBe("@Guest 1234 ");
    await page.locator(".composer textarea:focus").waitFor();
    await search.press("Escape");
    await expect.poll(() => search.inputValue()).toBe("");
    await expect.poll(() => list.getByRole("listitem").count()).toBeGreaterThan(1);
  });
});

it("whoever leaves leaves the focus to who takes their place", async () => {
  const page = await meet([guest(1), guest(2), guest(3)]);
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
});

it("how long somebody has been away is told, and kept right", async () => {
  const page = await meet([guest(1)]);
  tell([guest(1, { status: "away", since: Date.now() - 12.5 * MINUTE })], [], 2);
  await list.getByRole("button", { name: "Guest 0001 away for 12 min" }).click();
  await page.getByRole("dialog", { name: "Guest 0001" }).getByText("Away since").waitFor();
});
