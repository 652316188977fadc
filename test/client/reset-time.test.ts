import { afterEach, expect, it, vi } from "vitest";
import type { Time } from "../../src/protocol/model.ts";

/** Noon in UTC, and the midnight on which its quotas are there again. */
const NOON = Date.UTC(2026, 10, 23, 12);
const MIDNIGHT = Date.UTC(2026, 10, 24);
const zone = process.env.TZ;

afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

/** What a reader there is told. */
async function told(where: string, now: Time): Promise<string> {
  process.env.TZ = where;
  vi.resetModules();
  const { resetTime } = await import("../../src/client/views/times.ts");
  return resetTime(MIDNIGHT + 20_000, now).replace(/\s/gu, " ");
}

it.each([
  ["Asia/Tokyo", "in the evening", NOON, "tomorrow at 9:00 AM"],
  ["Asia/Tokyo", "at ten in the morning", MIDNIGHT - 23 * 3_600_000, "tomorrow at 9:00 AM"],
  ["Asia/Tokyo", "after midnight there", MIDNIGHT - 8 * 3_600_000, "at 9:00 AM"],
  ["America/Los_Angeles", "in the morning", NOON, "at 4:00 PM"],
  ["America/Los_Angeles", "the evening before", MIDNIGHT - 23 * 3_600_000, "tomorrow at 4:00 PM"],
  ["UTC", "at noon", NOON, "tomorrow at 12:00 AM"],
])("in %s %s the reader is told the hour with its day", async (where, _, now, expected) => {
  expect(await told(where, now)).toBe(expected);
});
