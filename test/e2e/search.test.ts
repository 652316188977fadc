import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it, onTestFailed, onTestFinished } from "vitest";
import { SCREENS } from "./scenes/screens.ts";
import { enter, filledAt, goTo, Site, speak, type Visit } from "./site.ts";

let site: Site;
let room: string;
/** Where nothing was said. It is there before anybody looks at the list of rooms. */
let other: string;
/** Who go from room to room: loading the page takes longer than most tests. */
let ada: Visit;
let phone: Visit;
beforeAll(async () => {
  site = await Site.open();
  room = await site.makeRoom("Tea house");
  for (const author of ["Mo", "Nia", "Ole", "Pia", "Qi", "Rae", "Sol", "Tam"]) {
    await site.post(
      room,
      author,
      Array.from({ length: 10 }, (_, index) => `${author} says line ${index}${index === 4 ? " about darjeeling" : ""}`),
    );
  }
  await site.post(room, "Bo", ["<img src=x onerror=alert(1)> javascript:alert(1) \u202egnp.exe"]);
  other = await site.makeRoom("Elsewhere");
  ada = await site.signIn("Ada");
  phone = await site.signIn("Ada", "/", SCREENS.phone.options);
});
afterEach(() => {
  for (const { complaints } of [ada, phone]) expect(complaints.splice(0)).toEqual([]);
});
afterAll(() => site.close());

const box = (page: Page) => page.getByRole("searchbox", { name: "Search", exact: true });
const results = (page: Page) => page.getByRole("list", { name: "Results" }).getByRole("link");
const status = (page: Page, text: string | RegExp) => page.getByRole("search").getByRole("status").getByText(text);

const hasFocus = (place: Locator) => place.evaluate((element) => element === document.activeElement);

/** Comes into the room from the lobby, at its end. */
async function come(page: Page): Promise<void> {
  // What a test that failed has left open would be in the way of the next one.
  onTestFailed(async () => void (await page.goto("/")));
  await goTo(page, "/");
  await enter(page, room);
  await page.getByText("Tam says line 9").waitFor();
}

it("finds what was said, marks it, and leads to its place, without a mouse", async () => {
  const { page } = ada;
  await come(page);
  const { keyboard } = page;
  await page.getByRole("textbox", { name: "Message" }).focus();
  await keyboard.press("Control+Shift+F");
  expect(await hasFocus(box(page))).toBe(true);
  await keyboard.type("line DARJEE");
  await keyboard.press("Enter");
  await status(page, "8 results").waitFor();
  expect(await results(page).first().locator("mark").allTextContents()).toEqual(["line", "darjeeling"]);
  await keyboard.press("ArrowDown");
  await keyboard.press("ArrowDown");
  await keyboard.press("End");
  await keyboard.press("ArrowUp");
  await keyboard.press("ArrowDown");
  await keyboard.press("Tab");
  await keyboard.press("Enter");
  await page.getByText("Mo says line 5").waitFor();
  await page.getByRole("search").getByText("Mo says line 3").waitFor();
  await keyboard.press("Shift+Tab");
  await keyboard.press("Enter");
  await page.waitForURL(`**/r/${room}/5`);
  const line = page.locator("#message-5");
  await line.getByText("Mo says line 4 about darjeeling").waitFor();
  await expect.poll(() => hasFocus(line)).toBe(true);

  // The results are still there, at the one that was opened.
  await keyboard.press("/");
  await keyboard.press("ArrowDown");
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain("Mo says line 4");
  await keyboard.press("Escape");
  await expect.poll(() => hasFocus(line)).toBe(true);
  await box(page).click();
  await keyboard.press("Escape");
});

it("is narrowed down by what is typed and by what is chosen", async () => {
  const { page } = ada;
  await come(page);
  const filters = page.getByRole("search");
  await box(page).fill("darjeeling from:nia");
  await page.keyboard.press("Enter");
  await status(page, "1 result").waitFor();
  await filters.getByText("Filters").click();
  await filters.getByLabel("Person").selectOption("Anyone");
  await status(page, "8 results").waitFor();
  await filters.getByLabel("Person").selectOption("Qi");
  await status(page, "1 result").waitFor();
  expect(await box(page).inputValue()).toBe("darjeeling from:Qi ");
  await filters.getByLabel("After").fill("2001-01-01");
  expect(await box(page).inputValue()).toBe("darjeeling from:Qi after:2001-01-01 ");
  await status(page, "1 result").waitFor();
  await filters.getByLabel("Before").fill("2001-01-01");
  await status(page, "No message holds all of these words.").waitFor();
  await filters.getByLabel("Before").fill("");
  await status(page, "1 result").waitFor();

  await box(page).fill(`darjeeling in:${other}`);
  await page.keyboard.press("Enter");
  await status(page, "No message holds all of these words.").waitFor();
  await filters.getByRole("button", { name: "Search all rooms" }).click();
  await filters.getByText("What was said in the last minutes may be missing here.").waitFor();
  await box(page).fill("darjeeling in:* from:zoe");
  await page.keyboard.press("Enter");
  await status(page, "Nobody called “zoe” is here now, or has said this lately.").waitFor();
  await box(page).fill("from:nia");
  await page.keyboard.press("Enter");
  await status(page, "Add a word to search for.").waitFor();
});

it("shows as text what looks like anything else, and says so when it cannot search", async () => {
  const { page } = ada;
  await come(page);
  await box(page).fill("img onerror");
  await page.keyboard.press("Enter");
  await results(page).first().waitFor();
  expect(await page.getByRole("search").locator("img").count()).toBe(0);
  expect(await results(page).first().textContent()).toContain("<img src=x onerror=alert(1)>");
  onTestFinished(() => ada.context.setOffline(false));
  await ada.context.setOffline(true);
  await page.keyboard.press("Enter");
  await page.getByRole("search").getByRole("alert").getByText("The server cannot be reached.").waitFor();
  await ada.context.setOffline(false);
  await page.getByRole("search").getByRole("button", { name: "Try again" }).click();
  await results(page).first().waitFor();
});

it("takes a pattern, a query or a script for the words in it", async () => {
  const said = ["<script>alert(1)</script>", "'; DROP TABLE messages; --", "^(a+)+$ .*|needle", "100% of snake_case"];
  const odd = await site.makeRoom("Odd");
  await site.post(odd, "Bo", said);
  const { page } = ada;
  await enter(page, odd);
  await page.getByText("snake_case").waitFor();
  for (const text of said) {
    await box(page).fill(text);
    await page.keyboard.press("Enter");
    await status(page, "1 result").waitFor();
    expect(await results(page).textContent()).toContain(text);
  }
  for (const [text, answer] of [
    ["ne.*le", "No message holds all of these words."],
    ["x' OR '1'='1", "No message holds all of these words."],
    ["needle NEAR(a) NOT b", "No message holds all of these words."],
    [".*", "Add a word to search for."],
    ["%", "Add a word to search for."],
    ["in:<b>Odd</b> needle", "There is no room called “<b>Odd</b>”."],
  ] as const) {
    await box(page).fill(text);
    await page.keyboard.press("Enter");
    await status(page, answer).waitFor();
  }
  expect(await page.getByRole("search").locator("script, b").count()).toBe(0);
});

it("leads to a day as well, without a mouse", async () => {
  const long = await site.makeRoom("Long");
  await site.fill(long, 2000);
  const { page } = ada;
  await enter(page, long);
  await page.getByText("number 2000").waitFor();
  await page.keyboard.press("Control+Shift+F");
  // Whatever was searched for before: without words it shows what else can be asked for.
  await page.keyboard.press("Delete");
  await page.keyboard.press("Enter");
  const day = page.getByRole("search").getByLabel("Go to date");
  await day.waitFor();
  for (let stops = 0; stops < 20 && !(await hasFocus(day)); stops++) await page.keyboard.press("Tab");
  expect(await hasFocus(day)).toBe(true);
  // The second day of the room: its first message is the first after that midnight.
  const midnight = new Date(filledAt(0));
  midnight.setHours(24, 0, 0, 0);
  const first = Math.ceil((midnight.getTime() - filledAt(0)) / 60_000);
  const part = (value: number) => String(value).padStart(2, "0");
  await day.fill([midnight.getFullYear(), part(midnight.getMonth() + 1), part(midnight.getDate())].join("-"));
  await page.keyboard.press("Enter");
  await page.locator(`#message-${first}`).waitFor();
  await expect.poll(() => page.locator(`#message-${first}`).isVisible()).toBe(true);
});

it("on a phone is a page of its own, which a result or the way back leaves", async () => {
  const { page } = phone;
  await come(page);
  expect(await box(page).count()).toBe(0);
  const opener = page.getByRole("button", { name: "Search this room" });
  await opener.tap();
  await expect.poll(() => hasFocus(box(page))).toBe(true);
  await page.keyboard.type("darjeeling");
  await page.keyboard.press("Enter");
  await status(page, "8 results").waitFor();
  await page.getByRole("button", { name: "Close the search" }).tap();
  await box(page).waitFor({ state: "detached" });
  await expect.poll(() => hasFocus(opener)).toBe(true);
  await opener.tap();
  await results(page).last().tap();
  await page.waitForURL(`**/r/${room}/5`);
  await page.locator("#message-5").getByText("Mo says line 4 about darjeeling").waitFor();
  expect(await box(page).count()).toBe(0);
});

it("can be left as soon as it is there", async () => {
  const { page } = phone;
  await come(page);
  await page.getByRole("button", { name: "Search this room" }).click();
  await box(page).fill("darjeeling");
  await page.keyboard.press("Enter");
  await status(page, "8 results").waitFor();
  await page.goBack();
  const panel = page.locator(".search-panel");
  await panel.waitFor({ state: "detached" });
  await page.evaluate(async () => {
    document.querySelector<HTMLElement>(".search-opener")!.click();
    while (!document.querySelector(".search-panel")) await null;
    document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  });
  await panel.waitFor({ state: "detached" });
});

it("speaks German, and in Arabic runs from right to left", async () => {
  const { page } = ada;
  await come(page);
  onTestFinished(() => speak(page, null));
  await speak(page, "de");
  await page.getByRole("searchbox", { name: "Suche", exact: true }).fill("darjeeling von");
  await page.keyboard.press("Enter");
  await status(page, "Keine Nachricht enthält alle diese Wörter.").waitFor();
  await page.getByRole("searchbox", { name: "Suche", exact: true }).fill("darjeeling");
  await page.keyboard.press("Enter");
  await status(page, "8 Treffer").waitFor();
  await speak(page, "ar");
  await status(page, "نتائج").waitFor();
  const panel = (await page.getByRole("heading", { name: "بحث" }).locator("xpath=../..").boundingBox())!;
  expect(panel.x).toBe(0);
});
