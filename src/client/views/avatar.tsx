import type { User } from "../../protocol/model.ts";

/** Number of `hue-` classes in styles.css. */
const HUES = 8;
/** A name whose first letter stands alone: nothing is joined to it. It needs no segmenter, which takes milliseconds to make. */
const PLAIN = /^[a-z](?![^ -~])/i;

/** A person's first letter on a colour of their own; decoration beside the name. */
export function Avatar({ user }: { user: User }) {
  return (
    <span class={`avatar hue-${hueOf(user.id)}`} aria-hidden="true">
      {initial(user.name)}
    </span>
  );
}

function hueOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % HUES;
}

function initial(name: string): string {
  if (PLAIN.test(name)) return name.charAt(0).toLocaleUpperCase();
  const [first] = new Intl.Segmenter().segment(name);
  return first?.segment.toLocaleUpperCase() ?? "?";
}
