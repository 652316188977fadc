import { computed, effect, type Signal, signal, untracked } from "@preact/signals";
import { PAGE_LIMIT } from "../protocol/limits.ts";
import type { FoundMessage, Message, User } from "../protocol/model.ts";
import { parseTerms, type Term } from "../protocol/terms.ts";
import { fold } from "../protocol/words.ts";
import type { SearchQuery } from "./api.ts";
import type { SearchContext, SearchLine } from "./search-line.ts";
import { type FilterName, readSearch, startOfDay, withFilter } from "./search-text.ts";

/** Results of a page. */
const PAGE = 30;
/** A page can be all but empty and still have more. So many are asked for in one go, until there is something to read. */
const PAGES_AT_ONCE = 4;
const WORTH_SHOWING = 8;
/** What stands after `in:` for all rooms. */
export const EVERYWHERE = "*";

/** What could not be made sense of in the text of a search. */
export type Unclear = { kind: "no_words" } | { kind: "room" | "person" | "date"; value: string };

export interface Found {
  kind: "found";
  /** Newest first. */
  hits: readonly FoundMessage[];
  /** What the hits hold, to be marked in them. */
  terms: readonly Term[];
  query: SearchQuery;
  /** Where the next page begins; null if this is all. */
  next: string | null;
  more: "no" | "loading" | { failed: unknown };
}

export type SearchState =
  | { kind: "idle" }
  | { kind: "unclear"; what: Unclear }
  | { kind: "searching" }
  | { kind: "failed"; error: unknown }
  | Found;

/** What the search line asks for, and what was found. */
export class Search {
  readonly text: Signal<string>;
  readonly state = signal<SearchState>({ kind: "idle" });
  /** The result at which the reader is. */
  readonly current = signal<FoundMessage | null>(null);
  /** True while the filters are shown as controls. */
  readonly areFiltersOpen = signal(true);
  /** What follows each filter in the text. */
  readonly filters = computed(() => readSearch(this.text.value).filters);
  /** Whom messages can be asked for from, by name: who was there already, and whom a search has shown. */
  readonly people = computed(() => {
    const known = new Map([...this.#met.value, ...this.#context.people()].map((user) => [user.id, user]));
    return [...known.values()].sort((a, b) => a.name.localeCompare(b.name));
  });
  /** Ids of what `in:` and `from:` name. */
  readonly room = computed(() => this.#roomNamed(this.filters.value.in));
  readonly person = computed(() => this.#personNamed(this.filters.value.from));

  readonly #context: SearchContext;
  readonly #met = signal<readonly User[]>([]);
  /** Who was chosen from the list: of several of the same name this one is meant. */
  readonly #chosen = signal<string | null>(null);
  /** Number of the search asked last; the answers to others come too late. */
  #run = 0;

  constructor({ text, orders, context }: SearchLine) {
    this.text = text;
    this.#context = context;
    effect(() => {
      if (text.value.trim() === "") untracked(() => this.#clear());
    });
    effect(() => {
      if (orders.value > 0) untracked(() => this.#obey());
    });
  }

  /** Sets or removes a filter in the text, and searches anew if there is something to search for. */
  filter(name: FilterName, value: string | null): void {
    this.text.value = withFilter(this.text.value, name, value);
    if (readSearch(this.text.value).words !== "") void this.start();
  }

  filterPerson(user: User | null): void {
    this.#chosen.value = user?.id ?? null;
    this.filter("from", user?.name ?? null);
  }

  /** Searches for what the text says. */
  async start(): Promise<void> {
    const run = ++this.#run;
    const understood = this.#understand();
    if ("unclear" in understood) {
      this.state.value = { kind: "unclear", what: understood.unclear };
      return;
    }
    const { query, stranger } = understood;
    this.state.value = { kind: "searching" };
    this.current.value = null;
    try {
      if (stranger !== null) {
        const from = await this.#find(stranger, query, run);
        if (run !== this.#run) return;
        if (from === undefined) {
          this.state.value = { kind: "unclear", what: { kind: "person", value: stranger } };
          return;
        }
        query.from = from;
      }
      const { hits, next } = await this.#read(query, run);
      if (run !== this.#run) return;
      this.state.value = { kind: "found", hits, terms: parseTerms(query.q), query, next, more: "no" };
    } catch (error) {
      if (run === this.#run) this.state.value = { kind: "failed", error };
    }
  }

  /** Adds the next page to what was found. */
  async more(): Promise<void> {
    const found = this.state.peek();
    if (found.kind !== "found" || found.next === null || found.more === "loading") return;
    const run = this.#run;
    this.state.value = { ...found, more: "loading" };
    try {
      const { hits, next } = await this.#read({ ...found.query, before: found.next }, run);
      if (run === this.#run) this.state.value = { ...found, hits: [...found.hits, ...hits], next, more: "no" };
    } catch (error) {
      if (run === this.#run) this.state.value = { ...found, more: { failed: error } };
    }
  }

  /** A message that was found with the one before and the one after it, as far as there are any. */
  async around({ room, seq }: FoundMessage): Promise<Message[]> {
    // Any revision will do: a room need not be woken for what stands around.
    const page = await this.#context.api.history(room, { around: seq, limit: 3 }, 0);
    return page.messages.filter((message) => Math.abs(message.seq - seq) <= 1);
  }

  /** Forgets what was found. */
  #clear(): void {
    this.#run++;
    this.areFiltersOpen.value = true;
    this.state.value = { kind: "idle" };
  }

  /** The controls that were there to ask with make way for what is found. */
  #obey(): void {
    this.areFiltersOpen.value = this.text.peek().trim() === "";
    void this.start();
  }

  async #read(query: SearchQuery, run: number): Promise<Pick<Found, "hits" | "next">> {
    const hits: FoundMessage[] = [];
    let before = query.before;
    for (let pages = 0; pages < PAGES_AT_ONCE && hits.length < WORTH_SHOWING && run === this.#run; pages++) {
      const page = await this.#context.api.search(before === undefined ? query : { ...query, before }, PAGE);
      hits.push(...page.messages);
      before = page.before;
      if (before === undefined) break;
    }
    this.#meet(hits);
    return { hits, next: before ?? null };
  }

  /** The id of somebody who is not here, by what they have said of all this. */
  async #find(name: string, query: SearchQuery, run: number): Promise<string | undefined> {
    let before: string | undefined;
    for (let pages = 0; pages < PAGES_AT_ONCE && run === this.#run; pages++) {
      const page = await this.#context.api.search(before === undefined ? query : { ...query, before }, PAGE_LIMIT);
      this.#meet(page.messages);
      before = page.before;
      const found = this.#personNamed(name);
      if (found !== undefined || before === undefined) return found;
    }
    return undefined;
  }

  #understand(): { query: SearchQuery; stranger: string | null } | { unclear: Unclear } {
    const { words, filters } = readSearch(this.text.peek());
    const query: SearchQuery = { q: words };
    let stranger: string | null = null;
    const room = this.room.peek();
    if (room === undefined) return { unclear: { kind: "room", value: filters.in! } };
    if (room !== EVERYWHERE) query.room = room;
    if (filters.from !== undefined) {
      const from = this.person.peek();
      if (from === undefined) stranger = filters.from;
      else query.from = from;
    }
    for (const [name, bound, days] of [["after", "since", 1] as const, ["before", "until", 0] as const]) {
      const day = filters[name];
      if (day === undefined) continue;
      const start = startOfDay(day, days);
      if (start === undefined) return { unclear: { kind: "date", value: day } };
      query[bound] = start;
    }
    return parseTerms(words).length === 0 ? { unclear: { kind: "no_words" } } : { query, stranger };
  }

  #roomNamed(name: string | undefined): string | undefined {
    if (name === undefined) return this.#context.openRoom() ?? EVERYWHERE;
    if (name === EVERYWHERE) return EVERYWHERE;
    const rooms = this.#context.rooms();
    return rooms.find(({ id }) => id === name)?.id ?? named(rooms, name.replace(/^#/, ""))?.id;
  }

  #personNamed(name: string | undefined): string | undefined {
    if (name === undefined) return undefined;
    const people = this.people.value;
    const chosen = people.find(({ id }) => id === this.#chosen.value);
    if (chosen && sameName(chosen.name, name)) return chosen.id;
    if (plain(name) === "me" && !people.some((one) => sameName(one.name, name))) return this.#context.you;
    return named(people, name.replace(/^@/, ""))?.id;
  }

  #meet(hits: readonly FoundMessage[]): void {
    const known = new Set(this.#met.peek().map(({ id }) => id));
    const added = hits.map(({ author }) => author).filter(({ id }) => !known.has(id) && known.add(id));
    if (added.length > 0) this.#met.value = [...this.#met.peek(), ...added];
  }
}

const searches = new WeakMap<SearchLine, Search>();

/** The search that a line asks. */
export function searchOf(line: SearchLine): Search {
  const search = searches.get(line) ?? new Search(line);
  searches.set(line, search);
  return search;
}

/** The one of this name, or else the only one whose name begins like that. */
function named<T extends { name: string }>(all: readonly T[], name: string): T | undefined {
  const exact = all.find((one) => sameName(one.name, name));
  if (exact) return exact;
  const beginning = all.filter((one) => plain(one.name).startsWith(plain(name)));
  return beginning.length === 1 ? beginning[0] : undefined;
}

function sameName(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

/** Without quotes, since a filter cannot hold them. */
function plain(name: string): string {
  return fold(name).replaceAll('"', "");
}
