import type { PresenceEvent } from "../protocol/events.ts";
import { GRACE_MS } from "../protocol/limits.ts";
import type { Person, Status, Time, User } from "../protocol/model.ts";
import type { Sql } from "./storage.ts";

type Row = { user: string; name: string; guest: number; status: Status; since: number };

/** How somebody is shown. */
export type Shown = Pick<Person, "status" | "since">;
/** Somebody who has lost their last connection, and how they are shown until the grace is over. */
export type Grace = [user: string, leftAt: Time, status: Status, since: Time];

/**
 * Who is shown as online. Connections come and go; a person is announced when their first one opens and again when the
 * last one has been closed for the grace period, so a second tab, a reload or a short loss of network is no event and
 * writes no row. Invisible people never enter here. The `presence` table is who was last announced: it lets a room that
 * was evicted or restarted know whom it has yet to miss. Going away and coming back is worth no row, so what is shown of
 * people survives a sleep with their connections, and is told by `recall`.
 */
export class Presence {
  readonly #people = new Map<string, Person>();
  /** When the people in their grace lost their last connection. */
  readonly #leftAt = new Map<string, Time>();
  /** The rows of the table, by id: names, because they say whether a row is still right. */
  readonly #written = new Map<string, string>();
  /** Ids of those whose announcement is due. */
  readonly #changed = new Set<string>();
  /** True while the details of people who are shown already are left as they are. */
  isFrozen = false;
  /** False once it is not certain any more that the table holds what was written. */
  #isCertain = true;
  #snapshot: { online: Person[]; count: number } | undefined;
  #roster: string | undefined;

  /** @param known everyone in the table, if that is certain without reading it */
  constructor(
    private readonly sql: Sql,
    known: Person[] | undefined,
  ) {
    for (const person of known ?? []) {
      this.#people.set(person.id, person);
      this.#written.set(person.id, person.name);
    }
    if (known) return;
    for (const { user, name, guest, status, since } of sql.exec<Row>("SELECT * FROM presence")) {
      this.#people.set(user, { id: user, name, guest: guest === 1, status, since });
      this.#written.set(user, name);
    }
  }

  /** Rows of the table, if that is certain, and if they say what the connections say. */
  get rows(): number | undefined {
    return this.#isCertain && !this.isFrozen ? this.#written.size : undefined;
  }

  /** Writing has failed, and some of it may have been undone. */
  distrust(): void {
    this.#isCertain = false;
  }

  /** Number of people shown as online. */
  get count(): number {
    return this.#people.size;
  }

  /** Everyone shown as online, by id, and how many they are. */
  get snapshot(): { online: Person[]; count: number } {
    this.#snapshot ??= {
      online: [...this.#people.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
      count: this.#people.size,
    };
    return this.#snapshot;
  }

  /** Everyone shown as online, as JSON: the same for all who come in while nothing changes. */
  get roster(): string {
    this.#roster ??= JSON.stringify(this.snapshot.online);
    return this.#roster;
  }

  /** True if somebody is to be announced. */
  get isStale(): boolean {
    return this.#changed.size > 0;
  }

  /** A visible person is here, with this name and status. Returns how they are shown. */
  see(user: User, status: Status, now: Time): Shown {
    this.#leftAt.delete(user.id);
    const known = this.#people.get(user.id);
    if (known && this.isFrozen) return known;
    if (known?.status === status && known.name === user.name && known.guest === user.guest) return known;
    const since = known?.status === status ? known.since : now;
    const person = { ...user, status, since };
    this.#people.set(user.id, person);
    this.#touch(user.id);
    return person;
  }

  /** How a person was shown before the room slept, if they were. */
  recall(user: string, { status, since }: Shown): void {
    const known = this.#people.get(user);
    if (!known || this.#changed.has(user)) return;
    this.#people.set(user, { ...known, status, since });
    this.#forgetLists();
  }

  /** A person has lost their last connection at `leftAt`: from then on they are in their grace. The earliest time counts. */
  miss(user: string, leftAt: Time): void {
    if (this.#people.has(user)) this.#leftAt.set(user, Math.min(leftAt, this.#leftAt.get(user) ?? leftAt));
  }

  /** A person is not to be shown any more, at once. */
  hide(user: string): void {
    this.#leftAt.delete(user);
    if (this.#people.delete(user)) this.#touch(user);
  }

  /** Hides the people whose grace is over. */
  expire(now: Time): void {
    for (const [user, leftAt] of this.#leftAt) if (leftAt + GRACE_MS <= now) this.hide(user);
  }

  /** Who is in their grace. */
  get graces(): Grace[] {
    return [...this.#leftAt].flatMap(([user, leftAt]) => {
      const person = this.#people.get(user);
      return person ? [[user, leftAt, person.status, person.since] satisfies Grace] : [];
    });
  }

  /** When the next grace is over, or null. Who left later than now left before the clock was set back. */
  nextExpiry(now: Time): Time | null {
    for (const [user, leftAt] of this.#leftAt) if (leftAt > now) this.#leftAt.set(user, now);
    return this.#leftAt.size === 0 ? null : Math.min(...this.#leftAt.values()) + GRACE_MS;
  }

  /** Settles what a room that was away knows of its people: `here` have a connection, the others left at `leftAt`. */
  reconcile(here: Set<string>, leftAt: Time): void {
    for (const user of this.#people.keys()) if (!here.has(user)) this.miss(user, leftAt);
  }

  /** What has changed since the last announcement, or undefined; writes it down as announced, in at most two statements. */
  announce(): PresenceEvent | undefined {
    if (this.#changed.size === 0) return undefined;
    const online: Person[] = [];
    const offline: string[] = [];
    for (const user of this.#changed) {
      const person = this.#people.get(user);
      if (person) online.push(person);
      else offline.push(user);
    }
    const unwritten = online.filter(({ id, name }) => this.#written.get(id) !== name);
    if (unwritten.length > 0) {
      this.sql.exec(
        `INSERT OR REPLACE INTO presence (user, name, guest, status, since)
         SELECT value ->> 'id', value ->> 'name', value ->> 'guest', value ->> 'status', value ->> 'since'
         FROM json_each(?)`,
        JSON.stringify(unwritten),
      );
      for (const { id, name } of unwritten) this.#written.set(id, name);
    }
    if (offline.length > 0) {
      this.sql.exec("DELETE FROM presence WHERE user IN (SELECT value FROM json_each(?))", JSON.stringify(offline));
      for (const id of offline) this.#written.delete(id);
    }
    this.#changed.clear();
    return { type: "presence", online, offline, count: this.count };
  }

  #touch(user: string): void {
    this.#changed.add(user);
    this.#forgetLists();
  }

  #forgetLists(): void {
    this.#snapshot = undefined;
    this.#roster = undefined;
  }
}
