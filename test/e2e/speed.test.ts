import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Guest } from "./guest.ts";
import { Site } from "./site.ts";

/** Messages in the room; those that come in while somebody writes there, and how many of them in a second. */
const MESSAGES = 10_000;
const COMING = 300;
const RATE = 100;
const OWN = 10;
/** Milliseconds from which a task is a long one: whoever presses a key meanwhile would notice. */
const LONG = 50;

let site: Site;
beforeAll(async () => {
  site = await Site.openOwn({ MESSAGE_BURST: 1_000, MESSAGES_PER_SECOND: 1_000 });
});
afterAll(() => site.close());

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds for which the thread had a processor. */
  tdur?: number;
  args?: { name?: string };
}

/**
 * Milliseconds of each task of the page's main thread while something happens. The browser's own observer of long tasks
 * counts the time on the clock, and with it what a task waits for a processor while other tests run; this is the time that
 * it had one, and so what a person at a machine of their own waits for.
 */
async function tasksWhile(page: Page, happens: () => Promise<void>): Promise<number[]> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ["toplevel", "__metadata"] });
  await happens();
  const { traceEvents } = JSON.parse(`${await browser.stopTracing()}`) as { traceEvents: TraceEvent[] };
  const thread = ({ pid, tid }: TraceEvent) => `${pid} ${tid}`;
  const isMain = new Set(traceEvents.filter(({ args }) => args?.name === "CrRendererMain").map(thread));
  return traceEvents
    .filter((event) => event.name === "ThreadControllerImpl::RunTask" && isMain.has(thread(event)))
    .map(({ tdur = 0 }) => tdur / 1_000);
}

/** Has somebody say so many lines, evenly. */
function talk(socket: WebSocket, lines: number): Promise<void> {
  const begun = Date.now();
  let said = 0;
  return new Promise((done) => {
    const timer = setInterval(() => {
      const due = Math.min(lines, ((Date.now() - begun) * RATE) / 1_000);
      while (said < due)
        socket.send(JSON.stringify({ type: "send", id: `bo-${++said}`, text: `Bo says line ${said}` }));
      if (said < lines) return;
      clearInterval(timer);
      done();
    }, 5);
  });
}

/** From now on counts what becomes of the messages on the page. */
function count(): void {
  const counted = { drawn: 0, drawnAgain: 0, answered: 0, computed: 0 };
  Object.assign(window, { counted });
  // Each computing of a row writes the message's time as the `time` element wants it, and nothing else on the page does.
  const write = Date.prototype.toISOString;
  Date.prototype.toISOString = function () {
    counted.computed++;
    return write.call(this);
  };
  const lines = document.querySelector("[role=log] ol")!;
  new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      const row = target instanceof Element ? target.closest("li") : target.parentElement?.closest("li");
      if (target === lines)
        counted.drawn += [...addedNodes].filter((node) => Object(node).querySelector("article")).length;
      else if (row && !row.textContent!.includes("Ada writes")) counted.drawnAgain++;
    }
  }).observe(lines, { subtree: true, childList: true, attributes: true, characterData: true });
  // The last to hear of the key: what it has brought about is on the page by now, before the browser does anything else.
  addEventListener("keydown", ({ key }) => {
    const last = lines.lastElementChild!.textContent!;
    if (key === "Enter" && last.includes(`Ada writes line ${counted.answered + 1}`)) counted.answered++;
  });
}

it("while 100 messages a second come into a room of 10,000, the page has no long task, and answers each key at once", async () => {
  const room = await site.makeRoom();
  await site.fill(room, MESSAGES);
  const bo = await (await Guest.signIn(site, "Bo")).enter(room);
  const { page, context, complaints } = await site.signIn("Ada", `/r/${room}`);
  await page.getByText(`number ${MESSAGES}`).waitFor();
  await expect.poll(() => page.getByRole("article").count()).toBeGreaterThan(45);
  await page.locator('link[href="/build/later.css"]').waitFor({ state: "attached" });
  await page.getByRole("textbox", { name: "Message" }).focus();
  await page.evaluate(count);
  const tasks = await tasksWhile(page, async () => {
    const talking = talk(bo, COMING);
    for (let line = 1; line <= OWN; line++) {
      await page.keyboard.type(`Ada writes line ${line}`);
      await page.keyboard.press("Enter");
    }
    await talking;
    await page.getByText(`Bo says line ${COMING}`).waitFor();
    await page.getByText(`Ada writes line ${OWN}`).waitFor();
    await page.locator(".unsent").first().waitFor({ state: "detached" });
  });
  bo.close();
  expect(tasks.length).toBeGreaterThan(COMING);
  expect(tasks.filter((ms) => ms > LONG)).toEqual([]);
  const { computed, ...counted } = await page.evaluate(() => Object(window).counted);
  // However slow the machine: each message is drawn once, one's own twice, sent and settled, and none above them again.
  expect(counted).toEqual({ drawn: COMING + 2 * OWN, drawnAgain: 0, answered: OWN });
  expect(computed).toBeLessThan(2 * (COMING + 2 * OWN));
  expect(await page.getByRole("article").count()).toBeLessThanOrEqual(320);
  expect(complaints).toEqual([]);
  await context.close();
});
