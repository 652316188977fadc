import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { type Api, settingsOf } from "./context.ts";
import { Problem } from "./problem.ts";

const CHANGES_NOTHING = new Set(["GET", "HEAD", "OPTIONS"]);
const OWN_SITES = new Set(["same-origin", "none"]);

/** Refuses foreign pages every call that changes something, before anything else is looked at. */
export const ownOriginForChanges = createMiddleware<Api>(async (c, next) => {
  if (!CHANGES_NOTHING.has(c.req.method)) requireOwnOrigin(c);
  await next();
});

/**
 * Refuses a request that a foreign page has caused. SameSite is no protection from a page on another port of this host,
 * nor does it apply to sockets. A request without an Origin does not come from a script of a page; browsers tell by
 * Sec-Fetch-Site where it does come from, other programs send neither.
 * @throws Problem forbidden_origin
 */
export function requireOwnOrigin(c: Context<Api>): void {
  const origin = c.req.header("Origin");
  const isOwn = origin === undefined ? isSentFromHere(c) : isAllowed(c, origin);
  if (!isOwn) throw new Problem("forbidden_origin", "Pages of another origin cannot make this call.");
}

function isAllowed(c: Context<Api>, origin: string): boolean {
  return origin === new URL(c.req.url).origin || settingsOf(c.env).allowedOrigins.includes(origin);
}

function isSentFromHere(c: Context<Api>): boolean {
  const site = c.req.header("Sec-Fetch-Site");
  return site === undefined || OWN_SITES.has(site) || /^bearer /i.test(c.req.header("Authorization") ?? "");
}
