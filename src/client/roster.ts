import type { Person } from "../protocol/model.ts";

/**
 * Who is online in a room, in the order in which they are listed: this person first, then who is active, then who is away,
 * each by name. In a crowd somebody comes or goes many times a second, so each finds their place by halving the list rather
 * than by sorting it.
 */
export class Roster {
  readonly #names: Pick<Intl.Collator, "compare">;
  readonly #byId = new Map<string, Person>();
  #list: readonly Person[] = [];
  #you = "";

  constructor(names: Pick<Intl.Collator, "compare"> = new Intl.Collator(undefined, { numeric: true })) {
    this.#names = names;
  }

  /** Another one after each change. */
  get list(): readonly Person[] {
    return this.#list;
  }

  find(id: string): Person | undefined {
    return this.#byId.get(id);
  }

  /** @param you id of the person whose list this is */
  begin(people: readonly Person[], you: string): void {
    this.#you = you;
    this.#byId.clear();
    for (const person of people) this.#byId.set(person.id, person);
    this.#list = [...this.#byId.values()].sort((a, b) => this.#order(a, b));
  }

  /** Applies a `presence` event's changes. */
  change(online: readonly Person[], offline: readonly string[]): void {
    const list = [...this.#list];
    for (const id of offline) this.#remove(list, id);
    for (const person of online) {
      this.#remove(list, person.id);
      this.#byId.set(person.id, person);
      list.splice(this.#placeOf(list, person), 0, person);
    }
    this.#list = list;
  }

  #remove(list: Person[], id: string): void {
    const person = this.#byId.get(id);
    if (!person) return;
    list.splice(this.#placeOf(list, person), 1);
    this.#byId.delete(id);
  }

  /** Index of the first who does not come before `person`. */
  #placeOf(list: readonly Person[], person: Person): number {
    let from = 0;
    let to = list.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#order(list[middle]!, person) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #order(a: Person, b: Person): number {
    return (
      Number(b.id === this.#you) - Number(a.id === this.#you) ||
      Number(a.status === "away") - Number(b.status === "away") ||
      this.#names.compare(a.name, b.name) ||
      // Of one name there may be many; each has a place of their own all the same.
      Number(a.id > b.id) - Number(a.id < b.id)
    );
  }
}
