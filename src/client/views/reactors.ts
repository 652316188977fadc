import { untracked } from "@preact/signals";
import type { Room } from "../room.ts";
import { isolated } from "../words/isolated.ts";
import { locale } from "../words/languages.ts";
import { words } from "../words/words.ts";

/**
 * Who reacted: the names of the first of them, as far as they are known, and the number of the others. As it is now; who is
 * here, and what is held, changes all the time. @param most how many are named
 */
export function reactors(room: Room, users: readonly string[], most = 10): string {
  const known = untracked(() => users.slice(0, most).flatMap((id) => room.nameOf(id) ?? []));
  const unknown = users.length - known.length;
  const { more, people } = words.value.message;
  const others = unknown > 0 ? [known.length > 0 ? more(unknown) : people(unknown)] : [];
  return new Intl.ListFormat(locale.value).format([...known.map(isolated), ...others]);
}
