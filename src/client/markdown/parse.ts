import { append } from "./assemble.ts";
import { Fences } from "./fence.ts";
import { type Known, parseInline } from "./inline.ts";
import { listAt } from "./list.ts";
import { Names } from "./names.ts";
import { quoteAt } from "./quote.ts";
import type { Block, Inline } from "./tree.ts";

/** How deep quotes and lists may lie within their own kind; what is deeper stays as it was written. */
const QUOTES = 3;
const LISTS = 3;

interface Depth {
  quotes: number;
  lists: number;
}

const NOBODY: Known = { people: new Names(), rooms: new Names() };

/**
 * Reads a message as Markdown, as far as chats use it: `**`, `*`, `_`, `~~`, `||` around text, code, links, quotes and lists;
 * no images, headings, tables or HTML. What is not well formed stays text, line breaks are kept, and the time it takes grows
 * no faster than the text, whatever was written.
 * @param known whom and what the text may mention
 */
export function parse(text: string, known: Known = NOBODY): Block[] {
  return blocksOf(text.replaceAll("\r\n", "\n").split("\n"), known, { quotes: QUOTES, lists: LISTS });
}

function blocksOf(lines: readonly string[], known: Known, depth: Depth): Block[] {
  const blocks: Block[] = [];
  const fences = new Fences(lines);
  let plain = 0;
  let at = 0;
  const add = (block: Block, end: number) => {
    blocks.push(...paragraphs(lines.slice(plain, at), known), block);
    at = end;
    plain = end;
  };
  while (at < lines.length) {
    const fence = fences.at(at);
    const quote = depth.quotes > 0 ? quoteAt(lines, at) : null;
    const list = depth.lists > 0 ? listAt(lines, at) : null;
    if (fence) add({ kind: "code", language: fence.language, text: fence.text }, fence.end);
    else if (quote && isEmpty(quote.lines)) at = quote.end;
    else if (quote) {
      const children = blocksOf(quote.lines, known, { ...depth, quotes: depth.quotes - 1 });
      add({ kind: "quote", children }, quote.end);
    } else if (list) {
      const deeper = { ...depth, lists: depth.lists - 1 };
      const items = list.items.map(({ number, lines }) => ({ number, children: blocksOf(lines, known, deeper) }));
      add({ kind: "list", ordered: items[0]!.number !== null, items }, list.end);
    } else at++;
  }
  blocks.push(...paragraphs(lines.slice(plain), known));
  return blocks;
}

/** The lines between two other blocks are one paragraph, or none. Marks do not reach over an empty line. */
function paragraphs(lines: readonly string[], known: Known): Block[] {
  const first = lines.findIndex((line) => !isBlank(line));
  if (first < 0) return [];
  const last = lines.findLastIndex((line) => !isBlank(line));
  const children: Inline[] = [];
  for (let at = first; at <= last; ) {
    const blank = isBlank(lines[at]!);
    let end = at + 1;
    while (end <= last && isBlank(lines[end]!) === blank) end++;
    const text = lines.slice(at, end).join("\n");
    if (at > first) append(children, { kind: "text", text: "\n" });
    for (const node of blank ? [{ kind: "text" as const, text }] : parseInline(text, known)) append(children, node);
    at = end;
  }
  return [{ kind: "paragraph", children }];
}

function isEmpty(quoted: readonly string[]): boolean {
  return quoted.every((line) => /^[\s>]*$/.test(line));
}

function isBlank(line: string): boolean {
  return line.trim() === "";
}
