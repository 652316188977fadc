import type { Locator, Page, WebSocketRoute } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Person } from "../../src/protocol/model.ts";
import { enter, Site, type Visit } from "./site.ts";

const MINUTE = 60_000;

let site: Site;
beforeAll(async () => {
  site = await Site.open();
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

describe("the people of a room", () => {
  /** Ada on one page, which is told of a crowd in each room as well, as if they had connected. */
  let ada: Visit;
  let list: Locator;
  let socket: WebSocketRoute;
  let crowd: Person[];
  beforeAll(async () => {
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
  afterEach(() => expect(ada.complaints.splice(0)).toEqual([]));
  afterAll(() => ada.context.close());

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
});

describe("one's own status", () => {
  let bo: Visit;
  /** Ada has two tabs, and time passes for her as a test says. */
  let ada: Visit;
  let other: Page;
  beforeAll(async () => {
    [bo, ada] = await Promise.all([site.signIn("Bo"), site.visit()]);
    await ada.context.clock.install();
    await site.letIn(ada, "Ada");
    other = await ada.context.newPage();
    await Promise.all([ada.page, other].map((page) => page.goto("/")));
    await Promise.all([ada.page, other].map((page) => page.locator(".shell").waitFor()));
  });
  beforeEach(async () => {
    const room = await site.makeRoom();
    await Promise.all([bo.page, ada.page, other].map((page) => enter(page, room)));
    await adaSeenByBo().waitFor();
  });
  afterEach(() => expect([...ada.complaints.splice(0), ...bo.complaints.splice(0)]).toEqual([]));

  const adaSeenByBo = () => bo.page.getByRole("list", { name: "Online" }).getByRole("button", { name: /^Ada/ });
  const look = () => adaSeenByBo().textContent();

  it("one is away after five minutes without input in any tab, and active at the first sign of it in one", async () => {
    await ada.context.clock.fastForward(4 * MINUTE);
    await other.mouse.move(300, 300);
    await ada.context.clock.fastForward(4 * MINUTE);
    // What the room has heard of Ada by now, Bo has heard too when his own message is back.
    await bo.page.getByRole("textbox", { name: "Message" }).fill("Still there?");
    await bo.page.keyboard.press("Enter");
    await ada.page.getByText("Still there?").waitFor();
    expect(await look()).not.toContain("away");

    await ada.context.clock.fastForward(2 * MINUTE);
    await expect.poll(look).toContain("away");
    await ada.page.mouse.move(300, 300);
    await expect.poll(look).not.toContain("away");
  });

  it("is away by one's own word, whatever one does, in every tab, until it is taken back", async () => {
    const { page } = ada;
    const card = page.getByRole("button", { name: /^Ada (Active|Away|Invisible)$/ });
    await card.press("Enter");
    await page.getByText("They see you as away, whatever you do").waitFor();
    await page.getByRole("radio", { name: "Active", checked: true }).waitFor();
    await page.keyboard.press("ArrowDown");
    await expect.poll(look).toContain("away");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Ada Away" }).waitFor();
    expect(await card.evaluate((button) => button === document.activeElement)).toBe(true);

    await other.getByRole("textbox", { name: "Message" }).fill("I am not here");
    await other.keyboard.press("Enter");
    await bo.page.getByText("I am not here").waitFor();
    expect(await look()).toContain("away");
    await other.getByRole("button", { name: "Ada Away" }).click();
    await other.getByRole("radio", { name: "Active" }).check();
    await expect.poll(look).not.toContain("away");
    await other.keyboard.press("Escape");
  });

  it("stands beside the way to another name", async () => {
    const { page } = ada;
    await page.getByRole("button", { name: "Ada Active", exact: true }).click();
    await page.getByRole("button", { name: "Change your name" }).click();
    await page.locator("#rename:focus").fill("Grace");
    await page.keyboard.press("Enter");
    await page.getByText("Saved.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Grace Active" }).waitFor();
  });
});
