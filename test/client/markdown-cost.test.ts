import { Session } from "node:inspector";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { Names } from "../../src/client/markdown/names.ts";
import { parse } from "../../src/client/markdown/parse.ts";

// Not timed but counted: how often each block of the parser's code is run, as the engine's own coverage counts it, and how
// many characters or elements the built-in functions are handed that are called there.

const session = new Session();
let handed = 0;
const restore: (() => void)[] = [];

beforeAll(() => {
  session.connect();
  session.post("Profiler.enable");
  session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  const whole = (self: { length: number }) => self.length;
  const result = (_: unknown, returned: unknown) => (returned as { length: number }).length;
  for (const name of ["split", "trim", "trimEnd", "trimStart", "toLowerCase", "replace", "replaceAll", "normalize"])
    count(String.prototype, name, whole);
  for (const name of ["includes", "indexOf", "lastIndexOf"]) count(String.prototype, name, whole);
  for (const name of ["slice", "repeat"]) count(String.prototype, name, result);
  for (const name of ["slice", "splice"]) count(Array.prototype, name, result);
  for (const name of ["join", "toReversed", "includes"]) count(Array.prototype, name, whole);
  count(Array.prototype, "push", (_self, _returned, args) => args.length);
  for (const name of ["exec", "test"]) count(RegExp.prototype, name, (self, _, [text]) => searched(self, String(text)));
  count(URL, "canParse", (_self, _returned, [text]) => String(text).length);
});
afterAll(() => {
  for (const undo of restore) undo();
  session.disconnect();
});

/** How much of a text an expression was tried on. */
function searched(expression: RegExp, text: string): number {
  // `split` tries its single class of characters at each place by itself.
  if (expression.sticky) return 1;
  // One that goes on from match to match is counted when it comes to the end.
  return expression.global && expression.lastIndex > 0 ? 1 : text.length;
}

/** Has every call of a built-in function add to what was handed. */
function count(
  owner: object,
  name: string,
  // biome-ignore lint/suspicious/noExplicitAny: whatever the function belongs to and is given
  cost: (self: any, returned: unknown, args: unknown[]) => number,
): void {
  const functions = owner as Record<string, (...args: unknown[]) => unknown>;
  const original = functions[name]!;
  functions[name] = function (this: unknown, ...args: unknown[]) {
    const returned = original.apply(this, args);
    handed += cost(this, returned, args);
    return returned;
  };
  restore.push(() => {
    functions[name] = original;
  });
}

/** How many blocks of the parser's code were run since this was asked last. */
function blocksRun(): number {
  let runs = 0;
  session.post("Profiler.takePreciseCoverage", (_, { result }) => {
    for (const { url, functions } of result) {
      if (!url.includes("/client/markdown/")) continue;
      for (const { ranges } of functions) for (const range of ranges) runs += range.count;
    }
  });
  return runs;
}

const known = { people: new Names(), rooms: new Names() };
for (const name of ["a", "aa", "a a a a a a a a", "@@@@@@@@@@"]) known.people.add(name);
for (const name of ["a", "#a", "# # # # # # # #"]) known.rooms.add(name);

/** What it takes to read a text. */
function steps(text: string): number {
  handed = 0;
  parse(text, known);
  const seen = handed;
  return blocksRun() + seen;
}

/** Twice as long as a message can be, and an eighth of it. */
const LONG = 8_000;
const SHORT = 1_000;

/** Eight times the text may take eight times the steps: twice that if it only comes out so, far from eight times that. */
function expectProportional(make: (length: number) => string): void {
  const [few, many] = [steps(make(SHORT)), steps(make(LONG))];
  expect(many, JSON.stringify(make(40))).toBeLessThan(few * (LONG / SHORT) * 2);
  // And not because it takes long from the first.
  expect(many, JSON.stringify(make(40))).toBeLessThan(LONG * 150);
}

const of = (unit: string) => (length: number) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

it("what is counted grows as it should with what is done", () => {
  expect(steps("a".repeat(2_000))).toBeGreaterThan(2_000);
  expect(steps("a".repeat(4_000)) / steps("a".repeat(2_000))).toBeCloseTo(2, 1);
});

it.each([
  ..."*_~|`[]()<>@#\\-h&!\n".split(""),
  ...["**", "||", "~~", "``", "](", "[]", "()", "<>", "*a", "a*", "*a ", " a*", "**a *b ", "a** b* ", "*a _b ~~c ||d "],
  ...[
    "[a",
    "a]",
    "[a](",
    "[a](b",
    "[a](<b",
    "[a](https://a.a",
    "[a](https://a.a)",
    "[a](\\(",
    "[a](((((",
    "![",
    "[[a]](",
    "<http://",
  ],
  ...[
    "https://",
    "https://a",
    "https://a.a ",
    "https://a.a/)",
    "https://a.a/(",
    "mailto:",
    "mailto:a@a ",
    "http://%",
    "https://a](",
  ],
  ...[
    "> ",
    ">",
    ">\n",
    "> \n",
    "> a\n",
    ">> a\n",
    "> - ",
    "- ",
    "- a\n",
    "* a\n  ",
    "1. ",
    "1. a\n",
    "- > ",
    "  ",
    "- \n",
    "\n- a\n\n",
  ],
  ...[
    "```\n",
    "```a b\n",
    "```a\n",
    "a```\n",
    "````",
    "` ``",
    "` `` ``` ",
    "\\`",
    "`a",
    "@a",
    "@a a ",
    "#a",
    "# ",
    "@@",
    "¯\\_(",
  ],
])("a message of nothing but %j costs what its length does", (unit) => {
  expectProportional(of(unit));
});

it.each([
  ["~~a ", "a** "],
  ["*a **b ", "c*** "],
  ["[", "](a"],
  ["[a](", ")"],
  ["` `` ", "```"],
  ["- a\n  ", "> "],
])("so does one that opens with %j and goes on with %j", (one, other) => {
  expectProportional((length) => of(one)(length / 2) + of(other)(length / 2));
});

const units = fc
  .array(fc.constantFrom(..."*_~|`[]()<>@#\\-h:1. a\n\t".split(""), "**", "](", "https://", "a.a", "> ", "- ", "```"), {
    minLength: 1,
    maxLength: 7,
  })
  .map((pieces) => pieces.join(""));

it("so does whatever else is repeated, and what is opened many times and then closed as often", () => {
  fc.assert(
    fc.property(units, units, (one, other) => {
      expectProportional((length) => of(one)(length / 2) + of(other)(length / 2));
    }),
    { numRuns: 50 * inject("effort") },
  );
});
