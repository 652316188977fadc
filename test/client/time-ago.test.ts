import { expect, it } from "vitest";
import { exactTime, timeAgo } from "../../src/client/views/times.ts";

const NOW = new Date(2026, 10, 23, 12, 0, 0).getTime();
const MINUTE = 60_000;

it.each([
  ["a clock that is ahead", -MINUTE, "now"],
  ["seconds", 0.9 * MINUTE, "now"],
  ["minutes", 5.9 * MINUTE, "5m ago"],
  ["an hour", 60 * MINUTE, "1h ago"],
  ["hours, on another day", 23.9 * 60 * MINUTE, "23h ago"],
  ["a day", 24 * 60 * MINUTE, "Nov 22"],
])("the room list says how long ago a message was: %s", (_, ago, said) => {
  expect(timeAgo(NOW - ago, NOW)).toBe(said);
});

it("the exact time has seconds", () => {
  expect(exactTime(NOW + 7_000).replace(/\s/gu, " ")).toContain("12:00:07 PM");
});
