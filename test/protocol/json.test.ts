import { expect, test } from "vitest";
import { parseFrame } from "../../src/protocol/frames.ts";

/** What a JSON parser has to refuse (RFC 8259), where a frame's value could stand; the groups are those of JSONTestSuite. */
const NO_JSON = [
  ...["", "[", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1:2]", "[1,,2]", "]", "[]]", "[[]", "[\u000b1]", "[*]", '["a"'],
  ...["{", '{"a"', '{"a":', '{"a":1', '{"a":1,}', "{a:1}", "{'a':1}", '{"a" 1}', '{"a"::1}', '{"a":1 "b":2}', "{1:1}"],
  ...['{"a":1}}', '{"a":1}#', '{"a":1}/**/', "{[:1}", '{"a",1}', "{null:1}", '{"a":1;}', "{,}", '"a":1'],
  ...[
    "+1",
    "-",
    "-01",
    "01",
    "1.",
    ".5",
    "-.5",
    "1e",
    "1e+",
    "1E",
    "0x1",
    "1_000",
    "1 000",
    "NaN",
    "Infinity",
    "-Infinity",
  ],
  ...["1.5.5", "1eE2", "--1", "2.e3", "0e", "\uff11", "-1x", "1a"],
  ...[
    "'a'",
    '"',
    '"a',
    '"\\x00"',
    '"\\',
    '"\\u"',
    '"\\u12"',
    '"\\u00g0"',
    '"\\a"',
    '"\n"',
    '"\t"',
    '"\u0000"',
    '"\u001f"',
  ],
  ...["\u201ca\u201d", "\\u0022a\\u0022", '"a"x', "a"],
  ...[
    "True",
    "TRUE",
    "nul",
    "nulL",
    "undefined",
    "truefalse",
    "tru",
    "fals",
    "<null>",
    "&",
    "\ufeff1",
    "\u00a01",
    "\u2060",
  ],
];

/** What a parser has to take. */
const JSON_VALUES = [
  ...[
    "0",
    "-0",
    "1e1",
    "1E+2",
    "1e-2",
    "-1.5e3",
    "123456789012345678901234567890",
    "1e400",
    "null",
    "true",
    "[]",
    "{}",
  ],
  ...[
    '""',
    '"\\u0000"',
    '"\\ud800"',
    '"\\udc00\\ud800"',
    '"\\/"',
    '"\u007f"',
    '"\u2028"',
    '"\uffff"',
    ' "a" ',
    "\t1\n",
  ],
  ...['{"a":1,"a":2}', '{"":0}', '{"__proto__":1}', `${"[".repeat(5_000)}${"]".repeat(5_000)}`],
];

test.each(NO_JSON)("%j is no JSON, and no part of a frame", (text) => {
  for (const frame of [text, `{"type":"send","id":"a","text":${text}}`, `{"type":${text}}`]) {
    expect(parseFrame(frame, 16_384)).toMatchObject({ ok: false, code: "bad_frame" });
  }
});

test.each(JSON_VALUES)("%j is JSON; as a frame it is refused, as a text only if it is no string", (text) => {
  expect(parseFrame(text, 16_384)).toMatchObject({ ok: false, code: "bad_frame" });
  const parsed = parseFrame(`{"type":"send","id":"a","text":${text}}`, 16_384);
  expect(parsed.ok).toBe(typeof JSON.parse(text) === "string");
});
