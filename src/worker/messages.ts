import { Hono } from "hono";
import * as v from "valibot";
import { messagesBetween } from "../database/messages.ts";
import { ask } from "../database/query.ts";
import type { RoomEntry } from "../database/rooms.ts";
import type { ErrorCode } from "../protocol/events.ts";
import { sendBody } from "../protocol/frames.ts";
import { PAGE_LIMIT } from "../protocol/limits.ts";
import type { HistoryPage } from "../protocol/model.ts";
import { type PageQuery, type PageRange, pageRange } from "../protocol/page.ts";
import type { Refused } from "../room/outcome.ts";
import { readBody, readQuery, wholeNumber } from "./body.ts";
import type { Api } from "./context.ts";
import { enter } from "./entry.ts";
import { allowOnly, spent } from "./failures.ts";
import { identifyInRoom } from "./identity.ts";
import { Problem, type ProblemCode, tooMany } from "./problem.ts";
import { reach } from "./reach.ts";
import { withUse } from "./tally.ts";
import { isAwake } from "./unnoted.ts";

const page = v.pipe(
  v.object({
    before: v.exactOptional(wholeNumber(0)),
    after: v.exactOptional(wholeNumber(0)),
    around: v.exactOptional(wholeNumber(0)),
    limit: v.exactOptional(v.pipe(wholeNumber(1), v.maxValue(PAGE_LIMIT))),
    /** The room's revision as far as the caller has seen it: the page must not be older. */
    rev: v.exactOptional(wholeNumber(0)),
  }),
  v.check(({ before, after, around }) => [before, after, around].filter((cursor) => cursor !== undefined).length <= 1),
);

/** What the room's reasons to refuse a message are called over HTTP. */
const REFUSALS = {
  bad_frame: "bad_request",
  unknown_type: "bad_request",
  too_large: "too_large",
  text_empty: "text_empty",
  text_too_long: "text_too_long",
  not_found: "not_found",
  forbidden: "forbidden",
  rate_limited: "rate_limited",
  muted: "muted",
  internal: "internal",
} as const satisfies Record<ErrorCode, ProblemCode>;

/** The messages of a room: reading back, and posting without a socket. */
export const messages = new Hono<Api>()
  .get("/", async (c) => {
    const { room } = await identifyInRoom(c);
    const { rev, ...query } = readQuery(c, page);
    return c.json(await readPage(c.env, room, query, rev));
  })
  .post("/", async (c) => {
    const body = await readBody(c, sendBody).catch(async (problem) => {
      // Strangers are not told what is wrong with what they send, and a room is not woken for it.
      await identifyInRoom(c);
      throw problem;
    });
    const visit = await enter(c);
    const outcome = await reach(c.env, visit.room).post(
      { ...visit, room: withUse(visit.room) },
      { type: "send", ...body },
    );
    if (!outcome.ok) throw toProblem(outcome);
    return c.json({ message: outcome.message }, outcome.created ? 201 : 200);
  })
  .all("/", allowOnly("GET", "POST"));

async function readPage(env: Env, room: RoomEntry, query: PageQuery, rev: number | undefined): Promise<HistoryPage> {
  const range = pageRange(query, room.seq);
  if (!isArchived(room, query, range, rev)) return reach(env, room.record).page(withUse(room.record), query);
  const { from, to, hasBefore, hasAfter } = range;
  const [found] = to < from ? [[]] : await ask(env.DB, messagesBetween(env.DB, room.record.number, from, to));
  return { messages: found, hasBefore, hasAfter };
}

/** Whether the archive's page is the one that the room would give. */
function isArchived(
  room: RoomEntry,
  { before = 0, after = 0, around = 0 }: PageQuery,
  { hasAfter }: PageRange,
  rev: number | undefined,
): boolean {
  // A page that ends below the archive's last message is the same wherever it is read, as long as the archive has taken
  // in every change that the caller has seen already.
  if (rev !== undefined) return rev <= room.rev && hasAfter;
  // While its writes are spent D1 does not learn that a room has woken up. Who names a message that it lacks knows better.
  return !isAwake(room) && Math.max(before, after, around) <= room.seq;
}

function toProblem({ code, message, retryAfter, quota }: Refused): Problem {
  if (quota) return spent();
  return code === "rate_limited" ? tooMany(message, retryAfter ?? 1) : new Problem(REFUSALS[code], message);
}
