/** Every way a call can fail: the code that clients may rely on, its status, and what it means in a few words. */
const PROBLEMS = {
  bad_request: { status: 400, title: "The request is not valid." },
  bad_json: { status: 400, title: "The body is not JSON." },
  name_empty: { status: 400, title: "The name is empty." },
  name_too_long: { status: 400, title: "The name is too long." },
  topic_too_long: { status: 400, title: "The topic is too long." },
  text_empty: { status: 400, title: "The text is empty." },
  text_too_long: { status: 400, title: "The text is too long." },
  query_empty: { status: 400, title: "The search holds no word." },
  query_too_long: { status: 400, title: "The search is too long." },
  unauthorized: { status: 401, title: "There is no session." },
  forbidden: { status: 403, title: "That is not allowed." },
  forbidden_origin: { status: 403, title: "Pages of this origin may not do that." },
  muted: { status: 403, title: "You are muted." },
  not_found: { status: 404, title: "There is no such thing." },
  method_not_allowed: { status: 405, title: "This method is not allowed here." },
  too_large: { status: 413, title: "The body is too large." },
  unsupported_media_type: { status: 415, title: "The body has to be JSON." },
  upgrade_required: { status: 426, title: "This is a WebSocket." },
  rate_limited: { status: 429, title: "Too many requests." },
  internal: { status: 500, title: "Something went wrong." },
  unavailable: { status: 503, title: "The service is not available." },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;

/** A refusal. Thrown anywhere within a request, it becomes the answer, as RFC 9457 has it. */
export class Problem extends Error {
  override readonly name = "Problem";

  /**
   * @param detail what was wrong with this very request; shown to the caller
   * @param headers more headers of the answer
   */
  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(detail);
  }

  get response(): Response {
    const { code, detail } = this;
    const { status, title } = PROBLEMS[code];
    return new Response(JSON.stringify({ type: `/problems/${code}`, title, status, detail, code }), {
      status,
      headers: { ...this.headers, "Content-Type": "application/problem+json" },
    });
  }
}

/** Why a call has to wait. @param seconds until it would be accepted */
export function tooMany(detail: string, seconds: number): Problem {
  return new Problem("rate_limited", detail, { "Retry-After": `${Math.max(1, Math.ceil(seconds))}` });
}

/** A room that does not exist, and one that the caller may not see: the two are not to be told apart. */
export function noSuchRoom(): Problem {
  return new Problem("not_found", "There is no such room.");
}
