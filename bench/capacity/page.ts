import { LIST_EVERY_MS, LIST_EVERY_QUIET_MS, ROOMS_ASKED } from "../../src/protocol/limits.ts";
import type { QuotaUse, Usage } from "../../src/protocol/usage.ts";
import { QUOTAS, quotaUse } from "../../src/quotas.ts";
import { GROUPS, type Group, type Stored } from "../../test/capacity/groups.ts";
import { BASE, PRICED, PRICES, STORAGE } from "./prices.ts";

/** GB that a room takes while it is awake, and GB-s of a day. */
const ROOM_GB = 0.128;
const DURATION = 13_000;
const HOUR_MS = 3_600_000;
/** The people, and the rooms that they look after, of whom the page says what unread counts cost them; and for how many hours. */
const ROUND = { people: 20, rooms: 10, hours: 8 };

/**
 * What is counted of a day. Time stands still in the measured days, so how long a room is awake is not in them; the page
 * says how long it may be.
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
 * @param stored bytes that each day adds
 */
export function capacityPage(days: Record<string, Usage>, stored: Record<string, Stored>): string {
  const groups = Object.entries(GROUPS).map(([name, group]) => sizeUp(group, days[name]!, stored[name]!));
  const byMargin = groups.toSorted((a, b) => a.awakeMs - b.awakeMs);
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
now and then; \`test/capacity/groups.ts\` says how much of each. All of a group are in one room, and the groups that fit are the rooms of one
deployment: each visit begins with the list of all of them, and the rows that this reads in D1, one for each room, are reckoned in.

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

**The list of rooms.** A list asks ${ROOMS_ASKED} rooms at most, and none once half of the day's requests to rooms, or of the rows that they may read, are used: it
then is as of the last archived batches. What lists take of these beyond what is measured here is thus out of the half that nobody else
has used. Who has been in several rooms asks for the list again, to see what is unread: every ${minutes(LIST_EVERY_MS)} while something happens in them, every
${minutes(LIST_EVERY_QUIET_MS)} while nothing does, as long as they are at the page. ${ROUND.people} people with ${ROUND.rooms} rooms for ${ROUND.hours} hours make that ${count(lists(LIST_EVERY_QUIET_MS))} to ${count(lists(LIST_EVERY_MS))} requests to the Worker,
${count(lists(LIST_EVERY_QUIET_MS) * ROUND.rooms)} to ${count(lists(LIST_EVERY_MS) * ROUND.rooms)} rows read in D1 and, should all rooms be awake all the time, as many requests to rooms as long as half of the day's are left.

**Awake.** A room is charged for the time it is awake, and asleep it is free however many are connected. At ${ROOM_GB} GB the day's ${count(DURATION)} GB-s
are ${Math.floor(DURATION / ROOM_GB / 3_600)} hours, of all rooms together. That is not in the table: in the measured days time stands still while a room works. It ends no day above
before the other quotas do as long as a room is awake for less than so many milliseconds for each call and each frame on average:
${byMargin.map(({ title, awakeMs }) => `${count(Math.floor(awakeMs))} (${title})`).join(", ")}.
One in a quiet room takes as long as it takes to write the row down, a batch as long as D1 takes to answer; in a room with twenty
connections and more the first event is followed by a window of up to 50 ms (250 with 5,000 connections), in which everything else that comes in is free. A room where something happens in every single window, all day, uses
${percent((86_400 * ROOM_GB) / DURATION)} of the quota. \`/usage\` shows what is used in fact, but for the time spent computing, in which a Worker's clock stands still.

**Storage.** A free account holds ${mega(STORAGE.database.free)} in a D1 database and ${mega(STORAGE.rooms.free)} in all rooms. A message, with its share of all else that is kept and of the search, takes:

${table(
  ["", ...groups.map(({ title }) => title)],
  [
    ["bytes in its room", ...groups.map(({ bytes }) => count(Math.round(bytes.room)))],
    ["bytes in D1", ...groups.map(({ bytes }) => count(Math.round(bytes.database)))],
    ["messages until D1 is full", ...groups.map(({ messagesHeld }) => short(messagesHeld))],
    ["days, if as many groups as fit write each day", ...groups.map(({ daysHeld }) => count(Math.floor(daysHeld)))],
  ],
)}

A D1 that is full takes no more writes, and the rooms keep what it does not take: whoever is in, and whoever has a session, chats on, and once
there is space the archive catches up by itself. Nobody can sign up or make a room meanwhile; each is told that the database is full. Old
messages are not deleted: more space is the paid plan, or a deployment beside it. That D1 still reads when it is full is not certain: there are reports of
either. Should it not, it is as when its reads are spent, but for the hour. When the rooms are full, what is posted is refused with \`internal\`, and
stays with its author.

## At the end of a quota

| spent | what goes on | what does not, until midnight UTC |
| --- | --- | --- |
| rows written in D1 | chat, coming in with a session, history; the archive catches up afterwards | signing up, new rooms and names, signing out |
| rows read in D1 | chat of those who are connected | **everything else: nobody can be told who they are, so whoever reloads or loses the connection is out until midnight** |
| rows written in rooms | reading along, history | posting and changing; it stays in the outbox |
| rows read in rooms | connections stay; history of rooms that sleep, lists | coming in, posting and changing; it stays in the outbox |
| requests to rooms, time awake | history of rooms that sleep, lists | everything in rooms: the platform does not run them |
| requests to the Worker | chat of those who are connected; the page itself | everything else: Cloudflare answers in its place |

The page says so with the hour at which it goes on, wherever it gets an answer at all. Over a socket that the platform answers no more, a message
shows as not confirmed, and is sent again. [protocol.md](protocol.md) has what clients are told, [architecture.md](architecture.md) how
it is done; \`/usage\` shows the operator how far it is.

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

Time awake adds ${money((1_000_000 * 0.01 * ROOM_GB * PRICES.roomDuration.perMillion) / 1_000_000)} for each million calls and frames that keep a room awake for 10 ms each, which nobody here
has measured on Cloudflare. A million messages take ${range(groups.map(({ bytes }) => bytes.room / 1_000))} GB in rooms and ${range(groups.map(({ bytes }) => bytes.database / 1_000))} GB in D1; a GB beyond the first 5 is $${STORAGE.rooms.perGB} a
month in rooms and $${STORAGE.database.perGB} in D1, where a database ends at 10 GB.

Included each month: ${COUNTED.map((name) => `${short(PRICES[name].included)} ${METERS[name]}`).join(", ")}.
`;
}

function sizeUp({ title, people }: Group, usage: Usage, stored: Stored) {
  const uses = Object.fromEntries(quotaUse(usage).map((use) => [use.name, use])) as Record<MeterName, QuotaUse>;
  const scarcest = COUNTED.reduce((most, name) => (uses[name].share > uses[most].share ? name : most));
  const { messages, connections: visits, calls, frames } = usage;
  const reads = uses.databaseRowsRead;
  const isTooMuchToRead = (n: number) => n * (reads.used + visits * n) > reads.limit;
  let fit = Math.floor(1 / uses[scarcest].share);
  const first: MeterName = isTooMuchToRead(fit) ? "databaseRowsRead" : scarcest;
  while (isTooMuchToRead(fit)) fit--;
  const bytes = { room: stored.room / messages, database: stored.database / messages };
  const messagesHeld = (STORAGE.database.free * 1e9) / bytes.database;
  return {
    ...{ title, people, visits, messages, uses, first, fit, bytes, messagesHeld },
    daysHeld: messagesHeld / (fit * messages),
    /** Milliseconds awake for each call and frame at which duration would end the day too. */
    awakeMs: ((DURATION / ROOM_GB) * 1_000) / (fit * (calls + frames)),
  };
}

/** Lists that are asked for if each comes so many milliseconds after the last. */
function lists(every: number): number {
  return (ROUND.people * ROUND.hours * HOUR_MS) / every;
}

function minutes(ms: number): string {
  return `${ms / 60_000} minutes`;
}

function mega(gigabytes: number): string {
  return gigabytes < 1 ? `${gigabytes * 1_000} MB` : `${gigabytes} GB`;
}

function range(values: number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)].map((n) =>
    n.toLocaleString("en", { maximumSignificantDigits: 2 }),
  );
  return least === most ? `${least}` : `${least} to ${most}`;
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
