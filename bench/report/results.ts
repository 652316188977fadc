import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, release, totalmem } from "node:os";
import { join } from "node:path";
import { bench, root } from "../root.ts";
import { type Spread, spreadOf } from "../statistics.ts";

/** What was measured of one server in one situation. */
export interface Row {
  what: string;
  server: string;
  figures: Record<string, Spread>;
}

export interface Result {
  scenario: string;
  title: string;
  /** How it was measured, in a sentence or two. */
  method: string;
  rows: Row[];
}

/** A result as it is kept. */
export interface KeptResult extends Result {
  date: string;
  commit: string;
  repeats: number;
  machine: Record<string, string>;
}

/** Gathers the readings of all repeats. */
export class Readings {
  readonly #rows = new Map<string, { what: string; server: string; readings: Record<string, number>[] }>();

  add(what: string, server: string, reading: Record<string, number>): void {
    const key = `${what}\n${server}`;
    const row = this.#rows.get(key);
    if (row) row.readings.push(reading);
    else this.#rows.set(key, { what, server, readings: [reading] });
  }

  get rows(): Row[] {
    return [...this.#rows.values()].map(({ what, server, readings }) => ({
      what,
      server,
      figures: Object.fromEntries(
        Object.keys(readings[0]!).map((name) => [name, spreadOf(readings.map((reading) => reading[name]!))]),
      ),
    }));
  }
}

export function keep(result: Result, repeats: number): void {
  const date = new Date().toISOString().slice(0, 10);
  const kept: KeptResult = { ...result, date, commit: commit(), repeats, machine: machine() };
  const round = (_key: string, value: unknown) => (typeof value === "number" ? Number(value.toPrecision(4)) : value);
  mkdirSync(join(bench, "results"), { recursive: true });
  writeFileSync(fileOf(result.scenario), `${JSON.stringify(kept, round, 2)}\n`);
}

/** The kept result of a scenario, if it was ever run. */
export function recall(scenario: string): KeptResult | undefined {
  const file = fileOf(scenario);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as KeptResult) : undefined;
}

function fileOf(scenario: string): string {
  return join(bench, "results", `${scenario}.json`);
}

function commit(): string {
  const git = (...args: string[]) => spawnSync("git", args, { cwd: root, encoding: "utf8" }).stdout.trim();
  return git("rev-parse", "--short", "HEAD") + (git("status", "--porcelain", "src") === "" ? "" : ", changed");
}

function machine(): Record<string, string> {
  const product = createRequire(join(root, "package.json"));
  const wrangler = createRequire(product.resolve("wrangler"));
  const version = (from: NodeJS.Require, name: string) =>
    (JSON.parse(readFileSync(from.resolve(`${name}/package.json`), "utf8")) as { version: string }).version;
  const peers = JSON.parse(readFileSync(join(bench, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const [cpu] = cpus();
  return {
    cpu: `${cpu!.model}, ${cpus().length} cores`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    kernel: release(),
    node: process.version,
    workerd: version(wrangler, "workerd"),
    wrangler: version(product, "wrangler"),
    ...peers.dependencies,
  };
}
