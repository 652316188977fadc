import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { Site, say, texts, type Visit } from "./site.ts";

const SPENT = "The day's free quota is used up.";
let site: Site;
/** Comes for the first time in each test. */
let stranger: Visit;

beforeAll(async () => {
  site = await Site.open();
  stranger = await site.visit();
});

afterAll(() => site.close());

it("when the day's quota is spent the page says until when, and what was written is kept and sent then", async () => {
  const room = await site.makeRoom();
  const ada = await site.visit();
  const { page, context, complaints } = ada;
  await site.letIn(ada, "Ada");
  let isSpent = true;
  await page.routeWebSocket(/\/socket/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((data) => {
      const frame = data === "ping" ? null : JSON.parse(String(data));
      if (frame?.type !== "send" || !isSpent) return server.send(data);
      const refusal = { type: "error", code: "rate_limited", message: "", id: frame.id, quota: true, retryAfter: 4 };
      socket.send(JSON.stringify([refusal]));
    });
  });
  await page.goto(`/r/${room}`);
  await say(page, "one");
  await say(page, "two");
  const banner = page.locator(".banner");
  await expect.poll(() => banner.allTextContents()).toHaveLength(1);
  expect(await banner.textContent()).toMatch(
    /^The day's free quota is used up\. Writing works again (tomorrow )?at \d+:\d\d.*kept/,
  );
  await expect.poll(() => page.locator(".delivery").allTextContents()).toEqual(["Will be sent", "Will be sent"]);

  // A page that is closed meanwhile loses nothing.
  await page.reload();
  await expect.poll(() => texts(page)).toEqual(["one", "two"]);
  isSpent = false;
  await expect.poll(() => page.locator(".delivery").count()).toBe(0);
  await expect.poll(() => banner.count()).toBe(0);
  const { messages } = await (await context.request.get(`/api/rooms/${room}/messages`)).json();
  expect(messages).toMatchObject([{ text: "one" }, { text: "two" }]);
  expect(complaints).toEqual([]);
  await context.close();
});

it.each([
  [
    "the server says",
    { status: 503, headers: { "retry-after": "7200" }, json: { code: "unavailable", detail: "Spent." } },
  ],
  ["Cloudflare answers in its place", { status: 429, contentType: "text/html", body: "error code: 1027" }],
])("whoever comes when %s that the quota is spent reads when to come back", async (_, answer) => {
  const { page } = stranger;
  onTestFinished(() => page.unrouteAll());
  await page.route("**/api/session", (route) => route.fulfill(answer));
  await page.goto("/");
  await expect
    .poll(() => page.locator("main p").textContent())
    .toMatch(/^The day's free quota is used up\. The chat opens again (tomorrow )?at \d+:\d\d/);
  await page.unroute("**/api/session");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.route("**/api/session", (route) =>
    route.request().method() === "POST" ? route.fulfill(answer) : route.continue(),
  );
  await page.getByRole("textbox", { name: "Your name" }).fill("Ada");
  await page.getByRole("button", { name: "Join" }).click();
  await expect.poll(() => page.getByRole("alert").textContent()).toContain(SPENT);
});

it("in an open room the page waits for the new day when it is not let in again", async () => {
  const room = await site.makeRoom();
  const { page, context } = await site.signIn("Ada", `/r/${room}`);
  const answer = { status: 503, headers: { "retry-after": "7200" }, json: { code: "unavailable", detail: "Spent." } };
  await page.route(`**/api/rooms/${room}`, (route) => route.fulfill(answer));
  await page.routeWebSocket(/\/socket/, (socket) => socket.close({ code: 1011 }));
  await page.reload();
  await expect.poll(() => page.locator(".banner").allTextContents()).toEqual([expect.stringContaining(SPENT)]);
  await say(page, "kept");
  await expect.poll(() => page.locator(".delivery").allTextContents()).toEqual(["Will be sent"]);
  await context.close();
});
