import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { pages } from "../../bench/figures.ts";

test.each(Object.entries(pages()))("every figure in %s is what was measured last", (path, text) => {
  expect(readFileSync(path, "utf8"), "Run `npm run figures`.").toBe(text);
});
