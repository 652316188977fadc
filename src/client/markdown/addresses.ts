const SCHEMES = ["https://", "http://", "mailto:"];
const PROTOCOLS = new Set(["https:", "http:", "mailto:"]);
/** What ends a sentence rather than an address. */
const TRAILING = new Set(".,;:!?'*_~”’»…");
const BRACKETS = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);

/** An address in a text; without `href` it only looks like one. */
export interface Address {
  end: number;
  href: string | null;
}

/** @returns the address that begins at this place without any marks, up to the punctuation after it; null if none does */
export function addressAt(text: string, start: number): Address | null {
  if (!startsWithScheme(text, start) || /\w/.test(text.charAt(start - 1))) return null;
  let end = start;
  while (end < text.length && !endsAddress(text, end)) end++;
  const address = withoutPunctuation(text.slice(start, end));
  return isAddress(address) ? { end: start + address.length, href: address } : { end, href: null };
}

/** @returns the address between `<` at this place and its `>`; null if there is none */
export function bracketedAddressAt(text: string, start: number): Address | null {
  if (!startsWithScheme(text, start + 1)) return null;
  let end = start + 1;
  while (end < text.length && !/[\s<>]/.test(text.charAt(end))) end++;
  if (text.charAt(end) !== ">") return null;
  const address = text.slice(start + 1, end);
  return isAddress(address) ? { end: end + 1, href: safeTarget(address) } : null;
}

/**
 * The only addresses that become links. What the browser would do to one before following it, such as leaving out control
 * characters, is done before looking at its scheme.
 */
export function safeTarget(written: string): string | null {
  if (!URL.canParse(written)) return null;
  const { protocol, href } = new URL(written);
  return PROTOCOLS.has(protocol) ? href : null;
}

function startsWithScheme(text: string, at: number): boolean {
  const beginning = text.slice(at, at + 8).toLowerCase();
  return SCHEMES.some((scheme) => beginning.startsWith(scheme));
}

/** Also true where the marks around an address go on: at the end of a spoiler, of the text of a link. */
function endsAddress(text: string, at: number): boolean {
  const character = text.charAt(at);
  if (character === "|") return text.charAt(at + 1) === "|";
  if (character === "]") return text.charAt(at + 1) === "(";
  return /[\s<>"]/.test(character);
}

function isAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  return !/^mailto:/i.test(address) || /^mailto:[^@]+@[^@]+$/i.test(address);
}

/** The address without what follows it in the sentence; a closing bracket stays if it was opened within the address. */
function withoutPunctuation(address: string): string {
  const unclosed = new Map<string, number>();
  for (const character of address) {
    const opening = BRACKETS.get(character);
    if (opening !== undefined) unclosed.set(opening, (unclosed.get(opening) ?? 0) - 1);
    else unclosed.set(character, (unclosed.get(character) ?? 0) + 1);
  }
  let end = address.length;
  for (; end > 0; end--) {
    const last = address.charAt(end - 1);
    const opening = BRACKETS.get(last);
    const unopened = opening !== undefined && unclosed.get(opening)! < 0;
    if (unopened) unclosed.set(opening, unclosed.get(opening)! + 1);
    else if (!TRAILING.has(last)) break;
  }
  return address.slice(0, end);
}
