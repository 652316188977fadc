import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import type { Message, User } from "../../src/protocol/model.ts";
import app from "../../src/worker/index.ts";

export const SITE = "https://chat.example";

/** What a call carries besides its address. `body` is sent as JSON, `raw` as it is. */
export interface Call {
  token?: string;
  cookie?: string;
  body?: unknown;
  raw?: BodyInit;
  headers?: Record<string, string>;
  /** Where the API is called, if not on https. */
  site?: string;
}

export function request(
  method: string,
  path: string,
  { token, cookie, body, raw, headers, site = SITE }: Call = {},
): Request {
  return new Request(new URL(path, site), {
    method,
    headers: {
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...(token !== undefined && { Authorization: `Bearer ${token}` }),
      ...(cookie !== undefined && { Cookie: cookie }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(raw !== undefined && { body: raw }),
    redirect: "manual",
  });
}

/** Calls the API as the outside world does. */
export function call(method: string, path: string, options?: Call): Promise<Response> {
  return exports.default.fetch(request(method, path, options));
}

/** Calls the API of a deployment with other bindings or variables. */
export async function callWith(
  bindings: Partial<Env>,
  method: string,
  path: string,
  options?: Call,
): Promise<Response> {
  const context = createExecutionContext();
  const response = await app.fetch(request(method, path, options), { ...env, ...bindings }, context);
  await waitOnExecutionContext(context);
  return response;
}

/** What an answer says, taken at its word. */
export async function json<T = Record<string, unknown>>(response: Response | Promise<Response>): Promise<T> {
  return (await response).json<T>();
}

/** Status and code of a refusal, checked to be a problem document that says nothing of the inside. */
export async function problem(response: Response | Promise<Response>): Promise<{ status: number; code: unknown }> {
  const answer = await response;
  const text = await answer.text();
  if (answer.headers.get("Content-Type") !== "application/problem+json")
    throw new Error(`Not a problem: ${answer.status} ${text}`);
  const { type, title, status, detail, code } = JSON.parse(text);
  if (status !== answer.status) throw new Error(`The status within is ${status}.`);
  for (const field of [type, title, detail, code]) if (typeof field !== "string" || field === "") throw new Error(text);
  if (/\bat .*:\d+|\.ts\b|SELECT|D1_|stack/.test(text)) throw new Error(`Shows the inside: ${text}`);
  return { status, code };
}

/** Somebody with a session. */
export interface Somebody {
  user: User;
  token: string;
}

export async function newcomer(name = "Ada"): Promise<Somebody> {
  const response = await call("POST", "/api/session", { body: { name } });
  if (response.status !== 201) throw new Error(`No session: ${response.status}`);
  return json<Somebody>(response);
}

/** A new room; answers with its id. */
export async function newRoom({ token }: Somebody, name = "Room"): Promise<string> {
  const { room } = await json<{ room: { id: string } }>(call("POST", "/api/rooms", { token, body: { name } }));
  return room.id;
}

export async function post(
  { token }: Somebody,
  room: string,
  text: string,
  id = crypto.randomUUID(),
): Promise<Message> {
  const { message } = await json<{ message: Message }>(
    call("POST", `/api/rooms/${room}/messages`, { token, body: { id, text } }),
  );
  return message;
}
