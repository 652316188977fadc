import * as fc from "fast-check";
import { expect, test } from "vitest";
import { cleanName } from "../../src/protocol/text.ts";

/** What takes no room on the screen, wherever it stands: by Unicode's own list, and a space that looks like none. */
const unseen = fc.oneof(
  fc.constantFrom(
    ..."\u00ad\u034f\u061c\u115f\u17b4\u180b\u200b\u200c\u200d\u200e\u202e\u2060\u2066\u3164\ufe00\ufe0f\ufeff\uffa0",
  ),
  fc.constantFrom("\u{e0001}", "\u{e0041}", "\u{e0100}", "\u0000", "\u009f"),
);

test("a name with something unseen in it is the name without", () => {
  const parts = fc.array(unseen, { maxLength: 3 }).map((all) => all.join(""));
  fc.assert(
    fc.property(fc.array(parts, { minLength: 7, maxLength: 7 }), ([a, b, c, d, e, f, g]) => {
      expect(cleanName(`${a}A${b}d${c}a${d} ${e}B${f}o${g}`)).toBe("Ada Bo");
    }),
    { numRuns: 500 },
  );
});

test.each(["", "\u200b", "\u3164", "\u{e0041}", "\u00a0", "\u2028", " \u200b \u2060 "])(
  "a name of nothing but white space and unseen characters is empty: %j",
  (name) => {
    expect(cleanName(name)).toBe("");
  },
);

test("spaces of any kind are one space, whatever stands between them", () => {
  expect(cleanName("Ada \u200b Bo")).toBe("Ada Bo");
  expect(cleanName("Ada\u00a0\u2003\u3000\n\tBo")).toBe("Ada Bo");
});

test.each(["👩‍👩‍👧", "🏳️‍🌈", "❤️ Ada", "Zoë", "Łódź", "张伟", "محمد", "नमस्ते", "ภาษาไทย", "O’Neill-Ñandú", "👍🏽", "🇩🇪"])(
  "the name %j stays as it is",
  (name) => {
    expect(cleanName(name)).toBe(name);
  },
);
