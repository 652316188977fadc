import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { bench } from "../root.ts";
import { type Series, svg } from "./chart.ts";
import type { KeptResult } from "./results.ts";

/** Draws the charts of the results there are. */
export function drawCharts(recall: (scenario: string) => KeptResult | undefined): void {
  draw(recall("fan-out"), {
    title: "What a delivery costs",
    unit: "microseconds of server CPU for each delivered message, logarithmic; the bar is the spread of the repeats",
    placesUnit: "people in the room",
    column: "µs CPU/delivery",
  });
  draw(recall("open-loop"), {
    title: "How long a message takes in a room of 1,000",
    unit: "99th percentile from sending to receiving, in milliseconds, logarithmic, as far as each server keeps up",
    placesUnit: "messages a second",
    column: "receive p99 ms",
  });
}

interface Drawing {
  title: string;
  unit: string;
  placesUnit: string;
  column: string;
}

function draw(result: KeptResult | undefined, { column, ...rest }: Drawing): void {
  if (!result) return;
  const rows = result.rows.filter(({ figures }) => (figures.saturated?.median ?? 0) === 0 && figures[column]);
  // "1000 members, 300 messages/s": the number that differs from one situation to the next.
  const numbers = new Map(result.rows.map(({ what }) => [what, what.match(/\d+/g) ?? []]));
  const which = new Set([...numbers.values()].map(([first]) => first)).size > 1 ? 0 : 1;
  const place = (what: string) => Number(numbers.get(what)![which]).toLocaleString("en");
  const series = [...new Set(rows.map(({ server }) => server))].map((name): Series => {
    const own = rows.filter(({ server }) => server === name);
    return { name, points: own.map(({ what, figures }) => ({ x: place(what), ...figures[column]! })) };
  });
  if (series.length === 0) return;
  const places = [...new Set(result.rows.map(({ what }) => place(what)))];
  writeFileSync(join(bench, "results", `${result.scenario}.svg`), svg({ ...rest, places, series }));
}
