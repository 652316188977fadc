import { type Context, Hono } from "hono";
import * as v from "valibot";
import { findRoom } from "../database/rooms.ts";
import { type Position, searchEverywhere, searchRoom } from "../database/search.ts";
import { PAGE_DEFAULT, PAGE_LIMIT, QUERY_LIMIT } from "../protocol/limits.ts";
import { ROOM_ID, type SearchPage } from "../protocol/model.ts";
import { parseTerms, type Term } from "../protocol/terms.ts";
import { countCharacters } from "../protocol/text.ts";
import { readQuery, wholeNumber } from "./body.ts";
import type { Api } from "./context.ts";
import { allowOnly } from "./failures.ts";
import { identify } from "./identity.ts";
import { noSuchRoom, Problem } from "./problem.ts";
import { reach } from "./reach.ts";
import { countSearch } from "./search-allowance.ts";
import { withUse } from "./tally.ts";
import { isAwake } from "./unnoted.ts";

const limit = v.optional(v.pipe(wholeNumber(1), v.maxValue(PAGE_LIMIT)), `${PAGE_DEFAULT}`);

/** A place in the results over all rooms: a time, or what an answer gave, which tells messages of the same time apart. */
const position = v.pipe(
  v.string(),
  v.regex(/^\d{1,16}(?:\.[a-z0-9-]{1,64}\.\d{1,16})?$/),
  v.transform((text): Position => {
    const [at, room = "", seq = 0] = text.split(".");
    return { at: Number(at), room, seq: Number(seq) };
  }),
);

const filter = {
  from: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
  since: v.optional(wholeNumber(0)),
  until: v.optional(wholeNumber(0)),
};

const inRoom = v.object({ q: v.string(), before: v.optional(wholeNumber(1)), limit, ...filter });
const everywhere = v.object({ q: v.string(), before: v.optional(position), limit, ...filter });

/** Searching messages, in one room or in all. */
export const search = new Hono<Api>()
  .get("/", async (c) => {
    const page = c.req.query("room") === undefined ? await searchAllRooms(c) : await searchOneRoom(c);
    return c.json(page);
  })
  .all("/", allowOnly("GET"));

async function searchAllRooms(c: Context<Api>): Promise<SearchPage> {
  const { session } = await identify(c);
  const { q, before, limit, ...filter } = readQuery(c, everywhere);
  const terms = termsOf(q);
  countSearch(c, session.user.id);
  return searchEverywhere(c.env.DB, terms, { before, limit, filter });
}

async function searchOneRoom(c: Context<Api>): Promise<SearchPage> {
  const id = c.req.query("room") ?? "";
  const { session, found } = await identify(c, () => [findRoom(c.env.DB, ROOM_ID.test(id) ? id : "")]);
  const [room] = found;
  if (!room) throw noSuchRoom();
  const { q, before, limit, ...filter } = readQuery(c, inRoom);
  const terms = termsOf(q);
  countSearch(c, session.user.id);
  const unarchived = isAwake(room) ? await reach(c.env, room.record).unarchived(withUse(room.record)) : [];
  return searchRoom(c.env.DB, room.record, terms, { unarchived, before, limit, filter });
}

function termsOf(q: string): Term[] {
  if (countCharacters(q) > QUERY_LIMIT) {
    throw new Problem("query_too_long", `A search has at most ${QUERY_LIMIT} characters.`);
  }
  const terms = parseTerms(q);
  if (terms.length === 0) throw new Problem("query_empty", "A search needs at least one letter or digit.");
  return terms;
}
