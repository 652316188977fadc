import { expect, it } from "vitest";
import { textParts } from "../../src/client/links.ts";

const links = (text: string) => textParts(text).flatMap((part) => (part.kind === "link" ? part.href : []));

it.each([
  ["see https://example.com.", ["https://example.com"]],
  ["(https://example.com/a)", ["https://example.com/a"]],
  ["https://example.com/a_(b)?c=d#e, then", ["https://example.com/a_(b)?c=d#e"]],
  ['"http://example.com" <https://example.org/x>', ["http://example.com", "https://example.org/x"]],
  ["HTTPS://EXAMPLE.COM", ["HTTPS://EXAMPLE.COM"]],
  ["https://пример.испытание/путь!", ["https://пример.испытание/путь"]],
])("%s", (text, expected) => {
  expect(links(text)).toEqual(expected);
});

it.each(["javascript:alert(1)", "data:text/html,x", "https://", "xhttps://example.com", "ftp://example.com", ""])(
  "nothing in %s becomes a link",
  (text) => {
    expect(links(text)).toEqual([]);
  },
);

it("loses nothing of the text", () => {
  const text = "a https://example.com/), b\n\nhttp://x. https://";
  expect(
    textParts(text)
      .map((part) => part.text)
      .join(""),
  ).toBe(text);
});
