import { describe, expect, it } from "vitest";
import { parse } from "../../src/client/markdown/parse.ts";
import { sketch } from "./sketch.ts";

const becomes = (written: string, expected: string) => expect(sketch(parse(written))).toBe(expected);

describe("marks", () => {
  it.each([
    ["**bold** *italic* _italic_ ~~gone~~", "strong(bold) emphasis(italic) emphasis(italic) strike(gone)"],
    ["***both***", "emphasis(strong(both))"],
    ["**a *b* c** *a **b** c*", "strong(a emphasis(b) c) emphasis(a strong(b) c)"],
    ["*one\ntwo*", "emphasis(one\ntwo)"],
    ["“*a*” (**b**), ~~c~~!", "“emphasis(a)” (strong(b)), strike(c)!"],
    ["||the _end_||", "spoiler(the emphasis(end))"],
    ["|| a whole line ||", "spoiler( a whole line )"],
    ["||\nlines\n||", "spoiler(\nlines\n)"],
    ["这是**重点**内容", "这是strong(重点)内容"],
    ["**강조**는", "strong(강조)는"],
    ["**Fett**gedruckt", "strong(Fett)gedruckt"],
  ])("%j", becomes);

  it.each([
    "snake_case_words and __init__",
    "2*3*4 and 2 * 3 * 4 and 2**3**4",
    "if (a||b||c) or a || b || c",
    "~one~ ~~~three~~~",
    "**open, *open, _open, ~~open, ||open",
    "* *",
    "** **",
    "||||",
    "a *b\n\nc* d",
    "¯\\_(ツ)_/¯",
    "5 < 6 && 7 > 6",
    "# not a heading",
    "#5",
    "<b>bold</b> <img src=x onerror=alert(1)>",
    "| a | b |\n| - | - |",
    "---",
    "* * *",
    "C:\\Users\\ada",
  ])("%j stays as it was written", (written) => {
    becomes(written, written);
  });

  it("what crosses is not both", () => {
    becomes("*a ~~b* c~~", "emphasis(a ~~b) c~~");
  });

  it("of the same within the same one is enough", () => {
    becomes("**a **b** c**", "strong(a b c)");
    becomes(`${"*".repeat(500)}a${"*".repeat(500)}`, "strong(a)");
  });

  it("a backslash takes a mark its meaning", () => {
    becomes(
      "\\*a\\* \\`b\\` \\[c](https://d.example) \\|\\|e||",
      "*a* `b` [c](https://d.example) ||e||".replace(
        "https://d.example",
        "link(https://d.example → https://d.example)",
      ),
    );
  });
});

describe("code", () => {
  it.each([
    ["`a *b* c`", "code(a *b* c)"],
    ["``a ` b``", "code(a ` b)"],
    ["`` ` ``", "code(`)"],
    ["`a` and `b", "code(a) and `b"],
    ["*a `b* c`", "*a code(b* c)"],
    ["```inline```", "code(inline)"],
    ["```js\nlet a;\n\n  b();\n```", "fence:js[let a;\n\n  b();]"],
    ["```c++\nint a;\n```\nafter", "fence:c++[int a;] / after"],
    ["before\n```\n*a*\n> b\n```", "before / fence:[*a*\n> b]"],
    ["````\n```\n````", "fence:[```]"],
    // As it is written in a hurry.
    ["```\nfoo()```", "fence:[foo()]"],
    ["```error in line 5\nof 7```", "fence:[error in line 5\nof 7]"],
    ["```hello\n```", "fence:[hello]"],
    ["```\nnever closed", "fence:[never closed]"],
    ["```", "```"],
    ["```\n```", "```\n```"],
    ["```a sentence, and no end", "```a sentence, and no end"],
  ])("%j", becomes);
});

describe("quotes", () => {
  it.each([
    ["> said\nanswer", "quote[said] / answer"],
    ["> a\n> *b*\n>\n> c", "quote[a\nemphasis(b)\n\nc]"],
    ["> a\n>> b\n> > > c", "quote[a / quote[b / quote[c]]]"],
    [">>>> deep", "quote[quote[quote[> deep]]]"],
    ["> - a\n> - b", "quote[list[- a; - b]]"],
    ["> ```\n> code\n> ```", "quote[fence:[code]]"],
  ])("%j", becomes);

  it.each([">:( no", ">5 people", ">>12", ">", "> ", ">\n>\n>", "a > b"])("%j is none", (written) => {
    becomes(written, written);
  });
});

describe("lists", () => {
  it.each([
    ["- a", "list[- a]"],
    ["- a\n* b", "list[- a; - b]"],
    ["1. a\n1. b\n7. c", "list[1 a; 1 b; 7 c]"],
    ["1986. What a year", "list[1986 What a year]"],
    ["to do:\n- **a**\n- b\nsoon", "to do: / list[- strong(a); - b] / soon"],
    ["- a\n1. b", "list[- a] / list[1 b]"],
    ["- a\n\n- b", "list[- a] / list[- b]"],
    ["- a\n  more\n\n  still\n- b", "list[- a\nmore\n\nstill; - b]"],
    ["- a\n  - b\n    - c\n- d", "list[- a / list[- b / list[- c]]; - d]"],
    ["1. a\n   - b\n     1. c", "list[1 a / list[- b / list[1 c]]]"],
    ["- a\n\t- b\n\t\t- c", "list[- a / list[- b / list[- c]]]"],
    ["- a\n  - b\n    - c\n      - d", "list[- a / list[- b / list[- c\n- d]]]"],
    ["- a\n\n  ```py\n  b:\n\n    - c\n  ```", "list[- a / fence:py[b:\n\n  - c]]"],
    ["- > a", "list[- quote[a]]"],
  ])("%j", becomes);

  it.each(["-a", "- ", "1.a", "1) a", "3.14 is pi", "-1 degree", "- - -", "*waves*".slice(0, 1)])(
    "%j is none",
    (written) => {
      becomes(written, written);
    },
  );
});

it("line breaks and spaces are kept as they were written", () => {
  becomes("a\n  b\n\n\nc  d", "a\n  b\n\n\nc  d");
  becomes("\n\na\r\nb\n", "a\nb");
});
