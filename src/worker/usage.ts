import { Hono } from "hono";
import { ask } from "../database/query.ts";
import { greatestUsers, usageSince } from "../database/usage.ts";
import { DAY_MS, dayOf, nextMidnight } from "../protocol/day.ts";
import { noUsage, type UsageReport } from "../protocol/usage.ts";
import { NOTICE_AT, quotaUse, scarcest } from "../quotas.ts";
import { type Api, settingsOf } from "./context.ts";
import { allowOnly } from "./failures.ts";
import { operatorOnly } from "./operator.ts";

/** Days that are told of, today included, and rooms that are named. */
const DAYS = 30;
const ROOMS = 20;

/** What is used of the free tier, for the operator. It is as new as the last batch of each room. */
export const usage = new Hono<Api>()
  .get("/", operatorOnly, async (c) => {
    const now = Date.now();
    const today = dayOf(now);
    const since = dayOf(now - (DAYS - 1) * DAY_MS);
    const [days, users] = await ask(c.env.DB, usageSince(c.env.DB, since), greatestUsers(c.env.DB, today, ROOMS));
    const { plan } = settingsOf(c.env);
    const quotas = plan === "paid" ? [] : quotaUse(days.find(({ day }) => day === today) ?? noUsage());
    const rooms = users.map((room) => ({ ...room, most: scarcest(room) }));
    const notices = quotas.filter(({ share }) => share >= NOTICE_AT);
    return c.json({ today, resetsAt: nextMidnight(now), plan, quotas, notices, days, rooms } satisfies UsageReport);
  })
  .all("/", allowOnly("GET"));
