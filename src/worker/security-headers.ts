import { createMiddleware } from "hono/factory";
import type { Api } from "./context.ts";

/** For answers that are data: nothing in them is to be run, framed, sniffed, kept or read by another origin. */
const HEADERS = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** Two years, as the preload list asks; whether subdomains join is for their owner to say. */
const HSTS = "max-age=63072000";

/** Sets the security headers on every answer but the opening of a socket, whose headers cannot be changed. */
export const securityHeaders = createMiddleware<Api>(async (c, next) => {
  await next();
  if (c.res.webSocket) return;
  for (const [name, value] of Object.entries(HEADERS)) c.res.headers.set(name, value);
  if (new URL(c.req.url).protocol === "https:") c.res.headers.set("Strict-Transport-Security", HSTS);
});
