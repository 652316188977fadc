import * as fc from "fast-check";

type Fields = Record<string, unknown>;

/** What stands where something else should. */
const ODD: unknown[] = [
  ...[null, true, -1, 0, 0.5, 1e308, 2 ** 53, "", " ", "1", "\ud800", "\u0000", "\u202e", "__proto__", "constructor"],
  ...["👍", "👍👍", "a/b", "x".repeat(4_001), "x".repeat(20_000), [], {}, [[]], { toString: 1 }, { length: -1 }],
];
const NAMES = ["__proto__", "constructor", "toString", "type", "id", "seq", "text", "role", "at", "", "👍", "a.b"];

const oddValue = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...ODD) }, { weight: 1, arbitrary: fc.jsonValue() });

/** Changes an object in one place. */
const change: fc.Arbitrary<(fields: Fields) => Fields> = fc.oneof(
  fc.tuple(fc.nat(5), oddValue).map(
    ([nth, value]) =>
      (fields: Fields) =>
        withField(fields, keyOf(fields, nth), value),
  ),
  fc.tuple(fc.constantFrom(...NAMES), oddValue).map(
    ([name, value]) =>
      (fields: Fields) =>
        withField(fields, name, value),
  ),
  fc.nat(5).map((nth) => (fields: Fields) => {
    const name = keyOf(fields, nth);
    return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name));
  }),
  // Two fields change places.
  fc.tuple(fc.nat(5), fc.nat(5)).map(([a, b]) => (fields: Fields) => {
    const [one, other] = [keyOf(fields, a), keyOf(fields, b)];
    return withField(withField(fields, one, fields[other]), other, fields[one]);
  }),
  fc.nat(5).map((nth) => (fields: Fields) => withField(fields, keyOf(fields, nth), fields)),
);

function keyOf(fields: Fields, nth: number): string {
  const keys = Object.keys(fields);
  return keys[nth % Math.max(1, keys.length)] ?? "type";
}

/** Sets a field as JSON.parse does: also one that is called __proto__. */
function withField(fields: Fields, name: string, value: unknown): Fields {
  return Object.fromEntries([...Object.entries(fields).filter(([key]) => key !== name), [name, value]]);
}

/** Changes a text in one place. */
const slip: fc.Arbitrary<(text: string) => string> = fc.oneof(
  fc.tuple(fc.nat(), fc.string({ maxLength: 4, unit: "binary" })).map(([at, part]) => (text: string) => {
    const place = at % (text.length + 1);
    return text.slice(0, place) + part + text.slice(place + 1);
  }),
  fc.nat().map((at) => (text: string) => text.slice(0, at % (text.length + 1))),
  fc.nat().map((at) => (text: string) => text + text.slice(at % (text.length + 1))),
  fc.constantFrom(...["[", '{"a":', '"', "\\u", "1e"]).map((part) => (text: string) => part.repeat(3_000) + text),
  fc.constantFrom("\ufeff", "\u0000", "//", ",").map((part) => (text: string) => part + text),
);

/** JSON of one of these objects with something wrong with it, in its structure or in its letters; or nothing wrong. */
export function mutated(valid: Fields[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...valid),
      fc.array(change, { maxLength: 3 }),
      fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 2, arbitrary: fc.array(slip, { minLength: 1, maxLength: 2 }) },
      ),
    )
    .map(([fields, changes, slips]) => {
      const changed = changes.reduce((object, apply) => apply(object), fields);
      return slips.reduce((text, apply) => apply(text), JSON.stringify(changed));
    });
}
