// `npm run bench [-- SCENARIO…] [--repeats N] [--quick]`: measures Dormouse and its peers. README.md says what and how.
import { parseArgs } from "node:util";
import { writePages } from "./figures.ts";
import { installPeers } from "./install.ts";
import { drawCharts } from "./report/charts.ts";
import { keep, recall } from "./report/results.ts";
import { table } from "./report/table.ts";
import { targetLines, targets } from "./report/targets.ts";
import { archive } from "./scenarios/archive.ts";
import { fanOut } from "./scenarios/fan-out.ts";
import { idle } from "./scenarios/idle.ts";
import { lighthouse } from "./scenarios/lighthouse.ts";
import { openLoop } from "./scenarios/open-loop.ts";
import { page } from "./scenarios/page.ts";
import { quiet } from "./scenarios/quiet.ts";
import { resume } from "./scenarios/resume.ts";
import { rooms } from "./scenarios/rooms.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { setups } from "./scenarios/setups.ts";
import { wake } from "./scenarios/wake.ts";

const REPEATS = 5;
const scenarios: Scenario[] = [fanOut, openLoop, quiet, setups, rooms, idle, wake, resume, archive, page, lighthouse];

const { values, positionals } = parseArgs({
  options: { repeats: { type: "string" }, quick: { type: "boolean", default: false } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !scenarios.some((scenario) => scenario.name === name));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(", ")}. There is ${scenarios.map(({ name }) => name).join(", ")}.`);
  process.exit(1);
}
const effort = { repeats: Number(values.repeats ?? (values.quick ? 1 : REPEATS)), quick: values.quick };

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(1));
installPeers();
let failed = false;
for (const scenario of scenarios) {
  if (positionals.length > 0 && !positionals.includes(scenario.name)) continue;
  try {
    const result = await scenario.run(effort);
    console.log(table(result));
    if (!effort.quick) keep(result, effort.repeats);
  } catch (error) {
    // What was measured so far, and what still can be, is worth having.
    console.error(`${scenario.name} failed:`, error);
    failed = true;
  }
}
if (!effort.quick) {
  drawCharts(recall);
  writePages();
}
console.log(targetLines(targets(recall)));
process.exit(failed ? 1 : 0);
