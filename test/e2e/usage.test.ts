import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Counter } from "../../src/protocol/usage.ts";
import { Guest } from "./guest.ts";
import { busyDay } from "./scenes/busy-day.ts";
import { OPERATOR_TOKEN, Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

async function unlock(page: Page, token = OPERATOR_TOKEN): Promise<void> {
  await page.getByLabel("Operator's token").fill(token);
  await page.keyboard.press("Enter");
}

it("the operator alone sees what is used, in figures that the server counted, until the page is locked", async () => {
  const room = await site.makeRoom("Measured");
  const ada = await Guest.signIn(site, "Ada");
  const socket = await ada.enter(room);
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
  await unlock(page, "not-the-token");
  await expect.poll(() => page.getByRole("alert").textContent()).toBe("This is not the operator's token.");
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
      { timeout: 30_000, interval: 1_000 },
    )
    .toBe("50");
  socket.close();
  expect(await row.getByRole("link").getAttribute("href")).toBe(`/r/${room}`);
  expect(page.url()).toBe(new URL("/usage", site.url).href);

  await page.reload();
  await page.getByRole("heading", { name: "Today's quotas" }).waitFor();
  await page.getByRole("button", { name: "Lock" }).click();
  await page.getByLabel("Operator's token").waitFor();
  expect(await page.evaluate(() => [sessionStorage.length, localStorage.length])).toEqual([0, 0]);
  // The browser tells of what was refused.
  expect(complaints).toEqual([expect.stringContaining("/api/usage")]);
  await context.close();
});

it("a busy day is shown with what is nearly used up, day by day as a drawing and as a table", async () => {
  const { page, complaints, context } = await site.visit();
  await page.route("**/api/usage", (route) => route.fulfill({ json: busyDay }));
  await page.goto("/usage");
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
  expect(complaints).toEqual([]);
  await context.close();
});
