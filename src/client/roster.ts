import type { Person } from "../protocol/model.ts";

/** Who is online in a room: those who are active first, then by name. */
export function inOrder(people: Iterable<Person>): Person[] {
  return [...people].sort(
    (a, b) => Number(a.status === "away") - Number(b.status === "away") || a.name.localeCompare(b.name),
  );
}

/** The people online after a `presence` event's changes. */
export function withPresence(
  people: readonly Person[],
  online: readonly Person[],
  offline: readonly string[],
): Person[] {
  const byId = new Map(people.map((person) => [person.id, person]));
  for (const id of offline) byId.delete(id);
  for (const person of online) byId.set(person.id, person);
  return inOrder(byId.values());
}
