/** A piece of a message: plain text, or a link. */
export type TextPart = { kind: "text"; text: string } | { kind: "link"; text: string; href: string };

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+/giu;
/** What ends a sentence rather than an address. */
const TRAILING = /[.,;:!?'*_~”’»…]$/u;
const BRACKETS = { ")": "(", "]": "[", "}": "{" } as const;

/** Finds the web addresses in a message; nothing but http and https becomes a link. */
export function textParts(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutPunctuation(match[0]);
    if (!URL.canParse(address)) continue;
    if (match.index > end) parts.push({ kind: "text", text: text.slice(end, match.index) });
    parts.push({ kind: "link", text: address, href: address });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ kind: "text", text: text.slice(end) });
  return parts;
}

/** The address without what follows it in the sentence; a closing bracket stays if it was opened within the address. */
function withoutPunctuation(address: string): string {
  let end = address.length;
  while (end > 0) {
    const kept = address.slice(0, end);
    const last = kept.at(-1) as keyof typeof BRACKETS;
    const opening = BRACKETS[last];
    const unopened = opening !== undefined && kept.split(last).length > kept.split(opening).length;
    if (!unopened && !TRAILING.test(kept)) break;
    end--;
  }
  return address.slice(0, end);
}
