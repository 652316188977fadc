import type { Emitter, LanguageFn } from "highlight.js";
import core from "highlight.js/lib/core";
import type { Language } from "./languages.ts";

/** What a piece of code is, as far as it has a colour of its own. */
export type TokenKind =
  | "keyword"
  | "string"
  | "number"
  | "comment"
  | "title"
  | "type"
  | "attribute"
  | "added"
  | "removed";

export interface Token {
  kind: TokenKind | null;
  text: string;
}

/** The grammars, each loaded when it is needed. */
const GRAMMARS: Record<Language, () => Promise<{ default: LanguageFn }>> = {
  bash: () => import("highlight.js/lib/languages/bash"),
  c: () => import("highlight.js/lib/languages/c"),
  cpp: () => import("highlight.js/lib/languages/cpp"),
  csharp: () => import("highlight.js/lib/languages/csharp"),
  css: () => import("highlight.js/lib/languages/css"),
  diff: () => import("highlight.js/lib/languages/diff"),
  go: () => import("highlight.js/lib/languages/go"),
  java: () => import("highlight.js/lib/languages/java"),
  javascript: () => import("highlight.js/lib/languages/javascript"),
  json: () => import("highlight.js/lib/languages/json"),
  markdown: () => import("highlight.js/lib/languages/markdown"),
  php: () => import("highlight.js/lib/languages/php"),
  python: () => import("highlight.js/lib/languages/python"),
  ruby: () => import("highlight.js/lib/languages/ruby"),
  rust: () => import("highlight.js/lib/languages/rust"),
  sql: () => import("highlight.js/lib/languages/sql"),
  typescript: () => import("highlight.js/lib/languages/typescript"),
  xml: () => import("highlight.js/lib/languages/xml"),
  yaml: () => import("highlight.js/lib/languages/yaml"),
};

/** What is written within others. */
const WITHIN: Partial<Record<Language, Language[]>> = {
  javascript: ["xml"],
  typescript: ["xml"],
  xml: ["css", "javascript"],
};

/** The grammars' own words for what they find, up to the first full stop. */
const KINDS: Record<string, TokenKind> = {
  keyword: "keyword",
  literal: "keyword",
  meta: "keyword",
  "selector-tag": "keyword",
  string: "string",
  regexp: "string",
  code: "string",
  link: "string",
  char: "string",
  symbol: "string",
  number: "number",
  comment: "comment",
  quote: "comment",
  title: "title",
  section: "title",
  name: "title",
  "selector-class": "title",
  "selector-id": "title",
  type: "type",
  built_in: "type",
  class: "type",
  attr: "attribute",
  attribute: "attribute",
  property: "attribute",
  variable: "attribute",
  "template-variable": "attribute",
  addition: "added",
  deletion: "removed",
};

/** Hands on what the grammars find, in place of the markup that highlight.js would make of it. */
class Tokens implements Emitter {
  readonly list: Token[] = [];
  readonly #scopes: (TokenKind | null)[] = [];

  addText(text: string): void {
    const kind = this.#scopes.at(-1) ?? null;
    const last = this.list.at(-1);
    if (last?.kind === kind) last.text += text;
    else if (text !== "") this.list.push({ kind, text });
  }

  startScope(name: string): void {
    const scope = name.split(".", 1)[0]!;
    // What is put into a string is code again; what has no colour of its own has that of what is around it.
    this.#scopes.push(scope === "subst" ? null : (KINDS[scope] ?? this.#scopes.at(-1) ?? null));
  }

  endScope(): void {
    this.#scopes.pop();
  }

  openNode(name: string): void {
    this.startScope(name);
  }

  closeNode(): void {
    this.endScope();
  }

  __addSublanguage(within: Tokens): void {
    for (const { kind, text } of within.list) this.list.push({ kind: kind ?? this.#scopes.at(-1) ?? null, text });
  }

  finalize(): void {}

  toHTML(): string {
    return "";
  }
}

const highlighter = core.newInstance();
highlighter.configure({ __emitter: Tokens });

/** Reads code in a language, whose grammar is loaded before; the pieces together are the code. */
export async function highlight(language: Language, code: string): Promise<Token[]> {
  await Promise.all([language, ...(WITHIN[language] ?? [])].map(load));
  const { _emitter } = highlighter.highlight(code, { language, ignoreIllegals: true });
  const { list } = _emitter as Tokens;
  return list.map(({ text }) => text).join("") === code ? list : [{ kind: null, text: code }];
}

async function load(language: Language): Promise<void> {
  if (highlighter.getLanguage(language)) return;
  const grammar = await GRAMMARS[language]();
  highlighter.registerLanguage(language, grammar.default);
}
