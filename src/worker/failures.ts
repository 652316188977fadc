import type { Context, Handler } from "hono";
import { matchedRoutes } from "hono/route";
import { DatabaseUnavailable } from "../database/query.ts";
import { isFull, isSpent, secondsToReset } from "../spent.ts";
import type { Api } from "./context.ts";
import { Problem } from "./problem.ts";

/** Seconds after which a call that found D1 or a room out of reach is worth a retry. */
const RETRY_AFTER = 2;
/** The same for a D1 that is full: it may take long, but nobody can say until when. */
const RETRY_WHEN_FULL = 60;

/** The day's quota is spent: nothing but waiting for the next day helps. */
export function spent(): Problem {
  const seconds = `${secondsToReset(Date.now())}`;
  return new Problem("unavailable", "The day's free quota is used up until midnight UTC.", { "Retry-After": seconds });
}

/** Answers a request in which something was thrown. What the caller is told never depends on what an error says. */
export function answerFailure(error: Error, c: Context<Api>): Response {
  if (error instanceof Problem) return error.response;
  report(error, c);
  if (isSpent(error)) return spent().response;
  if (isFull(error)) {
    const full = "The database is full; whoever runs this has to make space in it.";
    return new Problem("unavailable", full, { "Retry-After": `${RETRY_WHEN_FULL}` }).response;
  }
  if (isPassing(error)) {
    return new Problem("unavailable", "Please try again in a moment.", { "Retry-After": `${RETRY_AFTER}` }).response;
  }
  return new Problem("internal", "The fault is on our side and has been noted.").response;
}

export function answerNotFound(): Response {
  return new Problem("not_found", "There is nothing at this address.").response;
}

/** Answers every method that a path does not have. @param allowed those that it has */
export function allowOnly(...allowed: string[]): Handler<Api> {
  const allow = allowed.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])).join(", ");
  return ({ req }) => {
    throw new Problem("method_not_allowed", `${req.method} is not possible here.`, { Allow: allow });
  };
}

/** True for a database or a room that cannot be reached for now; the runtime marks the latter. */
function isPassing(error: Error): boolean {
  if (error instanceof DatabaseUnavailable) return true;
  const { retryable, overloaded } = error as { retryable?: boolean; overloaded?: boolean };
  return retryable === true || overloaded === true;
}

/** Logs a fault with the route's pattern, because an address may hold what somebody searches for. */
function report(error: Error, c: Context<Api>): void {
  const route = matchedRoutes(c).at(-1)?.path;
  console.error(`${c.req.method} ${route}: ${describe(error)}`);
}

function describe(error: Error): string {
  // The parsers of the runtime quote their input, which may be somebody's message, in what they throw.
  const what = error instanceof SyntaxError ? `SyntaxError\n${framesOf(error)}` : (error.stack ?? `${error}`);
  return error.cause instanceof Error ? `${what}\nbecause of ${describe(error.cause)}` : what;
}

function framesOf({ stack = "" }: Error): string {
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .join("\n");
}
