import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { Site, type Visit } from "./site.ts";

const TYPES = { html: "text/html", js: "text/javascript" };
/** Milliseconds in which a person who left has to be gone from the list: the grace of 10 s, and the way. */
const GONE_WITHIN = 20_000;

let site: Site;

beforeAll(async () => {
  site = await Site.open();
});

afterAll(() => site.close());

it("the list of who is online is there before the socket is, and shows people come and go", async () => {
  const room = await site.makeRoom();
  const ada = await open("online", room, "Ada");
  const online = ada.page.locator("#online li");
  await expect.poll(() => online.allTextContents()).toEqual(["Ada (active)"]);
  // This page's socket leads nowhere.
  const cy = await open("online", room, "Cy", (page) => page.routeWebSocket("**/socket", () => {}));
  await expect.poll(() => cy.page.locator("#online li").allTextContents()).toEqual(["Ada (active)"]);
  const bob = await open("online", room, "Bob");
  await expect.poll(() => online.allTextContents()).toEqual(["Ada (active)", "Bob (active)"]);
  await bob.context.close();
  await expect.poll(() => online.allTextContents(), { timeout: GONE_WITHIN }).toEqual(["Ada (active)"]);
});

it("the broadcast loses nothing and doubles nothing when the connection is cut", async () => {
  const room = await site.makeRoom();
  const ada = await open("broadcast", room, "Ada");
  const bob = await open("broadcast", room, "Bob");
  await say(ada, "one");
  await expect.poll(() => read(bob)).toEqual(["Ada: one"]);
  await say(bob, "two");
  await expect.poll(() => read(ada)).toEqual(["Ada: one", "Bob: two"]);

  await bob.context.setOffline(true);
  await site.cut(room);
  await say(bob, "four");
  await say(bob, "five");
  await say(ada, "three");
  await expect.poll(() => read(ada)).toEqual(["Ada: one", "Bob: two", "Ada: three"]);
  await bob.context.setOffline(false);

  const everything = ["Ada: one", "Bob: two", "Ada: three", "Bob: four", "Bob: five"];
  await expect.poll(() => read(bob), { timeout: 15_000 }).toEqual(everything);
  await expect.poll(() => read(ada)).toEqual(everything);
});

it("the broadcast sends a message once although the answer to it was lost", async () => {
  const room = await site.makeRoom();
  const ada = await open("broadcast", room, "Ada");
  let losing = false;
  let cut = () => {};
  const addresses: string[] = [];
  const bob = await open("broadcast", room, "Bob", (page) =>
    page.routeWebSocket("**/socket**", (socket) => {
      addresses.push(socket.url());
      const server = socket.connectToServer();
      server.onMessage((frame) => losing || socket.send(frame));
      cut = () => void socket.close({ code: 1001 });
    }),
  );
  await say(bob, "hello");
  await expect.poll(() => read(bob)).toEqual(["Bob: hello"]);
  losing = true;
  await say(bob, "once");
  await expect.poll(() => read(ada)).toEqual(["Bob: hello", "Bob: once"]);
  expect(await read(bob)).toEqual(["Bob: hello"]);
  losing = false;
  cut();
  await expect.poll(() => read(bob)).toEqual(["Bob: hello", "Bob: once"]);
  expect(addresses[0]).toMatch(/socket\?$/);
  expect(addresses.slice(1)).toEqual([expect.stringMatching(/epoch=.+&seq=1&rev=0$/)]);
  await say(ada, "heard");
  await expect.poll(() => read(ada)).toEqual(["Bob: hello", "Bob: once", "Ada: heard"]);
});

it.each(["online", "broadcast"] as const)(
  "%s notices that a connection is dead, and makes another",
  async (example) => {
    const room = await site.makeRoom();
    const sent: unknown[] = [];
    const heard: unknown[] = [];
    let connections = 0;
    let dead = false;
    const { page } = await open(example, room, "Ada", async (page) => {
      await page.clock.install();
      await page.routeWebSocket("**/socket**", (socket) => {
        connections++;
        const server = socket.connectToServer();
        socket.onMessage((frame) => {
          sent.push(frame);
          if (!dead) server.send(frame);
        });
        server.onMessage((frame) => {
          socket.send(frame);
          heard.push(frame);
        });
      });
    });
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    await page.clock.runFor(30_000);
    await expect.poll(() => heard).toContain("pong");
    await page.clock.runFor(10_000);
    dead = true;
    await page.clock.runFor(20_000);
    await expect.poll(() => sent).toEqual(["ping", "ping"]);
    expect(connections).toBe(1);
    await page.clock.runFor(11_000);
    await expect.poll(() => connections).toBe(2);
  },
);

/** Opens an example as somebody new. The app does not serve the examples: they are put on its origin, under its policy. */
async function open(
  example: "online" | "broadcast",
  room: string,
  name: string,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<Visit> {
  // A page that comes from a route has no address, so Chromium takes it for one from outside that calls into this machine.
  const visit = await site.visit({ permissions: ["local-network-access"] });
  onTestFinished(async () => {
    await visit.context.close();
    expect(visit.complaints).toEqual([]);
  });
  await visit.context.route("/examples/**", async (route) => {
    const [file = "", type = ""] = /[a-z]+\.(html|js)/.exec(route.request().url()) ?? [];
    const body = await readFile(new URL(`../../docs/examples/${file}`, import.meta.url));
    const policy = (await fetch(site.url)).headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self'");
    const contentType = TYPES[type as keyof typeof TYPES];
    await route.fulfill({ body, headers: { "content-type": contentType, "content-security-policy": policy } });
  });
  await prepare(visit.page);
  await visit.page.goto(`/examples/${example}.html?room=${room}&name=${name}`);
  return visit;
}

async function say({ page }: Visit, text: string): Promise<void> {
  await page.locator("input").fill(text);
  await page.locator("button").click();
}

async function read({ page }: Visit): Promise<string[]> {
  const text = await page.locator("#messages").textContent();
  return text ? text.split("\n") : [];
}
