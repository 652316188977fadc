/**
 * What Cloudflare charges on the Workers Paid plan, as published in November 2026 at
 * https://developers.cloudflare.com/workers/platform/pricing/, …/durable-objects/platform/pricing/ and …/d1/platform/pricing/.
 */
export const PRICED = "November 2026";

/** Dollars a month, before anything is used. */
export const BASE = 5;

/** By quota of src/quotas.ts: what a month includes, and dollars for each million more. */
export const PRICES = {
  workerRequests: { included: 10_000_000, perMillion: 0.3 },
  roomRequests: { included: 1_000_000, perMillion: 0.15 },
  roomDuration: { included: 400_000, perMillion: 12.5 },
  roomRowsWritten: { included: 50_000_000, perMillion: 1 },
  roomRowsRead: { included: 25_000_000_000, perMillion: 0.001 },
  databaseRowsWritten: { included: 50_000_000, perMillion: 1 },
  databaseRowsRead: { included: 25_000_000_000, perMillion: 0.001 },
};

/** Dollars a month for each GB stored, beyond the first 5; a free account has `free` GB. */
export const STORAGE = {
  rooms: { perGB: 0.2, free: 5 },
  database: { perGB: 0.75, free: 0.5 },
};
