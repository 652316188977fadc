import { describe, expect, it } from "vitest";
import { deedFor, isMac, type Press, SHORTCUTS } from "../../src/client/shortcuts.ts";
import { laterWords } from "../../src/client/words/later.ts";

const LETTERS: Partial<Record<string, string>> = { k: "KeyK", "/": "Slash" };

function press(key: string, held: Partial<Press> = {}): Press {
  const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, isComposing: false };
  return { key, code: LETTERS[key] ?? key, ...none, ...held };
}

const ctrl = { ctrlKey: true };
const meta = { metaKey: true };
const alt = { altKey: true };
const shift = { shiftKey: true };

describe("a key does what the table says", () => {
  it.each([
    [press("k", ctrl), "switchRoom"],
    [press("K", ctrl), "switchRoom"],
    [press("ArrowUp", alt), "previousRoom"],
    [press("ArrowDown", alt), "nextRoom"],
    [press("ArrowUp", { ...alt, ...shift }), "previousUnread"],
    [press("ArrowDown", { ...alt, ...shift }), "nextUnread"],
    [press("F", { ...ctrl, ...shift }), "search"],
    [press("/"), "search"],
    [press("/", shift), "search"],
    [press("/", ctrl), "help"],
    [press("/", { ...ctrl, ...shift }), "help"],
    [press("F6"), "nextRegion"],
    [press("F6", shift), "previousRegion"],
  ])("%j: %s", (pressed, deed) => {
    expect(deedFor(pressed, false)).toBe(deed);
  });

  it("and where the letters are of another script", () => {
    expect(deedFor(press("ن", { ...ctrl, code: "KeyK" }), false)).toBe("switchRoom");
    expect(deedFor(press("л", { ...ctrl, code: "KeyK" }), false)).toBe("switchRoom");
  });

  it("by the letter, not by its place, where letters are only in other places", () => {
    expect(deedFor(press("k", { ...ctrl, code: "KeyV" }), false)).toBe("switchRoom");
    expect(deedFor(press("t", { ...ctrl, code: "KeyK" }), false)).toBeNull();
  });
});

it("on a Mac it is ⌘, and Ctrl stays with the text field", () => {
  expect(deedFor(press("k", meta), true)).toBe("switchRoom");
  expect(deedFor(press("k", ctrl), true)).toBeNull();
  expect(deedFor(press("k", meta), false)).toBeNull();
  expect(deedFor(press("ArrowUp", alt), true)).toBe("previousRoom");
});

it.each([
  ["without what is to be held", press("k")],
  ["with more held than that", press("k", { ...ctrl, ...alt })],
  ["with Shift", press("k", { ...ctrl, ...shift })],
  ["both held", press("k", { ...ctrl, ...meta })],
  ["that moves in a text", press("ArrowUp")],
  ["that jumps in a text", press("ArrowUp", ctrl)],
  ["that an input method has", press("k", { ...ctrl, isComposing: true })],
])("nothing happens at a key %s", (_, pressed) => {
  expect(deedFor(pressed, false)).toBeNull();
});

it.each([
  ["MacIntel", true],
  ["iPad", true],
  ["Win32", false],
  ["Linux x86_64", false],
])("on %s that is so: %s", (platform, mac) => {
  expect(isMac(platform)).toBe(mac);
});

it("no two have the same keys, and each has its words", () => {
  const keys = SHORTCUTS.map((shortcut) => JSON.stringify(shortcut.keys));
  expect(new Set(keys).size).toBe(SHORTCUTS.length);
  for (const { does } of SHORTCUTS) expect(laterWords.value.keyboard.does[does]).not.toBe("");
});
