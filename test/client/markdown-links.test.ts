import { describe, expect, it } from "vitest";
import { parse } from "../../src/client/markdown/parse.ts";
import { plainText } from "../../src/client/markdown/plain-text.ts";
import type { Inline } from "../../src/client/markdown/tree.ts";
import { sketch } from "./sketch.ts";

/** The addresses of links in a message of one paragraph. */
function hrefs(nodes: readonly Inline[]): string[] {
  return nodes.flatMap((node) => {
    if (!("children" in node)) return [];
    return node.kind === "link" ? [node.href] : hrefs(node.children);
  });
}

const becomes = (written: string, expected: string) => expect(sketch(parse(written))).toBe(expected);

describe("addresses in a text", () => {
  it.each([
    ["see https://example.com.", ["https://example.com"]],
    ["(https://example.com/a)", ["https://example.com/a"]],
    ["https://example.com/a_b?c=d#e, then", ["https://example.com/a_b?c=d#e"]],
    ['"http://example.com" <https://example.org/x>', ["http://example.com", "https://example.org/x"]],
    ["HTTPS://EXAMPLE.COM", ["HTTPS://EXAMPLE.COM"]],
    ["https://пример.испытание/путь!", ["https://пример.испытание/путь"]],
    ["mailto:ada@example.com.", ["mailto:ada@example.com"]],
    ["**https://example.com/a** ||https://example.com/b||", ["https://example.com/a", "https://example.com/b"]],
    ["*https://example.com/**", ["https://example.com/"]],
  ])("%s", (text, expected) => {
    const [paragraph] = parse(text);
    expect(paragraph?.kind === "paragraph" && hrefs(paragraph.children)).toEqual(expected);
  });

  it("a closing bracket belongs to one that opens it", () => {
    becomes(
      "https://example.com/a_(b)?c=d#e, then",
      "link(https://example.com/a_(b)?c=d#e → https://example.com/a_(b)?c=d#e), then",
    );
    becomes("https://a.example/)]}", "link(https://a.example/ → https://a.example/))]}");
  });

  it.each([
    "javascript:alert(1)",
    "data:text/html,x",
    "https://",
    "xhttps://example.com",
    "ftp://example.com",
    "mailto:nobody",
    "",
  ])("nothing in %s becomes a link", (text) => {
    becomes(text, text);
  });

  it("nothing of the text is lost", () => {
    const text = "a https://example.com/), b\n\nhttp://x. https://";
    expect(plainText(parse(text))).toBe(text);
  });

  it("one that names somebody before its host says where it leads", () => {
    becomes(
      "https://bank.example@evil.example/",
      "link(https://bank.example@evil.example/ → https://bank.example@evil.example/, really evil.example)",
    );
  });
});

describe("links with a text", () => {
  it.each([
    ["[here](https://a.example/b)", "link(here → https://a.example/b)"],
    ["[**a** `b`](http://a.example)", "link(strong(a) code(b) → http://a.example/)"],
    ["[a]( <https://a.example/b c> )", "link(a → https://a.example/b%20c)"],
    ["[a](https://a.example/(b)\\))", "link(a → https://a.example/(b)))"],
    ["[a [b] c](mailto:ada@a.example)", "link(a [b] c → mailto:ada@a.example)"],
    ["*[a*](https://a.example)", "*link(a* → https://a.example/)"],
    ["![a](https://a.example)", "!link(a → https://a.example/)"],
    // Nothing that can be pressed is within another such thing.
    ["[a https://b.example](https://b.example)", "link(a https://b.example → https://b.example/)"],
    [
      "[a [b](https://b.example)](https://c.example)",
      "[a link(b → https://b.example/)](link(https://c.example → https://c.example))",
    ],
    ["[||a||](https://a.example)", "link(||a|| → https://a.example/)"],
    ["||[a](https://a.example)||", "spoiler(link(a → https://a.example/))"],
  ])("%s", becomes);

  it.each([
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](\u0001javascript:alert(1))",
    "[a](data:text/html,x)",
    "[a](vbscript:x)",
    "[a](blob:b)",
    "[a](/r/wood)",
    "[a](//a.example)",
    "[a](a.example)",
    "[a](ftp://a.example)",
    "[a] (b)",
    "[a](b c)",
    "[a]()",
    "<javascript:alert(1)>",
  ])("%j stays text", (written) => {
    becomes(written, written);
  });

  it("none is without something to see", () => {
    becomes("[](mailto:a@b.example)", "[](link(mailto:a@b.example → mailto:a@b.example))");
    becomes("[\u200b ](https:a.example)", "[\u200b ](https:a.example)");
  });
});

describe("a text that names another place than the link leads to", () => {
  const real = (text: string, href: string) => / really (.*)\)$/.exec(sketch(parse(`[${text}](${href})`)))?.[1] ?? null;

  it.each([
    ["bank.example", "https://evil.example/bank.example", "evil.example"],
    ["https://bank.example", "https://evil.example:8443", "evil.example:8443"],
    ["Log in at www.bank.example now", "https://evil.example", "evil.example"],
    ["**bank**.example", "https://evil.example", "evil.example"],
    ["ba\u00adnk.example", "https://evil.example", "evil.example"],
    ["bank。example", "https://evil.example", "evil.example"],
    ["bаnk.example", "https://bank.example", "bank.example"],
    ["bank.example/login", "https://bank.example.evil.example", "bank.example.evil.example"],
    ["192.0.2.1", "https://192.0.2.2", "192.0.2.2"],
    ["ada@bank.example", "mailto:ada@evil.example", "ada@evil.example"],
    ["ada@bank.example", "mailto:eve@bank.example", "eve@bank.example"],
    ["harmless", "https://bank.example@evil.example", "evil.example"],
  ])("%s → %s", (text, href, host) => {
    expect(real(text, href)).toBe(host);
  });

  it.each([
    ["here", "https://evil.example"],
    ["bank.example", "https://www.bank.example/login"],
    ["WWW.Bank.Example.", "https://bank.example"],
    ["https://bank.example/index.html", "https://bank.example"],
    ["münchen.example", "https://münchen.example"],
    ["version 1.2.3, e.g. …", "https://a.example"],
    ["ada@bank.example", "mailto:Ada@bank.example"],
  ])("%s → %s is honest", (text, href) => {
    expect(real(text, href)).toBeNull();
  });
});
