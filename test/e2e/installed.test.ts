import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Deployments } from "./deployments.ts";
import { isInstalled, Site } from "./site.ts";

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

const WITHIN = { timeout: 30_000 };

it("browsers find everything they ask of a page that can be installed", async () => {
  const { page, context } = await site.install("Ada", "/");
  const devTools = await context.newCDPSession(page);
  const manifest = await devTools.send("Page.getAppManifest");
  expect(manifest.errors).toEqual([]);
  expect(JSON.parse(manifest.data ?? "")).toMatchObject({ id: "/", start_url: "/", display: "standalone" });
  const { installabilityErrors } = await devTools.send("Page.getInstallabilityErrors");
  // The browsers of tests are private ones, in which nothing can be installed.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
  const icons: { src: string; sizes: string; type: string; purpose: string }[] = JSON.parse(manifest.data ?? "").icons;
  for (const { src, sizes } of icons.filter(({ type }) => type === "image/png")) {
    const size = await page.evaluate(async (path) => {
      const { width, height } = await createImageBitmap(await (await fetch(path)).blob());
      return `${width}x${height}`;
    }, src);
    expect(size).toBe(sizes);
  }
  expect(icons.map(({ purpose }) => purpose)).toContain("maskable");
  await context.close();
});

it("what is kept for later is fetched when the page stands", async () => {
  const visit = await site.visit({ serviceWorkers: "allow" });
  const { page, context } = visit;
  await context.addInitScript(() => {
    const register = navigator.serviceWorker.register.bind(navigator.serviceWorker);
    navigator.serviceWorker.register = (...script) => {
      const isWhole = document.querySelector("link[href='/build/later.css']") !== null;
      Object.assign(window, { isWhole });
      return register(...script);
    };
  });
  await site.letIn(visit, "Ada");
  await page.goto("/");
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
  expect(await page.evaluate(() => Object(window).isWhole)).toBe(true);
  await context.close();
});

it("no script of another address can be made one of the page's", async () => {
  const { page, context } = await site.install("Ada", "/");
  const made = await page.evaluate(() => {
    const { trustedTypes } = window as unknown as {
      trustedTypes: { createPolicy(name: string, rules: object): unknown };
    };
    return ["dormouse", "other"].filter((name) => {
      try {
        return trustedTypes.createPolicy(name, { createScriptURL: (url: string) => url });
      } catch {
        return false;
      }
    });
  });
  expect(made).toEqual([]);
  const registered = await page.evaluate(() => navigator.serviceWorker.register("/build/main.js").catch(String));
  expect(registered).toContain("TypeError");
  await context.close();
});

it("a file that is not of its version is not taken", async () => {
  const { page, context } = await site.visit({ serviceWorkers: "allow" });
  await context.route("**/build/main.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}// of another version` });
  });
  const begun = context.waitForEvent("serviceworker");
  await page.goto("/");
  await page.getByRole("button", { name: "Join" }).waitFor();
  await begun;
  await expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration()) === undefined), WITHIN)
    .toBe(true);
  await context.close();
});

describe("a new version", () => {
  it("is shown when its reader wants it, and without losing what is being written", async () => {
    const room = await site.makeRoom();
    const deployments = await Deployments.of(site.url);
    const ada = await site.install("Ada", new URL(`/r/${room}`, deployments.url).href);
    deployments.deploy();
    await ada.page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await ada.page.getByText("A new version is ready.").waitFor(WITHIN);
    await ada.page.getByRole("textbox", { name: "Message" }).fill("half a sent");
    const versions = () => ada.page.evaluate(async () => (await caches.keys()).length);
    expect(await versions()).toBe(2);
    await Promise.all([
      ada.page.waitForEvent("load", WITHIN),
      ada.page.getByRole("button", { name: "Reload" }).click(),
    ]);
    await expect.poll(versions, WITHIN).toBe(1);
    await expect.poll(() => ada.page.getByRole("textbox", { name: "Message" }).inputValue()).toBe("half a sent");
    expect(await ada.page.getByText("A new version is ready.").count()).toBe(0);
    expect(ada.complaints).toEqual([]);
    await ada.context.close();
    await deployments.close();
  });

  it("in one tab leaves the others as they are, with all that they still need", async () => {
    const room = await site.makeRoom();
    const deployments = await Deployments.of(site.url);
    const ada = await site.install("Ada", new URL(`/r/${room}`, deployments.url).href);
    const other = await ada.context.newPage();
    await other.goto(ada.page.url());
    await expect.poll(() => isInstalled(other), WITHIN).toBe(true);
    deployments.deploy();
    await ada.page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await other.evaluate(() => Object.assign(window, { isTheSame: true }));
    await Promise.all([
      ada.page.waitForEvent("load", WITHIN),
      ada.page.getByRole("button", { name: "Reload" }).click(WITHIN),
    ]);
    await expect.poll(() => isInstalled(ada.page), WITHIN).toBe(true);
    const versions = () => ada.page.evaluate(async () => (await caches.keys()).length);
    expect(await versions()).toBe(2);
    await other.getByText("A new version is ready.").waitFor(WITHIN);
    expect(await other.evaluate(() => "isTheSame" in window)).toBe(true);
    await other.close();
    await ada.page.reload();
    await expect.poll(versions, WITHIN).toBe(1);
    await ada.context.close();
    await deployments.close();
  });
});
