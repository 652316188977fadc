// `npm run capacity`: lives the days of several groups, counts what they cost, and writes the pages that quote it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quietEnvironment } from "../../scripts/wrangler.mjs";
import type { Usage } from "../../src/protocol/usage.ts";
import type { Stored } from "../../test/capacity/groups.ts";
import { writePages } from "../figures.ts";
import { bench, root } from "../root.ts";

/** A day as its test tells of it. */
interface Day {
  name: string;
  usage: Usage;
  stored: Stored;
}

/** The part of vitest's report that is read: each test is a day. */
interface Report {
  testResults: { assertionResults: { meta: { day: Day } }[] }[];
}

const days = measure();
keep("days", (day) => day.usage);
keep("stored", (day) => day.stored);
writePages();

/** Writes down one thing of each day, by group. */
function keep(name: string, what: (day: Day) => unknown): void {
  const kept = Object.fromEntries(days.map((day) => [day.name, what(day)]));
  writeFileSync(join(bench, `results/${name}.json`), `${JSON.stringify(kept, null, 2)}\n`);
}

/** Has the days lived. */
function measure(): Day[] {
  const folder = mkdtempSync(join(tmpdir(), "dormouse-capacity-"));
  try {
    const report = join(folder, "report.json");
    const args = ["run", "test/capacity", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const { status } = spawnSync("vitest", args, {
      cwd: root,
      env: { ...quietEnvironment, MEASURING: "1" },
      stdio: "inherit",
      shell: process.platform === "win32",
    });
    if (status !== 0) process.exit(1);
    const { testResults } = JSON.parse(readFileSync(report, "utf8")) as Report;
    return testResults.flatMap(({ assertionResults }) => assertionResults.map(({ meta }) => meta.day));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
