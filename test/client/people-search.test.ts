import { expect, it } from "vitest";
import { findPeople } from "../../src/client/people-search.ts";
import type { Person } from "../../src/protocol/model.ts";

const people = ["Ada", "Bo", "Élodie", "Grace Hopper"].map<Person>((name) => ({
  id: name,
  name,
  guest: true,
  status: "active",
  since: 0,
}));

it.each([
  ["", ["Ada", "Bo", "Élodie", "Grace Hopper"]],
  ["  ", ["Ada", "Bo", "Élodie", "Grace Hopper"]],
  ["ELO", ["Élodie"]],
  ["hop", ["Grace Hopper"]],
  ["o", ["Bo", "Élodie", "Grace Hopper"]],
  ["xyz", []],
])("%j finds %j", (query, names) => {
  expect(findPeople(people, query).map(({ name }) => name)).toEqual(names);
});
