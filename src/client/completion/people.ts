import type { Message, Person, User } from "../../protocol/model.ts";
import { fold } from "../fold.ts";
import type { Option } from "./option.ts";
import { best, fit } from "./rank.ts";

/** Messages, counted back from the newest, whose authors count as speaking here at the moment. */
const RECENT = 50;

/** Whom a room knows of. */
export interface Company {
  you: string;
  /** Ascending by seq. */
  messages: readonly Message[];
  online: readonly Person[];
}

/**
 * The people that `query` may mean: those who spoke here of late first, the last of them foremost, then those who are
 * online, then those who wrote something older that is held. Of several with one name the first: the text holds no more of them.
 */
export function peopleFor(query: string, company: Company): Option[] {
  const folded = fold(query);
  const online = new Set(company.online.map(({ id }) => id));
  return best(candidates(company), ({ name }) => fit(name, folded)).map((user) => ({
    kind: "person",
    key: user.id,
    user,
    here: online.has(user.id),
  }));
}

function* candidates({ you, messages, online }: Company): Generator<User> {
  const seen = new Set([you]);
  const names = new Set<string>();
  const isNew = ({ id, name }: User): boolean => {
    if (seen.has(id) || names.has(name)) return false;
    seen.add(id);
    names.add(name);
    return true;
  };
  // Someone may have another name by now than the one they wrote under.
  const present = new Map(online.map((person) => [person.id, person]));
  const authors = messages.map(({ author }) => present.get(author.id) ?? author).reverse();
  yield* authors.slice(0, RECENT).filter(isNew);
  yield* online.filter(isNew);
  yield* authors.slice(RECENT).filter(isNew);
}
