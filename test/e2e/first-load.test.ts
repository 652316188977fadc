import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { firstLoad, withImports } from "../../scripts/first-load.mjs";
import { Site } from "./site.ts";

const root = join(import.meta.dirname, "../..");
/** What is loaded once the page is there, without being asked for. */
const LATER = /\/build\/later-parts-\w+\.js$/;

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

/** Every script and style that the page asks for while nothing is pressed, with its length. */
async function loaded(page: Page, path: string): Promise<Map<string, number>> {
  const lengths = new Map<string, number>();
  const answers: Promise<void>[] = [];
  page.on("response", (response) => {
    if (!["script", "stylesheet"].includes(response.request().resourceType())) return;
    const file = `static${new URL(response.url()).pathname}`;
    answers.push(response.body().then((body) => void lengths.set(file, body.length)));
  });
  await Promise.all([page.waitForResponse(LATER), page.waitForResponse("**/build/later.css"), page.goto(path)]);
  await page.waitForLoadState("networkidle");
  await Promise.all(answers);
  return lengths;
}

it.each(["somebody new", "somebody who was here before"])(
  "the browser of %s loads the scripts and styles that the budget counts, then what can be asked for next, and no others",
  async (who) => {
    const room = await site.makeRoom();
    await site.post(room, "Bo", ["Good evening, @Ada **and** 🎉", "https://example.com"]);
    const { page, context, complaints } = await site.visit();
    if (who !== "somebody new") {
      await context.request.post("/api/session", { data: { name: "Ada" }, headers: { Origin: site.url.origin } });
    }
    const lengths = await loaded(page, `/r/${room}`);
    const files = [...lengths.keys()].sort();
    const later = files.filter((file) => LATER.test(file)).flatMap(withImports);
    expect(files).toEqual([...new Set([...firstLoad(), ...later, "static/build/later.css"])].sort());
    for (const [file, length] of lengths) expect(length, file).toBe(readFileSync(join(root, file)).length);
    expect(complaints).toEqual([]);
    await context.close();
  },
);
