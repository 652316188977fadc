import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Counter, noUsage, type Usage, type UsageReport } from "../../src/protocol/usage.ts";
import { OPERATOR_TOKEN, Site } from "./site.ts";
import { violations } from "./violations.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

const TODAY = "2026-11-23";

function day(back: number, counts: Partial<Usage>): Usage & { day: string } {
  return { ...noUsage(), ...counts, day: new Date(Date.parse(TODAY) - back * 86_400_000).toISOString().slice(0, 10) };
}

function quota(name: string, used: number, limit: number) {
  return { name, used, limit, share: used / limit };
}

/** A busy day near the end of its quotas, after a month of ups and downs. */
const quotas = [
  quota("workerRequests", 31_204, 100_000),
  quota("roomRequests", 12_880, 100_000),
  quota("roomDuration", 2_411, 13_000),
  quota("roomRowsWritten", 81_950, 100_000),
  quota("roomRowsRead", 402_118, 5_000_000),
  quota("databaseRowsWritten", 96_204, 100_000),
  quota("databaseRowsRead", 1_210_034, 5_000_000),
];
const names = ["Lobby", "Class 7b", "مجموعة القراءة", "The neighbourhood's garden, compost and bees", "Night shift"];
const busy: UsageReport = {
  today: TODAY,
  resetsAt: Date.parse(TODAY) + 86_400_000,
  plan: "free",
  quotas,
  notices: quotas.filter(({ share }) => share >= 0.8),
  days: Array.from({ length: 26 }, (_, index) => {
    const messages = Math.round(2_000 * (index % 7 < 5 ? 12 + index : 4) + 300 * ((index * 7) % 5));
    return day(25 - index, { messages, rowsWritten: Math.round(messages * 1.1), connections: 120 + 9 * index });
  }),
  rooms: names.map((name, index) => ({
    ...noUsage(),
    id: `room-${index}`,
    name,
    messages: Math.round(40_000 / (index + 1)),
    rowsWritten: Math.round(42_000 / (index + 1)),
    d1RowsWritten: Math.round(45_000 / (index + 1)),
    frames: Math.round(50_000 / (index + 1)),
    connections: 300 - 50 * index,
    awakeMs: 9_000_000 / (index + 1),
    wakeUps: 40 + index,
    most: quota("databaseRowsWritten", 45_000 / (index + 1), 100_000),
  })),
};

async function unlock(page: Page, token = OPERATOR_TOKEN): Promise<void> {
  await page.getByLabel("Operator's token").fill(token);
  await page.keyboard.press("Enter");
}

it("the operator sees what is used, in figures that the server counted", async () => {
  const room = await site.makeRoom("Measured");
  const guest = await site.signIn("Ada", `/r/${room}`);
  // Enough for a batch, with which the room tells what it has used.
  for (const name of ["Bo", "Cy", "Dee", "Eve", "Fay"]) {
    await site.post(
      room,
      name,
      Array.from({ length: 10 }, (_, n) => `${name} says ${n}`),
    );
  }
  const { page, complaints, context } = await site.visit();
  await page.goto("/usage");
  await unlock(page);
  await page.getByRole("heading", { name: "Today's quotas" }).waitFor();
  expect(await page.locator(".quota").count()).toBe(7);
  const row = page.locator(".rooms-table tr", { hasText: "Measured" });
  await expect
    .poll(
      async () => {
        await page.getByRole("button", { name: "Refresh" }).click();
        return (await row.count()) === 0 ? "" : row.locator("td").nth(0).textContent();
      },
      { timeout: 30_000, interval: 500 },
    )
    .toBe("50");
  await guest.context.close();
  expect(await row.getByRole("link").getAttribute("href")).toBe(`/r/${room}`);
  expect(page.url()).toBe(new URL("/usage", site.url).href);
  expect(complaints).toEqual([]);
  await context.close();
});

it("nobody else sees anything, and the token is forgotten with the tab or when asked to", async () => {
  const { page, context } = await site.visit();
  await page.goto("/usage");
  await unlock(page, "not-the-token");
  await expect.poll(() => page.getByRole("alert").textContent()).toBe("This is not the operator's token.");
  await unlock(page);
  await page.getByRole("heading", { name: "Today's quotas" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Today's quotas" }).waitFor();
  await page.getByRole("button", { name: "Lock" }).click();
  await page.getByLabel("Operator's token").waitFor();
  expect(await page.evaluate(() => [sessionStorage.length, localStorage.length])).toEqual([0, 0]);
  await context.close();
});

it("the chat itself loads nothing of it", async () => {
  const { page, context } = await site.visit();
  const loaded: string[] = [];
  page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
  await page.goto("/");
  await page.getByRole("textbox", { name: "Your name" }).waitFor();
  expect(loaded.filter((path) => path.includes("usage"))).toEqual([]);
  await context.close();
});

describe.each([
  ["desktop", { viewport: { width: 1280, height: 900 } }],
  ["phone", { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }],
])("on a %s", (_, screen) => {
  it.each(["light", "dark"] as const)("it can be read by everybody, in %s colours", async (colorScheme) => {
    const { page, complaints, context } = await site.visit({ ...screen, colorScheme });
    await page.route("**/api/usage", (route) => route.fulfill({ json: busy }));
    await page.goto("/usage");
    await page.getByLabel("Operator's token").waitFor();
    expect(await violations(page)).toEqual([]);
    await unlock(page);
    await page.getByRole("heading", { name: "Last 30 days" }).waitFor();
    expect(await page.locator(".notice p").allTextContents()).toEqual([
      "Rows written in rooms: 81.9% of the day's quota is used.",
      expect.stringMatching(/^Rows written in the database: 96.2% .*do without typing/),
    ]);
    const chart = page.getByRole("img", { name: "Messages, day by day" });
    expect(await chart.locator(".chart-bar").count()).toBe(30);
    await page.getByLabel("What to show").selectOption("rowsWritten" satisfies Counter);
    await page.getByRole("img", { name: "Rows written in rooms, day by day" }).waitFor();
    await expect.poll(() => page.locator(".chart-label.limit").textContent()).toBe("Quota: 100,000");
    await page.getByText("The same as a table").click();
    expect(await page.locator(".as-table tbody tr").count()).toBe(30);
    expect(await violations(page)).toEqual([]);
    // Nothing is wider than the screen but the table of rooms, which scrolls by itself.
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(complaints).toEqual([]);
    if (process.env.SHOTS) {
      await page.getByText("The same as a table").click();
      const name = `${process.env.SHOTS}/usage-${screen.viewport.width}-${colorScheme}.png`;
      await page.screenshot({ path: name, fullPage: true });
    }
    await context.close();
  });
});
