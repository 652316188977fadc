import { COUNTERS, type Counter, type QuotaUse, type Usage } from "./protocol/usage.ts";

interface Quota {
  name: string;
  limit: number;
  /** What counts against it, and how much each. */
  weights: Partial<Record<Counter, number>>;
}

/** Memory a Durable Object is charged for while it is awake, in GB. */
const OBJECT_GB = 0.128;

/**
 * What the free tier gives an account each day, until midnight UTC. Sources, as of November 2026:
 * https://developers.cloudflare.com/workers/platform/limits/ (requests to the Worker),
 * https://developers.cloudflare.com/durable-objects/platform/pricing/ (requests, of which 20 incoming frames are one;
 * duration at 128 MB; rows), https://developers.cloudflare.com/d1/platform/pricing/ (rows).
 */
export const QUOTAS: readonly Quota[] = [
  { name: "workerRequests", limit: 100_000, weights: { requests: 1 } },
  { name: "roomRequests", limit: 100_000, weights: { calls: 1, frames: 1 / 20 } },
  { name: "roomDuration", limit: 13_000, weights: { awakeMs: OBJECT_GB / 1_000 } },
  { name: "roomRowsWritten", limit: 100_000, weights: { rowsWritten: 1 } },
  { name: "roomRowsRead", limit: 5_000_000, weights: { rowsRead: 1 } },
  { name: "databaseRowsWritten", limit: 100_000, weights: { d1RowsWritten: 1 } },
  { name: "databaseRowsRead", limit: 5_000_000, weights: { d1RowsRead: 1 } },
];

/** The share of a quota at which the operator is told. */
export const NOTICE_AT = 0.8;

/** How much of each quota `usage` is. */
export function quotaUse(usage: Usage): QuotaUse[] {
  return QUOTAS.map(({ name, limit, weights }) => {
    const used = COUNTERS.reduce((sum, counter) => sum + usage[counter] * (weights[counter] ?? 0), 0);
    return { name, used, limit, share: used / limit };
  });
}

/** The quota of which `usage` leaves least. */
export function scarcest(usage: Usage): QuotaUse {
  return quotaUse(usage).reduce((most, use) => (use.share > most.share ? use : most));
}
