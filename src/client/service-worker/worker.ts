// Opens the page without a network, and at once with one: what it is made of comes out of a cache, as of one version. The
// browser asks for this script with each visit; a deployment that changed anything changes it too, since the names and hashes of
// all files are part of it, and is then put in place beside the one in use until its reader wants it.
import type { ToPage, ToWorker } from "./messages.ts";
import { file, forgetOlder, page, part, shellPaths, store } from "./shell.ts";
import { sourceOf } from "./source.ts";

declare const self: ServiceWorkerGlobalScope;

self.addEventListener("install", (event) => event.waitUntil(store()));

self.addEventListener("activate", (event) => event.waitUntil(Promise.all([forgetOlder(0), self.clients.claim()])));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  switch (sourceOf(request, self.location.origin, shellPaths)) {
    case "network":
      return;
    case "page":
      return event.respondWith(page(request));
    case "file":
      return event.respondWith(file(request));
    case "part":
      return event.respondWith(part(request));
  }
});

self.addEventListener("message", (event) => {
  const message = event.data as ToWorker;
  switch (message.kind) {
    case "loaded":
      return event.waitUntil(forgetOlder(1));
    case "take_over":
      return event.waitUntil(self.skipWaiting());
  }
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show(String(event.notification.data)));
});

/** Brings a page of ours to the front and there, or opens one. */
async function show(path: string): Promise<void> {
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  // The one that was looked at last comes first; the operator's page is none of these.
  const window = windows.find(({ url }) => !new URL(url).pathname.startsWith("/usage"));
  if (!window) {
    await self.clients.openWindow(path);
    return;
  }
  window.postMessage({ kind: "go", path } satisfies ToPage);
  await window.focus();
}
