import type { Person } from "../protocol/model.ts";
import { fold } from "./fold.ts";

/** Folding 2,000 names again for each who comes or goes would be felt. */
const folded = new WeakMap<Person, string>();

/** Those of `people` whose name holds what was typed, in the same order; accents and capitals do not matter. */
export function findPeople(people: readonly Person[], query: string): readonly Person[] {
  const typed = fold(query.trim());
  return typed === "" ? people : people.filter((person) => foldedName(person).includes(typed));
}

function foldedName(person: Person): string {
  const known = folded.get(person) ?? fold(person.name);
  folded.set(person, known);
  return known;
}
