import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

const page = readFileSync("docs/security.md", "utf8");
const rows = page.split("\n").filter((line) => /^\| (?!threat|---)/.test(line));

it("every threat has a control and a test that exists, or a reason why it does not apply yet", () => {
  expect(rows.length).toBeGreaterThan(30);
  for (const row of rows) {
    const [threat, control, shown] = row.slice(2, -2).split(" | ");
    expect(control, threat).toBeTruthy();
    if (control!.startsWith("Does not apply yet: ")) continue;
    const tests = [...shown!.matchAll(/`(test\/[^`]+)`: “([^”]+)”/g)];
    expect(tests, threat).not.toEqual([]);
    for (const [, file, title] of tests) {
      expect(readFileSync(file!, "utf8"), `${file} has no test "${title}"`).toContain(`"${title}"`);
    }
  }
});
