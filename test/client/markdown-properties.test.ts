import * as fc from "fast-check";
import { expect, inject, it } from "vitest";
import { Names } from "../../src/client/markdown/names.ts";
import { parse } from "../../src/client/markdown/parse.ts";
import { plainText } from "../../src/client/markdown/plain-text.ts";
import type { Block, Inline } from "../../src/client/markdown/tree.ts";

const PIECES =
  "* ** *** _ __ ~~ ~ || | ` `` ``` ```js [ ] ( ) ]( [a](https://b.example/c) [a](javascript:b) <data:b> < > >> https:// http://a.example " +
  "mailto:a@b.example <https://c.example> javascript: @ @Ada # #wood \\ \\* ! - -- + 1. 12. ¯\\_(ツ)_/¯ a b word é 世 👩‍👩‍👧 ع";
const piece = fc.constantFrom(
  ...PIECES.split(" "),
  " ",
  "  ",
  "\n",
  "\n\n",
  "\n- ",
  "\n  - ",
  "\n> ",
  "\n1. ",
  "\t",
  "\u202e",
);
const written = fc
  .array(fc.oneof({ weight: 9, arbitrary: piece }, { weight: 1, arbitrary: fc.string({ unit: "binary" }) }), {
    maxLength: 80,
  })
  .map((pieces) => pieces.join(""));

const known = { people: new Names(), rooms: new Names() };
known.people.add("Ada");
known.rooms.add("wood");

const holds = (property: (text: string, blocks: Block[]) => void) =>
  fc.assert(
    fc.property(written, (text) => property(text, parse(text, known))),
    { numRuns: 500 * inject("effort") },
  );

/** Every inline node, with how many nodes are around it. */
function* nodesIn(blocks: readonly Block[], depth = 0): Generator<{ node: Inline; depth: number }> {
  for (const block of blocks) {
    if (block.kind === "paragraph") yield* inlinesIn(block.children, depth + 1);
    else if (block.kind === "quote") yield* nodesIn(block.children, depth + 1);
    else if (block.kind === "list") {
      for (const { children } of block.items) yield* nodesIn(children, depth + 1);
    }
  }
}

function* inlinesIn(nodes: readonly Inline[], depth: number): Generator<{ node: Inline; depth: number }> {
  for (const node of nodes) {
    yield { node, depth };
    if ("children" in node) yield* inlinesIn(node.children, depth + 1);
  }
}

/** All that is kept of what was written. */
function kept(blocks: readonly Block[]): string {
  return blocks
    .map((block) => {
      if (block.kind === "paragraph") return keptOf(block.children);
      if (block.kind === "code") return block.language + block.text;
      if (block.kind === "quote") return kept(block.children);
      return block.items.map(({ children }) => kept(children)).join("");
    })
    .join("");
}

function keptOf(nodes: readonly Inline[]): string {
  return nodes
    .map((node) => {
      if (!("children" in node)) return node.text;
      return keptOf(node.children) + (node.kind === "link" ? decodeURI(node.href) : "");
    })
    .join("");
}

const letters = (text: string) => text.toLowerCase().match(/\p{L}/gu) ?? [];

it("whatever is written, no letter of it is lost", () => {
  holds((text, blocks) => {
    const there = letters(kept(blocks));
    let at = 0;
    for (const letter of letters(text)) {
      while (at < there.length && there[at] !== letter) at++;
      expect(at++, `${letter} of ${JSON.stringify(text)}`).toBeLessThan(there.length);
    }
  });
});

it("whatever is written, every link leads to the web or to mail", () => {
  holds((_, blocks) => {
    for (const { node } of nodesIn(blocks)) {
      if (node.kind === "link") expect(["https:", "http:", "mailto:"]).toContain(new URL(node.href).protocol);
    }
  });
});

const ENDS: Record<string, string> = { "[": "](https://a.example)", "> ": "", "- ": "", "(": ")" };
const nested = fc
  .tuple(
    fc.array(fc.constantFrom("*", "**", "_", "~~", "||", "(", ...Object.keys(ENDS)), { maxLength: 6 }),
    fc.nat(200),
  )
  .map(([begins, times]) => {
    const ends = begins.map((begin) => ENDS[begin] ?? begin).reverse();
    return `${begins.join("").repeat(times)}a${ends.join("").repeat(times)}`;
  });

it("whatever is written, nothing lies deeper than there are kinds of it", () => {
  fc.assert(
    fc.property(fc.oneof(written, nested), (text) => {
      for (const { depth } of nodesIn(parse(text, known))) expect(depth).toBeLessThanOrEqual(3 + 3 + 1 + 5);
    }),
    { numRuns: 500 * inject("effort") },
  );
});

it("whatever is written means the same each time, and is not what was meant before", () => {
  holds((text, blocks) => {
    expect(parse(text, known)).toEqual(blocks);
    expect(typeof plainText(blocks)).toBe("string");
  });
});
