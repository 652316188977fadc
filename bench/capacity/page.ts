import type { QuotaUse, Usage } from "../../src/protocol/usage.ts";
import { QUOTAS, quotaUse } from "../../src/quotas.ts";
import { GROUPS, type Group } from "../../test/capacity/groups.ts";
import { BASE, PRICED, PRICES } from "./prices.ts";

/**
 * What is counted of a day. Time stands still in the measured days, so how long a room is awake is not in them; the page
 * says what bounds it.
 */
const METERS = {
  workerRequests: "requests to the Worker",
  roomRequests: "requests to rooms",
  roomRowsWritten: "rows written in rooms",
  roomRowsRead: "rows read in rooms",
  databaseRowsWritten: "rows written in D1",
  databaseRowsRead: "rows read in D1",
};
type MeterName = keyof typeof METERS;
const COUNTED = Object.keys(METERS) as MeterName[];

/**
 * The page docs/capacity.md.
 * @param days what they have cost, by the name of the group
 */
export function capacityPage(days: Record<string, Usage>): string {
  const groups = Object.entries(GROUPS).map(([name, group]) => sizeUp(group, days[name]!));
  return `# What fits, and what it costs

Written by \`npm run capacity\`, which lives the days below minute by minute in a real room behind the real Worker, with sleeps and
alarms, and asks \`GET /api/usage\` what they have cost. Nothing in here is estimated but where it says so.

## A day of the free tier

${table(
  [
    "a group",
    "people",
    "visits",
    "messages",
    "groups that fit",
    "people a day",
    "messages a day",
    "ends at the quota of",
  ],
  groups.map(({ title, people, visits, messages, fit, first }) => [
    title,
    count(people),
    count(visits),
    count(messages),
    count(fit),
    count(fit * people),
    count(fit * messages),
    METERS[first],
  ]),
)}

People write on each message for some seconds, read what the others write, go away and come back, react, edit, look back and search
now and then; \`test/capacity/groups.ts\` says how much of each. All of a group are in one room.

What each group's day uses, and how much of the day's quota that is:

${table(
  ["", ...groups.map(({ title }) => title)],
  COUNTED.map((name) => [
    `${METERS[name]} (${short(QUOTAS.find((quota) => quota.name === name)?.limit ?? 0)})`,
    ...groups.map(({ uses }) => {
      const { used, share } = uses[name];
      return `${count(Math.round(used))} · ${percent(share)}`;
    }),
  ]),
)}

**Awake.** A room is charged for the time it is awake, and asleep it is free. A message in a quiet room keeps it awake for the moment
of writing it down; a busy one for its window of some milliseconds, whatever comes in meanwhile. So a room where something happens in every single
window, all day, uses ${percent((86_400 * 0.128) / 13_000)} of the day's 13,000 GB-s; every other room uses less.

**Storage.** A free account holds 500 MB in a D1 database and 5 GB in all rooms. What happens at the end of a quota is in
[protocol.md](protocol.md); \`/usage\` shows the operator how far it is.

## A million messages on the paid plan

Prices as of ${PRICED}. The plan is $${BASE} a month; what it includes is left out here, so this is what each further million costs.

${table(
  ["a group", "requests to the Worker", "requests to rooms", "rows written", "rows read", "a million messages"],
  groups.map(({ title, messages, uses }) => {
    const dollars = (...names: MeterName[]) =>
      names.reduce((sum, name) => {
        return sum + (uses[name].used / messages) * PRICES[name].perMillion;
      }, 0);
    return [
      title,
      money(dollars("workerRequests")),
      money(dollars("roomRequests")),
      money(dollars("roomRowsWritten", "databaseRowsWritten")),
      money(dollars("roomRowsRead", "databaseRowsRead")),
      `**${money(dollars(...COUNTED))}**`,
    ];
  }),
)}

Included each month: ${COUNTED.map((name) => `${short(PRICES[name].included)} ${METERS[name]}`).join(", ")}.
`;
}

function sizeUp({ title, people }: Group, usage: Usage) {
  const uses = Object.fromEntries(quotaUse(usage).map((use) => [use.name, use])) as Record<MeterName, QuotaUse>;
  const first = COUNTED.reduce((most, name) => (uses[name].share > uses[most].share ? name : most));
  const { messages, connections: visits } = usage;
  return { title, people, visits, messages, uses, first, fit: Math.floor(1 / uses[first].share) };
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line)].join("\n");
}

function count(n: number): string {
  return n.toLocaleString("en");
}

function short(n: number): string {
  return n.toLocaleString("en", { notation: "compact" });
}

function percent(share: number): string {
  return share.toLocaleString("en", { style: "percent", maximumSignificantDigits: 2 });
}

function money(dollars: number): string {
  return dollars.toLocaleString("en", { style: "currency", currency: "USD" });
}
