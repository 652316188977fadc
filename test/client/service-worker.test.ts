import { expect, it } from "vitest";
import { sourceOf } from "../../src/client/service-worker/source.ts";

const ORIGIN = "https://chat.example";
const FILES = new Set(["/", "/build/main.js", "/icon.svg"]);

it.each([
  ["/", "navigate", "page"],
  ["/r/wood", "navigate", "page"],
  ["/r/wood/12", "navigate", "page"],
  ["/r/wood?from=elsewhere", "navigate", "page"],
  ["/usage", "navigate", "network"],
  ["/api/health", "navigate", "network"],
  ["/elsewhere", "navigate", "network"],
  ["/api/session", "cors", "network"],
  ["/build/main.js", "cors", "file"],
  ["/icon.svg", "no-cors", "file"],
  ["/build/de-AB12CD34.js", "cors", "part"],
  ["/build/usage.js", "cors", "network"],
  ["/build/service-worker.js", "same-origin", "network"],
] as const)("%s (%s) is answered from the %s", (path, mode, source) => {
  const request = { method: "GET", mode, url: ORIGIN + path };
  expect(sourceOf(request, ORIGIN, FILES)).toBe(source);
  expect(sourceOf({ ...request, method: "POST" }, ORIGIN, FILES)).toBe("network");
  expect(sourceOf({ ...request, url: `https://other.example${path}` }, ORIGIN, FILES)).toBe("network");
});
