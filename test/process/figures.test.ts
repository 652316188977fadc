import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pages } from "../../bench/figures.ts";
import { recall } from "../../bench/report/results.ts";
import { targets } from "../../bench/report/targets.ts";

test.each(Object.entries(pages()))("every figure in %s is what was measured last", (path, text) => {
  expect(readFileSync(path, "utf8"), "Run `npm run figures`.").toBe(text);
});

test("Lighthouse gave every page at least 95 when it was asked last", () => {
  const aims = targets(recall).filter(({ target }) => target.startsWith("Lighthouse"));
  expect(aims.map(({ met, value }) => ({ met, value }))).toEqual(
    Array(3).fill({ met: true, value: expect.any(Number) }),
  );
});
