import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { transform } from "esbuild";
import { describe, expect, it } from "vitest";
import { ar as usageAr } from "../../src/client/usage/words/ar.ts";
import { de as usageDe } from "../../src/client/usage/words/de.ts";
import { en as usageEn } from "../../src/client/usage/words/en.ts";
import { ar } from "../../src/client/words/ar.ts";
import { de } from "../../src/client/words/de.ts";
import { en } from "../../src/client/words/en.ts";
import { laterEn } from "../../src/client/words/later-en.ts";

type Saying = string | ((...values: unknown[]) => string);

/** Every saying of a language, by its path. */
function sayings(words: object, path = ""): Map<string, Saying> {
  return new Map(
    Object.entries(words).flatMap(([key, value]: [string, object | Saying]) =>
      typeof value === "object" ? [...sayings(value, `${path}${key}.`)] : [[`${path}${key}`, value] as const],
    ),
  );
}

/** All that a saying can come out as. Takes names and numbers alike: which it wants is the compiler's to check. */
function spoken(saying: Saying): string[] {
  if (typeof saying === "string") return [saying];
  return [0, 1, 2, 3, 11, 100].map((count) => saying(...Array<number>(saying.length).fill(count)));
}

/** What reads the same in German: names, words that German has borrowed, and sayings made of what is put into them. */
const SAME_IN_GERMAN = new Set([
  "app.name",
  "app.titleIn",
  "rooms.online",
  "later.newRoom.name",
  "later.newRoom.optional",
  "later.search.person",
  "later.search.inRoom",
  "message.reaction",
  "markdown.spoiler",
  "markdown.code",
  "later.settings.themes.system",
  "people.list",
  "trends.onDay",
  "rooms.frames",
]);

describe.each([
  ["the chat", { en: { ...en, later: laterEn }, de, ar }],
  ["the operator's page", { en: usageEn, de: usageDe, ar: usageAr }],
])("the words of %s", (_, languages) => {
  const english = sayings(languages.en);

  it.each(["de", "ar"] as const)("are all there in %s, and take the same", (language) => {
    const theirs = sayings(languages[language]);
    expect([...theirs.keys()].sort()).toEqual([...english.keys()].sort());
    const shape = (saying?: Saying) => (typeof saying === "function" ? saying.length : typeof saying);
    for (const [path, saying] of english) expect(shape(theirs.get(path)), path).toBe(shape(saying));
  });

  it.each(["en", "de", "ar"] as const)("say something in %s, whatever the number", (language) => {
    for (const [path, saying] of sayings(languages[language])) {
      for (const text of spoken(saying)) {
        expect(text.trim(), path).not.toBe("");
        expect(text, path).not.toMatch(/undefined|NaN|\[object|#/);
      }
    }
  });

  it("were not left in English", () => {
    for (const [path, saying] of sayings(languages.de)) {
      if (!SAME_IN_GERMAN.has(path)) expect(spoken(saying), path).not.toEqual(spoken(english.get(path)!));
    }
    for (const [path, saying] of sayings(languages.ar)) {
      if (["app.name", "app.titleIn", "message.reaction", "trends.onDay"].includes(path)) continue;
      for (const text of spoken(saying)) expect(text, path).toMatch(/\p{Script=Arabic}/u);
    }
  });
});

it("Arabic counts in six forms, German and English in two", () => {
  const counts = [0, 1, 2, 3, 11, 100];
  expect(new Set(counts.map((count) => ar.message.people(count).replace(/[\d٠-٩]+/, "#"))).size).toBe(6);
  expect(counts.slice(0, 3).map(de.message.people)).toEqual(["0 Personen", "1 Person", "2 Personen"]);
  expect(counts.slice(0, 3).map(en.message.people)).toEqual(["0 people", "1 person", "2 people"]);
});

/** What an element is given to be shown or read out, in compiled JSX. */
const READ =
  /(?:\bchildren|"aria-(?:label|description|roledescription|placeholder)"|\b(?:title|placeholder|alt|label)): /g;
const STRING = /"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`/y;
/** Several words that begin with a capital, or with a mark at their end. */
const SENTENCE = /^\p{Lu}.*\p{L} .*\p{L}|\p{L}[.…?!]$/u;

/** The strings in a view that a person would see or hear. JSX is compiled first: then its texts are strings like any other. */
async function visibleStrings(source: string): Promise<string[]> {
  const { code } = await transform(source, { loader: "tsx", jsx: "automatic", charset: "utf8" });
  const read = [...code.matchAll(READ)].flatMap((match) => results(code, match.index + match[0].length));
  const sentences = code
    .split("\n")
    // Keys have the same names in all languages there.
    .filter((line) => !/^import |\bnew \w*Error\(|"aria-keyshortcuts"/.test(line))
    .flatMap((line) => [...line.matchAll(new RegExp(STRING, "g"))].map(([literal]) => text(literal)))
    .filter((literal) => SENTENCE.test(literal));
  return [...new Set([...read.filter((literal) => /\p{L}/u.test(literal)), ...sentences])];
}

/** The strings that the expression from `start` on can result in; not those it compares with, looks up or calls with. */
function results(code: string, start: number): string[] {
  const found: string[] = [];
  const open: { bracket: string; counts: boolean }[] = [];
  for (let at = start; at < code.length; at++) {
    const character = code[at]!;
    const before = code.slice(start, at);
    STRING.lastIndex = at;
    const literal = STRING.exec(code)?.[0];
    if (literal !== undefined) {
      if (open.every(({ counts }) => counts) && !/[=!]==? $/.test(before)) found.push(text(literal));
      at += literal.length - 1;
    } else if ("([{".includes(character)) {
      open.push({ bracket: character, counts: character !== "{" && !/[\w\])]$/.test(before) });
    } else if (")]}".includes(character)) {
      if (open.pop() === undefined) break;
    } else if (character === "," && open.length === 0) break;
  }
  return found;
}

/** What a literal says itself, without what is put into it. */
function text(literal: string): string {
  return literal.slice(1, -1).replace(/\$\{[^}]*\}/g, "…");
}

describe("what a person reads stands among the words, not in a view", () => {
  const root = join(import.meta.dirname, "../../src/client");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
    (name) => /\.tsx?$/.test(name) && !name.includes("words"),
  );

  it("looks at every view", () => {
    expect(files).toEqual(expect.arrayContaining([join("views", "composer.tsx"), join("usage", "view.tsx")]));
  });

  it.each(files.filter((name) => /\.tsx$|^(views|usage)\b/.test(name)))("%s", async (name) => {
    expect(await visibleStrings(readFileSync(join(root, name), "utf8"))).toEqual([]);
  });

  it.each([
    ['<button aria-label="Foo" />', ["Foo"]],
    ["<p>foo</p>", ["foo"]],
    ["<p>Not sent: {reason}</p>", ["Not sent: "]],
    ["<p class={wide ? 'a b' : 'c d'}>{late ? 'Too late' : 'soon'}</p>", ["Too late", "soon"]],
    [`<input title={mine ? "Mine" : names.other} placeholder={\`Message \${room}\`} />`, ["Mine", "Message …"]],
    ['<p>{state.kind === "edit" ? names.edit : "new"}</p>', ["new"]],
    ['const trouble = late ? "No connection. What now?" : null', ["No connection. What now?"]],
    ['<i class="icon pointing" key="Enter">{" "}·{inFigures(3)}</i>', []],
  ])("finds what does not belong: %s", async (source, strings) => {
    expect(await visibleStrings(source)).toEqual(strings);
  });
});
