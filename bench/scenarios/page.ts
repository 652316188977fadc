import { type BrowserContext, chromium } from "playwright-core";
import { ensureBrowser } from "../../scripts/browser.mjs";
import { newSession, post } from "../generator/sessions.ts";
import { Readings } from "../report/results.ts";
import { contenders } from "../servers/contenders.ts";
import { Server } from "../servers/server.ts";
import { progress, type Scenario } from "./scenario.ts";

const MESSAGES = 50;

/** How long the page takes from the address to the first message on the screen. */
export const page: Scenario = {
  name: "page",
  async run({ repeats }) {
    const readings = new Readings();
    const server = await Server.start(contenders.dormouse, { pages: true });
    const browser = await chromium.launch({ executablePath: ensureBrowser(), args: ["--no-sandbox"] });
    try {
      const { port } = server.place;
      const url = `http://127.0.0.1:${port}`;
      const token = await newSession(port, "Reader");
      const room = await contenders.dormouse.makeRoom(port, "room");
      for (let i = 0; i < MESSAGES; i++) {
        await post(port, `/api/rooms/${room}/messages`, { id: `m${i}`, text: `Message number ${i}` }, token);
      }
      for (let repeat = 0; repeat < repeats; repeat++) {
        progress("page: a first visit and another one");
        const context = await browser.newContext();
        await context.addCookies([{ name: "dormouse", value: token, url }]);
        readings.add("signed in already", "first visit, nothing cached", await visit(context, `${url}/r/${room}`));
        readings.add("signed in already", "another visit", await visit(context, `${url}/r/${room}`));
        await context.close();
      }
    } finally {
      await browser.close();
      await server.stop();
    }
    return {
      scenario: "page",
      title: "The page, from the address to the first message on the screen",
      method: `Chromium on the same machine, a room with ${MESSAGES} messages. No network in between, so this is the work alone.`,
      rows: readings.rows,
    };
  },
};

async function visit(context: BrowserContext, url: string): Promise<Record<string, number>> {
  const tab = await context.newPage();
  let bytes = 0;
  tab.on("requestfinished", async (request) => {
    const sizes = await request.sizes().catch(() => undefined);
    bytes += sizes ? sizes.responseBodySize + sizes.responseHeadersSize : 0;
  });
  // Runs in the page, which alone knows when it began and what it shows.
  await tab.addInitScript(`new MutationObserver((_, observer) => {
    if (!document.querySelector(".message-text")) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => { document.documentElement.dataset.shown = performance.now(); }));
  }).observe(document, { childList: true, subtree: true });`);
  await tab.goto(url);
  const shown = tab.locator("html[data-shown]");
  await shown.waitFor({ state: "attached" });
  const firstMessage = Number(await shown.getAttribute("data-shown"));
  await tab.close();
  return { "first message ms": firstMessage, "KB transferred": bytes / 1_000 };
}
