import type { Context } from "hono";
import * as v from "valibot";
import type { Api } from "./context.ts";
import { Problem } from "./problem.ts";

/** Bytes of the largest body; the longest message, with every character escaped, stays below it. */
const BODY_LIMIT = 65_536;

/**
 * The body of a request, parsed.
 * @throws Problem unsupported_media_type, too_large, bad_json or bad_request
 */
export async function readBody<S extends v.GenericSchema>(c: Context<Api>, schema: S): Promise<v.InferOutput<S>> {
  const mediaType = c.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  if (mediaType !== "application/json") {
    throw new Problem("unsupported_media_type", "Send the body as application/json.");
  }
  const body = toJson(await readBytes(c.req.raw));
  // To the schemas a list is an object too.
  if (Array.isArray(body)) throw new Problem("bad_request", "The body has to be an object.");
  return parse(schema, body);
}

/**
 * The parameters after the question mark, parsed. Those that the schema does not name are ignored.
 * @throws Problem bad_request
 */
export function readQuery<S extends v.GenericSchema>(c: Context<Api>, schema: S): v.InferOutput<S> {
  return parse(schema, c.req.query());
}

/** A whole number of at least `least`, as a parameter holds it. */
export function wholeNumber(least: number) {
  return v.pipe(v.string(), v.regex(/^\d{1,16}$/), v.transform(Number), v.safeInteger(), v.minValue(least));
}

function parse<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const [{ path }] = parsed.issues;
  // The name is the caller's own and may be anything, a novel for instance.
  const field = path
    ?.map((item) => String(item.key))
    .join(".")
    .slice(0, 40);
  const detail = field ? `"${field}" is missing, unknown or not valid.` : "This is not what the call takes.";
  throw new Problem("bad_request", detail);
}

function toJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    throw new Problem("bad_json", "The body has to be JSON in UTF-8.");
  }
}

/** Stops reading at the limit, whatever the request says its length is. */
async function readBytes(request: Request): Promise<Uint8Array> {
  if (Number(request.headers.get("Content-Length")) > BODY_LIMIT) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > BODY_LIMIT) throw tooLarge();
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

function tooLarge(): Problem {
  return new Problem("too_large", `A body has at most ${BODY_LIMIT} bytes.`);
}
