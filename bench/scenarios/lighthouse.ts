import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Report } from "lighthouse";
import { chromium } from "playwright-core";
import { ensureBrowser } from "../../scripts/browser.mjs";
import { newSession, post } from "../generator/sessions.ts";
import { Readings } from "../report/results.ts";
import { contenders } from "../servers/contenders.ts";
import { startEdge } from "../servers/edge.ts";
import { freePort, Server } from "../servers/server.ts";
import { progress, type Scenario } from "./scenario.ts";

const MESSAGES = 50;
/** What Lighthouse judges, each from 0 to 100. */
const CATEGORIES = ["performance", "accessibility", "best-practices"];

/** What Lighthouse thinks of the page: to somebody new, and in a room with messages; on a slow phone, and on a desktop. */
export const lighthouse: Scenario = {
  name: "lighthouse",
  async run({ repeats }) {
    const readings = new Readings();
    const server = await Server.start(contenders.dormouse, { pages: true });
    const edge = await startEdge(server.place.port);
    const profile = mkdtempSync(join(tmpdir(), "dormouse-lighthouse-"));
    const port = await freePort();
    const browser = await chromium.launchPersistentContext(profile, {
      executablePath: ensureBrowser(),
      // Without the pages that a full Chromium draws for its address bar, which cost as much as the page under test.
      args: [
        "--no-sandbox",
        `--remote-debugging-port=${port}`,
        "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup,AimEnabled",
      ],
    });
    try {
      const url = `http://localhost:${edge.port}`;
      const token = await newSession(server.place.port, "Reader");
      const room = await contenders.dormouse.makeRoom(server.place.port, "room");
      for (let i = 0; i < MESSAGES; i++) {
        const text = i % 10 === 0 ? `**Message** number ${i}: https://example.com/${i}` : `Message number ${i}`;
        await post(server.place.port, `/api/rooms/${room}/messages`, { id: `m${i}`, text }, token);
      }
      for (let repeat = 0; repeat < repeats; repeat++) {
        for (const [device, isPhone] of [
          ["phone", true],
          ["desktop", false],
        ] as const) {
          progress(`lighthouse: ${device}`);
          await browser.clearCookies();
          readings.add("first visit", device, await judge(`${url}/`, port, isPhone));
          await browser.addCookies([{ name: "dormouse", value: token, url }]);
          readings.add("room with messages", device, await judge(`${url}/r/${room}`, port, isPhone));
        }
      }
    } finally {
      await browser.close();
      edge.stop();
      await server.stop();
      rmSync(profile, { recursive: true, force: true });
    }
    return {
      scenario: "lighthouse",
      title: "Lighthouse",
      method: `Lighthouse as it is, in Chromium on the same machine: the network of a slow phone, or a desktop's, and a slower processor are simulated. Nothing cached; the room has ${MESSAGES} messages. Files are compressed on their way, which Cloudflare does and workerd does not.`,
      rows: readings.rows,
    };
  },
};

/** @param port where the browser is told what to do */
async function judge(url: string, port: number, isPhone: boolean): Promise<Record<string, number>> {
  // Installed with the peers, by the time a scenario runs.
  const { default: run, desktopConfig } = await import("lighthouse");
  const flags = { port, output: "json", logLevel: "error", onlyCategories: CATEGORIES };
  const result = await run(url, flags, isPhone ? undefined : desktopConfig);
  if (!result) throw new Error("Lighthouse said nothing.");
  tell(result.lhr);
  const scores = CATEGORIES.map((name) => [name, Math.round(100 * (result.lhr.categories[name]?.score ?? 0))]);
  const ms = ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time"].map((name) => [
    `${name.replaceAll("-", " ")} ms`,
    result.lhr.audits[name]?.numericValue ?? Number.NaN,
  ]);
  // Below 1,000 Lighthouse warns that it simulates a phone that is slower than any it means.
  return Object.fromEntries([...scores, ...ms, ["benchmark index", result.lhr.environment.benchmarkIndex]]);
}

/** Names what cost points, for whoever wants them back. */
function tell({ audits }: Report): void {
  for (const [name, { score, title }] of Object.entries(audits)) {
    if (score !== null && score < 0.9) progress(`  ${name}: ${score} (${title})`);
  }
}
