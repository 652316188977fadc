import * as fc from "fast-check";
import { expect, inject, it } from "vitest";
import { highlight } from "../../src/client/highlight/highlight.ts";
import { type Language, languageOf } from "../../src/client/highlight/languages.ts";

it.each([
  ["js", "javascript"],
  ["TS", "typescript"],
  ["c#", "csharp"],
  ["C++", "cpp"],
  ["html", "xml"],
  ["sh", "bash"],
  ["yml", "yaml"],
  ["text", null],
  ["", null],
  ["constructor", null],
])("code called %j is %s", (name, language) => {
  expect(languageOf(name)).toBe(language);
});

const SAMPLES: Record<Language, string> = {
  bash: 'for f in *.txt; do echo "$f"; done # all',
  c: "int main(void) { return 0; } // done",
  cpp: "auto f = [](int x) -> bool { return x > 1; };",
  csharp: "public async Task<int> F() => await G(1);",
  css: ".a > b:hover { color: #fff; }",
  diff: "@@ -1 +1 @@\n-old\n+new",
  go: "func (r *T) F() error { return nil }",
  java: "public class A { int f() { return 1; } }",
  javascript: "const a = `x`.at(1) ?? null; // <p>",
  json: '{"a": [1, true, null]}',
  markdown: "# a\n**b** `c`",
  php: "<?php echo $this->a . 'b';",
  python: "def f(x: int = 3) -> str:\n    return f'{x}' # a",
  ruby: "class A < B\n  def f = :a\nend",
  rust: "fn f<'a>(x: &'a str) -> Option<char> { Some('x') } // c",
  sql: "SELECT count(*) FROM users WHERE name = 'Ada'; -- c",
  typescript: "interface A<T> { readonly b?: string }",
  xml: '<p class="a">b</p><script>let c = 1</script><style>d { e: f }</style>',
  yaml: "a: 1 # b\nc:\n  - 'd'",
};

it.each(Object.entries(SAMPLES))("%s has colours, and stays what it is", async (language, code) => {
  const tokens = await highlight(language as Language, code);
  expect(tokens.map(({ text }) => text).join("")).toBe(code);
  expect(new Set(tokens.map(({ kind }) => kind)).size).toBeGreaterThan(2);
});

it("what is written within other code has its own colours", async () => {
  const tokens = await highlight("xml", "<script>let a = 1</script>");
  expect(tokens).toContainEqual({ kind: "keyword", text: "let" });
  expect(tokens).toContainEqual({ kind: "number", text: "1" });
});

it("whatever is taken for code of a language stays what it is", async () => {
  const pieces = fc.constantFrom(
    ..."`'\"/*<>{}()[]#$@\\-+=|:;,.!? \n\t".split(""),
    "a",
    "1",
    "//",
    "/*",
    "<!--",
    "é",
    'r#"',
    "<<EOT",
  );
  const text = fc.array(pieces, { maxLength: 60 }).map((parts) => parts.join(""));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...(Object.keys(SAMPLES) as Language[])), text, async (language, code) => {
      expect((await highlight(language, code)).map((token) => token.text).join("")).toBe(code);
    }),
    { numRuns: 200 * inject("effort") },
  );
});
