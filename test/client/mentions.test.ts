import { expect, it } from "vitest";
import { mentions } from "../../src/client/markdown/mentions.ts";
import { Names } from "../../src/client/markdown/names.ts";
import { parse } from "../../src/client/markdown/parse.ts";
import { plainText } from "../../src/client/markdown/plain-text.ts";
import { summary } from "../../src/client/markdown/summary.ts";
import { sketch } from "./sketch.ts";

const people = new Names();
for (const name of ["Ada", "Ada Lovelace", "bo_b_", "*star*", "Žofie", "𝒜𝒹𝒶"]) people.add(name);
const rooms = new Names();
rooms.add("wood");
rooms.add("Old oak", "oak");

const read = (text: string) => parse(text, { people, rooms });

it.each([
  ["@Ada: hi", "person(Ada): hi"],
  ["@ada lovelace's", "person(Ada Lovelace)'s"],
  ["@Ada Love", "person(Ada) Love"],
  ["(@ADA), **@Ada**", "(person(Ada)), strong(person(Ada))"],
  ["@bo_b_ and @*star*", "person(bo_b_) and person(*star*)"],
  ["@žOFIE @𝒜𝒹𝒶", "person(Žofie) person(𝒜𝒹𝒶)"],
  ["[for @Ada](https://a.example)", "link(for person(Ada) → https://a.example/)"],
  ["#wood, #old oak", "room(wood), room(oak)"],
  ["[#wood](https://a.example)", "link(#wood → https://a.example/)"],
])("%j", (written, expected) => {
  expect(sketch(read(written))).toBe(expected);
});

it.each(["@Adam", "@Ada_", "ada@Ada", "@ Ada", "@Eve", "@", "`@Ada`", "\\@Ada", "#woods", "a#wood", "#"])(
  "%j names nobody",
  (written) => {
    expect(sketch(read(written))).not.toMatch(/person|room/);
  },
);

it("a message is for whom it mentions, anywhere but in a quote or in code", () => {
  for (const text of ["@ada?", "- **a ||@ADA||**", "1. [@Ada](https://a.example)"])
    expect(mentions(read(text), "Ada")).toBe(true);
  for (const text of ["> @Ada\n\nyes", "`@Ada`", "```\n@Ada\n```", "Ada", "@Ada Lovelace"])
    expect(mentions(read(text), "Ada")).toBe(false);
});

it("names only ever become more, and the first way to write one stays", () => {
  const names = new Names();
  names.add("Ada");
  names.add("Ada");
  names.add("");
  expect(names.size).toBe(1);
  names.add("ADA");
  expect(names.longestAt("ada", 0)).toEqual({ value: "Ada", end: 3 });
});

it("in one line a message has no marks, and keeps what it hides", () => {
  expect(summary("**a** ||b||\n> c\n1. [d](https://e.example)\n- `f`\n```js\ng\nh\n```")).toBe("a ▒▒▒ c 1. d • f g h");
  expect(plainText(read("@ada in #wood"))).toBe("@ada in #wood");
});
