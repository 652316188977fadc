import { describe, expect, it } from "vitest";
import { type Change, linked, type Span, toggled, wrapped } from "../../src/client/marks.ts";

/** A text in which what is selected stands between ‹ and ›. */
function selected(marked: string): [text: string, span: Span] {
  const from = marked.indexOf("‹");
  return [marked.replace(/[‹›]/g, ""), { from, to: marked.indexOf("›") - 1 }];
}

function after(marked: string, change: (text: string, span: Span) => Change | null): string | null {
  const [text, span] = selected(marked);
  const done = change(text, span);
  if (!done) return null;
  const result = text.slice(0, done.from) + done.text + text.slice(done.to);
  const { from, to } = done.selection;
  return `${result.slice(0, from)}‹${result.slice(from, to)}›${result.slice(to)}`;
}

describe("a mark typed over a selection", () => {
  const typing = (character: string) => (text: string, span: Span) => wrapped(text, span, character);
  it.each([
    ["*", "a ‹b› c", "a *‹b›* c"],
    ["*", "a *‹b›* c", "a **‹b›** c"],
    ["_", "‹a b›", "_‹a b›_"],
    ["~", "a ‹b ›c", "a ~‹b›~ c"],
    ["`", "‹a\nb›", "```\n‹a\nb›\n```"],
  ])("%s over %j encloses it: %j", (character, before, expected) => {
    expect(after(before, typing(character))).toBe(expected);
  });

  it.each([
    ["x", "a ‹b› c"],
    ["(", "a ‹b› c"],
    ["*", "a ‹› c"],
    ["*", "a‹ ›b"],
  ])("%s over %j takes its place as usual", (character, before) => {
    expect(after(before, typing(character))).toBeNull();
  });
});

describe("bold and italic by key", () => {
  const toggling = (mark: string) => (text: string, span: Span) => toggled(text, span, mark);
  it.each([
    ["**", "a ‹b› c", "a **‹b›** c"],
    ["**", "a **‹b›** c", "a ‹b› c"],
    ["_", "a _‹b›_ c", "a ‹b› c"],
    ["**", "a ‹› c", "a **‹›** c"],
    ["**", "a **‹›** c", "a ‹› c"],
    ["*", "a **‹b›** c", "a ***‹b›*** c"],
    ["**", "‹b›", "**‹b›**"],
  ])("%s: %j becomes %j", (mark, before, expected) => {
    expect(after(before, toggling(mark))).toBe(expected);
  });
});

describe("an address pasted over a selection", () => {
  const pasting = (address: string) => (text: string, span: Span) => linked(text, span, address);
  it.each([
    ["see ‹this›", "https://example.com/a", "see [this](https://example.com/a)‹›"],
    ["‹this one›", " https://example.com/a_(b) \n", "[this one](https://example.com/a_%28b%29)‹›"],
  ])("%j: %s makes a link", (before, address, expected) => {
    expect(after(before, pasting(address))).toBe(expected);
  });

  it.each([
    ["see ‹this›", "javascript:alert(1)"],
    ["see ‹this›", "words"],
    ["see ‹this›", "https://a.example https://b.example"],
    ["see ‹›", "https://example.com"],
    ["‹https://old.example›", "https://example.com"],
    ["‹a\nb›", "https://example.com"],
    ["‹[a]›", "https://example.com"],
  ])("%j: %j is pasted as it is", (before, address) => {
    expect(after(before, pasting(address))).toBeNull();
  });
});
