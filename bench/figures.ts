// The figures that the READMEs quote, and docs/capacity.md, made from the committed results, between `<!-- NAME -->` and `<!-- /NAME -->`.
// `npm run figures` writes them again; `npm run capacity` and `npm run bench` do so by themselves.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Usage } from "../src/protocol/usage.ts";
import { quotaUse } from "../src/quotas.ts";
import { GROUPS, type GroupName, type Stored } from "../test/capacity/groups.ts";
import { capacityPage } from "./capacity/page.ts";
import type { KeptResult } from "./report/results.ts";
import { targets } from "./report/targets.ts";
import { bench, root } from "./root.ts";

/** The pages with figures in them. */
const PAGES = ["README.md", "bench/README.md"];
const BUSY = "1000 members, 1000 messages/s offered";
const SERVERS = ["Dormouse", "ws on Node", "socket.io on Node", "plainest Durable Object"];

const BLOCKS: Record<string, () => string> = { capacity, speed, aims, weaknesses };

/** Every page as it should be, by its path in the repository. */
export function pages(): Record<string, string> {
  const texts = PAGES.map((path) => [path, fill(readFileSync(join(root, path), "utf8"))]);
  return {
    ...Object.fromEntries(texts),
    "docs/capacity.md": capacityPage(
      results("days") as Record<string, Usage>,
      results("stored") as Record<string, Stored>,
    ),
  };
}

/** Brings every page up to date. */
export function writePages(): void {
  for (const [path, text] of Object.entries(pages())) writeFileSync(join(root, path), text);
}

function fill(text: string): string {
  return text.replace(
    /(<!-- (\w+) -->\n)[\s\S]*?(<!-- \/\2 -->)/g,
    (whole, begin: string, name: string, end: string) => {
      const make = BLOCKS[name];
      return make ? `${begin}${make()}\n${end}` : whole;
    },
  );
}

/** How much of a day fits the free tier. */
function capacity(): string {
  const days = results("days") as Record<GroupName, Usage>;
  const fits = (name: GroupName) => {
    const shares = quotaUse(days[name]).map(({ share }) => share);
    const times = Math.floor(1 / Math.max(...shares));
    return { messages: times * days[name].messages, people: times * GROUPS[name].people };
  };
  const talk = fits("talk");
  const community = fits("community");
  const visitors = fits("visitors");
  return [
    `Each day of the free tier carries ${about(talk.messages)} messages if people only talk; or an evening with ${about(community.messages)} messages of`,
    `${about(community.people)} people who come, read, react and go; or ${about(visitors.people)} visitors of a website. [docs/capacity.md](docs/capacity.md) has the accounts.`,
  ].join("\n");
}

/** What a delivery costs in a busy room, here and elsewhere. */
function speed(): string {
  const fanOut = results("fan-out") as KeptResult;
  const quiet = results("quiet") as KeptResult;
  const figure = (kept: KeptResult, what: string, server: string, column: string) =>
    kept.rows.find((row) => row.what === what && row.server === server)?.figures[column]?.median;
  const digits = (n: number | undefined) =>
    n === undefined ? "–" : `${n.toLocaleString("en", { maximumSignificantDigits: 2, notation: "compact" })}`;
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(["", ...SERVERS]),
    line(["---", ...SERVERS.map(() => "---:")]),
    line([
      "deliveries for each second of CPU, 1,000 people, busy",
      ...SERVERS.map((server) => digits(figure(fanOut, BUSY, server, "deliveries/CPU s"))),
    ]),
    line([
      "ms from sending to receiving, 100 people, quiet: median",
      ...SERVERS.map((server) => digits(figure(quiet, "100 members", server, "receive p50 ms"))),
    ]),
    line(["on disk before anybody sees it", "yes", "no", "no", "yes"]),
  ].join("\n");
}

/** What was aimed at, and what has come of it. */
function aims(): string {
  const all = targets((scenario) => (existsSync(fileOf(scenario)) ? (results(scenario) as KeptResult) : undefined));
  const value = (n: number | undefined) => n?.toLocaleString("en", { maximumSignificantDigits: 3 }) ?? "–";
  const lines = all.map((aim) => `| ${aim.target} | ${value(aim.value)} | ${aim.met ? "met" : "missed"} |`);
  return ["| aim | measured |  |", "| --- | ---: | --- |", ...lines].join("\n");
}

/** Where somebody else is better than we are. */
function weaknesses(): string {
  const scenario = { rooms: results("rooms"), idle: results("idle"), small: results("open-loop") } as Record<
    string,
    KeptResult
  >;
  const figures = (of: string, what: string, column: string) => {
    const at = (server: string) =>
      scenario[of]?.rows.find((row) => row.what === what && row.server === server)?.figures[column]?.median;
    const digits = (n: number | undefined) => n?.toLocaleString("en", { maximumSignificantDigits: 3 }) ?? "–";
    return ["Dormouse", "ws on Node", "socket.io on Node", "Bun publish", "plainest Durable Object"]
      .map(at)
      .map(digits);
  };
  const line = (cells: string[]) => `| ${cells.join(" | ")} |`;
  const talk = "200 rooms of 20, 1000 messages/s in all";
  return [
    line(["", "Dormouse", "ws", "socket.io", "Bun", "plainest Durable Object"]),
    line(["---", ...Array<string>(5).fill("---:")]),
    line(["200 small rooms, all of them busy: µs of CPU a delivery", ...figures("rooms", talk, "µs CPU/delivery")]),
    line(["the same: messages a second, of 1,000 offered", ...figures("rooms", talk, "messages/s")]),
    line([
      "30 messages a second among 1,000: ms to receive, median",
      ...figures("small", "1000 members, 30 messages/s", "receive p50 ms"),
    ]),
    line(["memory of an idle connection: KB", ...figures("idle", "1000 connections", "KB/connection")]),
  ].join("\n");
}

function results(name: string): unknown {
  return JSON.parse(readFileSync(fileOf(name), "utf8"));
}

function fileOf(name: string): string {
  return join(bench, "results", `${name}.json`);
}

/** Two digits: the groups are made up, so more would be pretence. */
function about(n: number): string {
  return n.toLocaleString("en", { maximumSignificantDigits: 2 });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) writePages();
