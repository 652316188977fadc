import fc from "fast-check";
import { expect, it } from "vitest";
import { Roster } from "../../src/client/roster.ts";
import type { Person, Status } from "../../src/protocol/model.ts";

function person(id: string, name: string, status: Status = "active"): Person {
  return { id, name, guest: true, status, since: 0 };
}

function ids(roster: Roster): string[] {
  return roster.list.map(({ id }) => id);
}

it("lists oneself first, then who is active, then who is away, each by name", () => {
  const roster = new Roster();
  roster.begin(
    [person("1", "Émile", "away"), person("2", "zoe"), person("3", "Ada"), person("you", "Yves", "away")],
    "you",
  );
  expect(ids(roster)).toEqual(["you", "3", "2", "1"]);
  roster.change([person("1", "Émile"), person("4", "Bo", "away")], ["3"]);
  expect(ids(roster)).toEqual(["you", "1", "2", "4"]);
  expect(roster.find("1")?.status).toBe("active");
  expect(roster.find("3")).toBeUndefined();
});

it("who takes another name moves, and several may have the same", () => {
  const roster = new Roster();
  roster.begin([person("1", "Ada"), person("2", "Ada"), person("3", "Bo")], "you");
  roster.change([person("1", "Cy")], []);
  expect(ids(roster)).toEqual(["2", "3", "1"]);
  roster.change([], ["2", "nobody"]);
  expect(ids(roster)).toEqual(["3", "1"]);
});

it("any run of changes ends in the order that sorting would give", () => {
  const someone = fc.record({
    id: fc.integer({ min: 0, max: 30 }).map(String),
    name: fc.constantFrom("Ada", "ada", "Bo", "Ädä", "寺田", "", "Zoe"),
    guest: fc.constant(true),
    status: fc.constantFrom<Status>("active", "away"),
    since: fc.constant(0),
  });
  const change = fc.record({ online: fc.array(someone), offline: fc.array(fc.integer({ max: 30 }).map(String)) });
  fc.assert(
    fc.property(fc.array(someone), fc.array(change), (first, changes) => {
      const changed = new Roster();
      changed.begin(first, "7");
      const known = new Map(first.map((one) => [one.id, one]));
      for (const { online, offline } of changes) {
        changed.change(online, offline);
        for (const id of offline) known.delete(id);
        for (const one of online) known.set(one.id, one);
      }
      const sorted = new Roster();
      sorted.begin([...known.values()], "7");
      expect(changed.list).toEqual(sorted.list);
    }),
  );
});

it("among 2,000 people one who comes, goes or steps away is placed with few comparisons", () => {
  let comparisons = 0;
  const collator = new Intl.Collator();
  const roster = new Roster({
    compare: (a, b) => {
      comparisons++;
      return collator.compare(a, b);
    },
  });
  const crowd = Array.from({ length: 2_000 }, (_, index) => person(`${index}`, `Guest ${(index * 7_919) % 2_000}`));
  roster.begin(crowd, "0");
  comparisons = 0;
  for (const one of crowd.slice(100, 200)) roster.change([{ ...one, status: "away" }], []);
  // Out of one place and into another, each found by halving 2,000 eleven times.
  expect(comparisons).toBeLessThanOrEqual(100 * 2 * 11);
  expect(roster.list.slice(-100).every(({ status }) => status === "away")).toBe(true);
  expect(roster.list).toHaveLength(2_000);
});
