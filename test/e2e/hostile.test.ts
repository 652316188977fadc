import type { BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { summary } from "../../src/client/markdown/summary.ts";
import { NAME_LIMIT, QUERY_LIMIT, ROOM_NAME_LIMIT, TOPIC_LIMIT } from "../../src/protocol/limits.ts";
import type { Message, RoomSummary } from "../../src/protocol/model.ts";
import { cleanName, cleanText } from "../../src/protocol/text.ts";
import { hostile } from "../hostile.ts";
import {
  cover,
  misplaced,
  type Name,
  nameRoom,
  namesIn,
  readAfter,
  search,
  standBetween,
  walkPeople,
} from "./hostile-page.ts";
import { Site, type Visit } from "./site.ts";

/** Messages that are in view at once. */
const IN_VIEW = 280;
/** Results that a search shows at once. */
const PAGE = 30;
/** What the page asks for of itself. */
const OWN =
  /^(\/api\/(session|rooms(\/[\w-]+)?)|\/r\/[\w-]+|\/build\/[\w-]+\.(js|css)|\/[\w-]+\.(svg|png|webmanifest))$/;

// What the server lets through of them, as the tests of the API and of the room have it. The page is told them directly.
const texts = hostile
  .map(({ written, shown }) => ({ text: cleanText(written), shown }))
  .filter(({ text }) => text !== "");
const people = names(NAME_LIMIT);
const titles = names(ROOM_NAME_LIMIT);
const topics = names(TOPIC_LIMIT);
const rooms = titles.map(
  (name, at): RoomSummary => ({ id: `r${at}`, name, topic: "", seq: 1, lastMessageAt: 0, online: at % 2 }),
);

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

interface Stay extends Visit {
  room: string;
  /** Makes sure that nothing has run, nothing else was asked for, and all is where it was. */
  leave(): Promise<void>;
}

/** Comes into a room of its own. @param rooms what else there is */
async function enter(options: BrowserContextOptions = {}, rooms: readonly RoomSummary[] = []): Promise<Stay> {
  const room = await site.makeRoom("Deep wood");
  const visit = await site.visit(options);
  const { page, context, complaints } = visit;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url().replace(site.url.origin, "")));
  page.on("dialog", (dialog) => complaints.push(`A dialog says ${dialog.message()}`));
  await page.addInitScript(standBetween, rooms.length === 0 ? rooms : [...rooms, { ...rooms[0], id: room }]);
  await page.addInitScript(`window.namesIn = ${namesIn}`);
  await context.request.post("/api/session", { data: { name: "Reader" }, headers: { Origin: site.url.origin } });
  await page.goto(`/r/${room}`);
  await page.locator(".quiet:not(.waking)").waitFor();
  await page.locator(".room-link[aria-current]").waitFor({ state: "attached" });
  const leave = async () => {
    expect(await page.evaluate(() => window.caught)).toEqual([]);
    expect(await page.evaluate(() => Object.keys(Object.prototype))).toEqual([]);
    expect(await page.locator("iframe, object, embed, base, img, audio, video, style").count()).toBe(0);
    expect(asked.filter((path) => !OWN.test(path))).toEqual([]);
    expect(page.url()).toBe(new URL(`/r/${room}`, site.url).href);
    expect(complaints).toEqual([]);
    await context.close();
  };
  return { ...visit, room, leave };
}

describe(`${hostile.length} texts that mean harm, or cause it,`, () => {
  it("are read as they were written, each in a row of its own, on a desktop and on a phone", async () => {
    const { page, leave } = await enter();
    for (let from = 0; from < texts.length; from += IN_VIEW) {
      const some = texts.slice(from, from + IN_VIEW);
      await page.evaluate(
        (events) => window.tell(events),
        some.map(({ text }, at) => told(from + at + 1, text)),
      );
      // A room that comes in is drawn from its end.
      await page.locator(`#message-${from + 1}`).waitFor({ state: "attached" });
      const read = await page.evaluate(readAfter, from);
      expect(read.length).toBe(some.length);
      const wrong = read.filter(({ said }, at) => {
        const { text, shown } = some[at]!;
        return shown === null ? !isLeft(said, text) : said !== shown;
      });
      expect(wrong.map(({ seq, said }) => ({ written: texts[seq - 1]!.text, said }))).toEqual([]);
      expect(flawed(read.map(({ said, flaws }) => ({ text: said, flaws })))).toEqual([]);
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 800 });
        expect(await page.evaluate(misplaced), `${width} pixels wide`).toEqual([]);
      }
    }
    await leave();
  });

  it("are drawn nowhere but in their own row", async () => {
    const { page, leave } = await enter({ viewport: { width: 480, height: 9_000 } });
    const strange = texts.filter(({ text }) => /[^ -\u024f]/.test(text));
    await page.evaluate(
      (events) => window.tell(events),
      strange.map(({ text }, at) => told(at + 1, text)),
    );
    const log = page.getByRole("log");
    const isContained = async (odd: boolean) => {
      await page.evaluate(cover, { odd, hidden: false });
      const shown = await log.screenshot();
      await page.evaluate(cover, { odd, hidden: true });
      return shown.equals(await log.screenshot());
    };
    // On a busy machine the first picture may be taken before all is drawn.
    for (const odd of [false, true]) expect((await isContained(odd)) || (await isContained(odd))).toBe(true);
    await leave();
  });

  it("are names of people", async () => {
    const { page, leave } = await enter();
    const online = people.map((name, at) => ({ id: `p${at}`, name, guest: true, status: "active", since: 0 }));
    await page.evaluate((online) => window.tell([{ type: "presence", online, offline: [], count: 1 }]), online);
    const seen = await page.evaluate(walkPeople);
    expect(flawed(seen)).toEqual([]);
    expect(seen.map(({ text }) => text).sort()).toEqual([...people, "Reader"].sort());
    await leave();
  });

  it("are names and topics of rooms", async () => {
    const { page, room, leave } = await enter();
    const names = topics.map((topic, at) => ({ name: titles[at % titles.length]!, topic }));
    const seen = await page.evaluate(nameRoom, { room, names });
    expect(flawed(seen.flatMap(({ name, topic, listed }) => [name, topic!, listed]))).toEqual([]);
    expect(seen.map(({ name, topic }) => ({ name: name.text, topic: topic?.text }))).toEqual(names);
    expect(seen.map(({ listed }) => listed.text)).toEqual(names.map(({ name }) => name));
    await leave();
  });

  it("are names in the list of rooms", async () => {
    const { page, leave } = await enter({}, rooms);
    const listed = await page.evaluate(namesIn, { frame: ".room-link", name: ".room-link-name" });
    expect(flawed(listed)).toEqual([]);
    expect(listed.map(({ text }) => text)).toEqual([...titles, expect.stringMatching(/^Deep wood/)]);
    await leave();
  });

  it("are searched for and found", async () => {
    const { page, room, leave } = await enter();
    await page.getByRole("searchbox", { name: "Search" }).click();
    await page.locator(".search-status").waitFor();
    for (let from = 0; from < texts.length; from += PAGE) {
      const some = texts.slice(from, from + PAGE).map(({ text }) => text);
      const finds = some.map((text, at) => ({ room, ...messageOf(from + at + 1, text) }));
      const queries = [...some.map((text) => text.slice(0, QUERY_LIMIT)), "gotcha"];
      const { said, results } = await page.evaluate(search, { texts: queries, finds });
      expect(said.filter((words) => words === "" || /undefined|\[object/.test(words))).toEqual([]);
      expect(flawed(results)).toEqual([]);
      for (const [at, { text }] of results.entries())
        expect(bare(summary(some[at]!))).toContain(bare(text).replaceAll(/^…|…$/g, ""));
      expect(results.length).toBe(some.length);
    }
    await leave();
  });
});

function told(seq: number, text: string) {
  return { type: "message", ...messageOf(seq, text) };
}

function messageOf(seq: number, text: string): Message {
  const author = { id: `author-${seq}`, name: people[seq % people.length]!, guest: true };
  return { seq, id: `hostile-${seq}`, author, text, at: Date.now() };
}

/** What of them can be a name of so many characters, as the server leaves it. */
function names(limit: number): string[] {
  const cut = hostile.map(({ written }) => cleanName([...cleanName(written)].slice(0, limit).join("")));
  return [...new Set(cut.filter((name) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(name)))];
}

function flawed(seen: readonly Name[]): string[] {
  return seen.flatMap(({ text, flaws }) => flaws.map((flaw) => `${JSON.stringify(text)} ${flaw}`));
}

function bare(text: string): string {
  return text.replaceAll(/\s/g, "");
}

/** True if `shown` is what is left of `written` without marks of Markdown, whatever became of white space. */
function isLeft(shown: string, written: string): boolean {
  const rest = [...bare(shown)];
  for (const character of bare(written)) {
    if (character === rest[0]) rest.shift();
    else if (!/[*_~|`\\<>[\]()#.\d+-]/.test(character)) return false;
  }
  return rest.length === 0;
}
