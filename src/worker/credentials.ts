import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { SESSION_LIFETIME_MS } from "../database/sessions.ts";
import type { Api } from "./context.ts";
import { toBase64url, toHex } from "./encoding.ts";

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const COOKIE = "dormouse";

/** How a caller shows who they are. */
export interface Credentials {
  /** SHA-256 of the token, in hex: all that is stored of it. */
  hash: string;
  by: "bearer" | "cookie";
}

/** A new token: 256 random bits. */
export function makeToken(): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(32)));
}

/** A new id for a user: 96 random bits, so that two are never the same. */
export function makeUserId(): string {
  return toBase64url(crypto.getRandomValues(new Uint8Array(12)));
}

/** SHA-256, in hex. */
export async function hashOf(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

/** What the request shows, undefined if nothing. A bearer token wins over the cookie, also if it is not valid. */
export async function credentialsOf(c: Context<Api>): Promise<Credentials | undefined> {
  const authorization = c.req.header("Authorization");
  if (authorization !== undefined) return check(bearerToken(authorization), "bearer");
  return cookieCredentials(c);
}

/** What the request's cookie shows, whatever else the request shows. */
function cookieCredentials(c: Context<Api>): Promise<Credentials | undefined> {
  return check(getCookie(c, cookieName(c)), "cookie");
}

/** The token of an Authorization header, if it is of that kind. */
export function bearerToken(authorization: string): string | undefined {
  return /^bearer +(\S+)$/i.exec(authorization)?.[1];
}

/** Gives the browser a session, for as long as it would last if it were not used again. */
export function setSessionCookie(c: Context<Api>, token: string): void {
  writeCookie(c, token, SESSION_LIFETIME_MS / 1_000);
}

/** Gives the browser the cookie that it has sent once more, to last from now on. */
export function renewSessionCookie(c: Context<Api>): void {
  setSessionCookie(c, getCookie(c, cookieName(c)) ?? "");
}

/** Takes the session from the browser. */
export function clearSessionCookie(c: Context<Api>): void {
  writeCookie(c, "", 0);
}

function writeCookie(c: Context<Api>, value: string, maxAge: number): void {
  setCookie(c, cookieName(c), value, {
    httpOnly: true,
    maxAge,
    path: "/",
    sameSite: "Lax",
    secure: isHttps(c),
  });
}

/** The prefix makes browsers refuse the cookie from subdomains and plain HTTP. They refuse it on plain HTTP altogether, so localhost does without. */
function cookieName(c: Context<Api>): string {
  return isHttps(c) ? `__Host-${COOKIE}` : COOKIE;
}

function isHttps(c: Context<Api>): boolean {
  return new URL(c.req.url).protocol === "https:";
}

async function check(token: string | undefined, by: Credentials["by"]): Promise<Credentials | undefined> {
  return token !== undefined && TOKEN.test(token) ? { hash: await hashOf(token), by } : undefined;
}
