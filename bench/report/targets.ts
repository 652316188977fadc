import type { KeptResult, Row } from "./results.ts";

/** A promise of the product in figures, and whether the last runs kept it. */
export interface Target {
  target: string;
  /** Undefined if it was not measured. */
  value: number | undefined;
  met: boolean;
}

const DORMOUSE = "Dormouse";
const PLAIN = "plainest Durable Object";
const NODE_PEERS = ["ws on Node", "socket.io on Node"];
const BUSY = "1000 members, 1000 messages/s offered";
const PER_CPU = "deliveries/CPU s";

/** @param recall the kept result of a scenario */
export function targets(recall: (scenario: string) => KeptResult | undefined): Target[] {
  const figure = (scenario: string, what: string, server: string, column: string) =>
    recall(scenario)?.rows.find((row: Row) => row.what === what && row.server === server)?.figures[column];
  const median = (...of: [scenario: string, what: string, server: string, column: string]) => figure(...of)?.median;
  const greatest = (what: string, column: string) => figure("resume", what, DORMOUSE, column)?.max;
  const bestOf = (better: (...values: number[]) => number, scenario: string, what: string, column: string) => {
    const values = NODE_PEERS.flatMap((peer) => median(scenario, what, peer, column) ?? []);
    return values.length === 0 ? undefined : better(...values);
  };
  const worst = (scenario: string, column: string) => {
    const values = recall(scenario)?.rows.map(({ figures }) => figures[column]?.median ?? 0) ?? [];
    return values.length === 0 ? undefined : Math.min(...values);
  };
  const perCpu = median("fan-out", BUSY, DORMOUSE, PER_CPU);
  const quiet = (column: string) =>
    ratio(median("quiet", "100 members", DORMOUSE, column), bestOf(Math.min, "quiet", "100 members", column));
  return [
    atLeast(
      10,
      "busy room of 1,000: times the deliveries a CPU second of the best Node peer",
      ratio(perCpu, bestOf(Math.max, "fan-out", BUSY, PER_CPU)),
    ),
    atMost(150, "busy room of 1,000: p99 in ms", median("fan-out", BUSY, DORMOUSE, "receive p99 ms")),
    atLeast(
      20,
      "busy room of 1,000: times the deliveries a CPU second of the plainest Durable Object",
      ratio(perCpu, median("fan-out", BUSY, PLAIN, PER_CPU)),
    ),
    atMost(1.5, "quiet room of 100: times the p50 of the best Node peer", quiet("receive p50 ms")),
    atMost(1.5, "quiet room of 100: times the p99 of the best Node peer", quiet("receive p99 ms")),
    atMost(
      50,
      "wake-up of a room of 100: ms until the last has the message",
      median("wake", "100 members, room asleep", DORMOUSE, "last ms"),
    ),
    atMost(
      50,
      "wake-up of a room of 1,000: ms until the last has the message",
      median("wake", "1000 members, room asleep", DORMOUSE, "last ms"),
    ),
    atMost(0.049, "1,000 idle connections: CPU in %, 0.0", median("idle", "1000 connections", DORMOUSE, "CPU %")),
    atMost(
      0.049,
      "1,000 idle connections without heartbeats: CPU in %, 0.0",
      median("idle", "1000 connections, no heartbeats", DORMOUSE, "CPU %"),
    ),
    atMost(5_000, "resume of 1,000: ms until the last is whole", greatest("1000 people", "last whole ms")),
    atMost(0, "resume of 1,000: messages missing", greatest("1000 people", "missing")),
    atMost(0, "resume of 1,000: messages twice", greatest("1000 people", "twice")),
    ...["performance", "accessibility", "best-practices"].map((category) =>
      atLeast(95, `Lighthouse, worst of its four pages: ${category}`, worst("lighthouse", category)),
    ),
  ];
}

function ratio(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one / other;
}

function atLeast(limit: number, what: string, value: number | undefined): Target {
  return { target: `${what}: ≥ ${limit}`, value, met: value !== undefined && value >= limit };
}

function atMost(limit: number, what: string, value: number | undefined): Target {
  return { target: `${what}: ≤ ${limit}`, value, met: value !== undefined && value <= limit };
}

/** A line for each target: the value, and whether it is met. */
export function targetLines(all: Target[]): string {
  const lines = all.map(({ target, value, met }) => {
    const verdict = value === undefined ? "–      " : met ? "met    " : "MISSED ";
    return `  ${verdict} ${(value === undefined ? "" : value.toPrecision(3)).padStart(9)}  ${target}`;
  });
  return ["\nTargets, by the last kept results", ...lines].join("\n");
}
