import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Site } from "./site.ts";

let site: Site;
let foreign: Server;

beforeAll(async () => {
  site = await Site.open();
  foreign = createServer((_, response) =>
    response.setHeader("content-type", "text/html").end("<title>Foreign</title>"),
  );
  await new Promise<void>((resolve) => foreign.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  foreign.close();
  await site?.close();
});

/** What a page can do with a room: hear it, read it, post to it. */
function tryAll(page: Page, room: string) {
  return page.evaluate(
    async ({ host, room }) => {
      const socket = new WebSocket(`ws://${host}/api/rooms/${room}/socket`);
      const hears = await new Promise<boolean>((resolve) => {
        socket.onmessage = () => resolve(true);
        socket.onclose = () => resolve(false);
      });
      socket.close();
      const url = `http://${host}/api/rooms/${room}/messages`;
      const body = JSON.stringify({ id: crypto.randomUUID(), text: location.port });
      // As text no permission is asked for first: the browser sends it, and the cookie with it.
      for (const mode of ["no-cors", "cors"] as const) {
        await fetch(url, { method: "POST", body, mode, credentials: "include" }).catch(() => {});
      }
      const headers = { "content-type": "application/json" };
      await fetch(url, { method: "POST", headers, body, credentials: "include" }).catch(() => {});
      const reads = await fetch(url, { credentials: "include" }).then(
        ({ ok }) => ok,
        () => false,
      );
      return { hears, reads };
    },
    { host: site.url.host, room },
  );
}

it("a page on another port of this host, to which the browser adds the cookie, can neither listen nor speak", async () => {
  const room = await site.makeRoom();
  const ada = await site.signIn("Ada");
  const { port } = foreign.address() as AddressInfo;
  const page = await ada.context.newPage();
  await page.goto(`http://${site.url.hostname}:${port}/`);
  expect(await tryAll(page, room)).toEqual({ hears: false, reads: false });
  // The site's own page can, with the same cookie; and finds nothing of what the other one posted.
  expect(await tryAll(ada.page, room)).toEqual({ hears: true, reads: true });
  const texts = await ada.page.evaluate(async (path) => {
    const { messages } = await (await fetch(path)).json();
    return messages.map(({ text }: { text: string }) => text);
  }, `/api/rooms/${room}/messages`);
  expect(texts).toEqual([site.url.port]);
  await ada.context.close();
});
