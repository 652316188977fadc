import type { Context } from "hono";
import { visitedRooms } from "../database/members.ts";
import { listRooms, type RoomEntry } from "../database/rooms.ts";
import { usageSince } from "../database/usage.ts";
import { dayOf } from "../protocol/day.ts";
import { ROOMS_ASKED } from "../protocol/limits.ts";
import type { RoomSummary } from "../protocol/model.ts";
import { noUsage } from "../protocol/usage.ts";
import { quotaUse } from "../quotas.ts";
import { type Api, settingsOf } from "./context.ts";
import { identify } from "./identity.ts";
import { summarise, summariseArchive } from "./reach.ts";
import { isAwake } from "./unnoted.ts";

/** The quotas that asking a room uses, and the share from which on a list asks none: the rest is for what goes on in the rooms. */
const ASKING = new Set(["roomRequests", "roomRowsRead"]);
const ASK_UNTIL = 0.5;

/**
 * The rooms as they are now, or as D1 heard of them last. To ask each that is awake would be a request for each room and
 * each caller, and the more of both the more of the day's; so a list asks a few, those first where the caller has been.
 * @throws Problem unauthorized
 */
export async function list(c: Context<Api>): Promise<RoomSummary[]> {
  const { DB } = c.env;
  const today = dayOf(Date.now());
  const { found } = await identify(c, (hash) => [listRooms(DB), visitedRooms(DB, hash), usageSince(DB, today)]);
  const [rooms, visited, [usage = noUsage()]] = found;
  const isEnoughLeft = quotaUse(usage).every(({ name, share }) => !ASKING.has(name) || share < ASK_UNTIL);
  const mayAsk = settingsOf(c.env).plan === "paid" || isEnoughLeft;
  const asked = mayAsk ? roomsToAsk(rooms, new Set(visited)) : new Set<RoomEntry>();
  return Promise.all(rooms.map((room) => (asked.has(room) ? summariseAnyway(c.env, room) : summariseArchive(room))));
}

function roomsToAsk(rooms: RoomEntry[], visited: Set<number>): Set<RoomEntry> {
  const awake = rooms.filter(isAwake);
  const [known, others] = [true, false].map((isKnown) =>
    awake.filter(({ record }) => visited.has(record.number) === isKnown),
  ) as [RoomEntry[], RoomEntry[]];
  return new Set([...known, ...others].slice(0, ROOMS_ASKED));
}

/** A room that does not answer is listed as the archive has it, rather than being missed with all the others. */
async function summariseAnyway(env: Env, room: RoomEntry): Promise<RoomSummary> {
  return summarise(env, room).catch(() => summariseArchive(room));
}
