import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { removeEndedAllowances, spendAllowance } from "../../src/database/allowances.ts";
import { ask } from "../../src/database/query.ts";
import { meter } from "./meter.ts";

const HOUR = 3_600_000;

test("an allowance is for an hour from its first use, and says when it is whole again", async () => {
  const spend = (now: number) => spendAllowance(env.DB, "ada", 2, now);
  expect(await spend(1_000)).toEqual({ ok: true });
  expect(await spend(2_000)).toEqual({ ok: true });
  expect(await spend(3_000)).toEqual({ ok: false, retryAfter: 3_598 });
  expect(await spend(HOUR + 500)).toEqual({ ok: false, retryAfter: 1 });
  expect(await spend(HOUR + 1_000)).toEqual({ ok: true });
  expect(await spend(HOUR + 1_001)).toEqual({ ok: true });
  expect((await spend(HOUR + 1_002)).ok).toBe(false);
});

test("an allowance of nothing refuses the first use", async () => {
  expect((await spendAllowance(env.DB, "nobody", 0, 1_000)).ok).toBe(false);
});

test("a refused use writes no row, so a flood costs none", async () => {
  const metered = meter(env.DB);
  await spendAllowance(metered.db, "bo", 1, 1_000);
  expect(metered.written).toBe(1);
  for (let i = 0; i < 5; i++) await spendAllowance(metered.db, "bo", 1, 2_000);
  expect(metered.written).toBe(1);
});

test("callers at the same time cannot spend more than there is", async () => {
  const spent = await Promise.all(Array.from({ length: 20 }, () => spendAllowance(env.DB, "herd", 7, 1_000)));
  expect(spent.filter(({ ok }) => ok).length).toBe(7);
});

test("allowances whose hour is over are deleted, others not", async () => {
  await env.DB.prepare("DELETE FROM allowances").run();
  await spendAllowance(env.DB, "old", 5, 0);
  await spendAllowance(env.DB, "new", 5, HOUR);
  await ask(env.DB, removeEndedAllowances(env.DB, HOUR));
  expect((await env.DB.prepare("SELECT key FROM allowances").all()).results).toEqual([{ key: "new" }]);
});
