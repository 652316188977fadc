import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ErrorCode } from "../../src/protocol/events.ts";
import { stopClock } from "./clock.ts";
import { type Guest, TestRoom } from "./people.ts";

/** What the room answers to one frame. */
async function answerTo(guest: Guest, frame: string | ArrayBuffer): Promise<{ code: ErrorCode; id?: string }> {
  const before = guest.events.length;
  guest.send(frame);
  await guest.until(() => guest.events.length > before);
  const event = guest.events.at(-1)!;
  if (event.type !== "error") throw new Error(`answered with ${JSON.stringify(event)}`);
  return { code: event.code, ...(event.id !== undefined && { id: event.id }) };
}

const nested = (depth: number) => `{"type":"send","id":"n","text":${"[".repeat(depth)}${"]".repeat(depth)}}`;

const REFUSED: [what: string, frame: string | ArrayBuffer, code: ErrorCode, id?: string][] = [
  ["nothing", "", "bad_frame"],
  ["no JSON", "hello", "bad_frame"],
  ["half a frame", '{"type":"send"', "bad_frame"],
  ["a number", "1", "bad_frame"],
  ["null", "null", "bad_frame"],
  ["an array", '[{"type":"typing"}]', "bad_frame"],
  ["no type", '{"id":"a"}', "bad_frame", "a"],
  ["a type that is no string", '{"type":1,"id":"a"}', "bad_frame", "a"],
  ["an unknown type", '{"type":"dance","id":"a"}', "unknown_type", "a"],
  ["a type from Object", '{"type":"toString","id":"a"}', "unknown_type", "a"],
  ["__proto__ as a type", '{"type":"__proto__","id":"a"}', "unknown_type", "a"],
  ["constructor as a type", '{"type":"constructor"}', "unknown_type"],
  ["a missing field", '{"type":"send","id":"a"}', "bad_frame", "a"],
  ["a text that is no string", '{"type":"send","id":"a","text":5}', "bad_frame", "a"],
  ["a field that is not the client's", '{"type":"send","id":"a","text":"x","seq":7}', "bad_frame", "a"],
  ["__proto__ as a field", '{"type":"send","id":"a","text":"x","__proto__":{"seq":7}}', "bad_frame", "a"],
  ["an empty id", '{"type":"send","id":"","text":"x"}', "bad_frame"],
  ["an id of 65 characters", `{"type":"send","id":"${"a".repeat(65)}","text":"x"}`, "bad_frame"],
  ["an id with a slash", '{"type":"send","id":"a/b","text":"x"}', "bad_frame"],
  ["a seq of 0", '{"type":"delete","id":"a","seq":0}', "bad_frame", "a"],
  ["half a seq", '{"type":"delete","id":"a","seq":1.5}', "bad_frame", "a"],
  ["a seq as text", '{"type":"delete","id":"a","seq":"1"}', "bad_frame", "a"],
  ["a seq beyond counting", '{"type":"delete","id":"a","seq":1e300}', "bad_frame", "a"],
  ["an unknown status", '{"type":"status","status":"busy"}', "bad_frame"],
  ["a reaction of two characters", '{"type":"react","id":"a","seq":1,"emoji":"👍👍","on":true}', "bad_frame", "a"],
  ["an empty reaction", '{"type":"react","id":"a","seq":1,"emoji":"","on":true}', "bad_frame", "a"],
  ["an invisible reaction", '{"type":"react","id":"a","seq":1,"emoji":"\\u200b","on":true}', "bad_frame", "a"],
  ["__proto__ as a reaction", '{"type":"react","id":"a","seq":1,"emoji":"__proto__","on":true}', "bad_frame", "a"],
  [
    "a letter under 500 marks",
    `{"type":"react","id":"a","seq":1,"emoji":"a${"\u0301".repeat(500)}","on":true}`,
    "bad_frame",
    "a",
  ],
  ["binary", new TextEncoder().encode('{"type":"typing"}').buffer as ArrayBuffer, "bad_frame"],
  ["brackets within the limit", nested(8_000), "bad_frame", "n"],
  ["100,000 brackets", nested(100_000), "too_large"],
  ["one character too many", `{"type":"typing"}${" ".repeat(16_384 - 16)}`, "too_large"],
  ["an empty text", '{"type":"send","id":"a","text":""}', "text_empty", "a"],
  ["white space", '{"type":"send","id":"a","text":" \\n\\t\\u00a0\\u0000 "}', "text_empty", "a"],
  ["4,001 characters", `{"type":"send","id":"a","text":"${"x".repeat(4_001)}"}`, "text_too_long", "a"],
  ["4,001 emoji", `{"type":"send","id":"a","text":"${"🐭".repeat(4_001)}"}`, "text_too_long", "a"],
  ["a reply to nothing", '{"type":"send","id":"a","text":"x","replyTo":99}', "not_found", "a"],
  ["an edit of nothing", '{"type":"edit","id":"a","seq":99,"text":"x"}', "not_found", "a"],
  ["a deletion of nothing", '{"type":"delete","id":"a","seq":99}', "not_found", "a"],
  ["a reaction to nothing", '{"type":"react","id":"a","seq":99,"emoji":"👍","on":true}', "not_found", "a"],
  ["an edit of another's message", '{"type":"edit","id":"a","seq":1,"text":"x"}', "forbidden", "a"],
  ["a deletion of another's message", '{"type":"delete","id":"a","seq":1}', "forbidden", "a"],
];

test.each(REFUSED)("%s is refused with its code, and the room goes on", async (_, frame, code, id) => {
  const room = await TestRoom.create();
  const [ada, bo] = [await room.join("ada"), await room.join("bo")];
  bo.say("b1", "mine");
  await room.settle();
  expect(await answerTo(ada, frame)).toEqual({ code, ...(id !== undefined && { id }) });
  ada.say("after", "still here");
  await room.settle();
  expect(bo.messages.map(({ text }) => text)).toEqual(["mine", "still here"]);
  expect(ada.frames.join()).not.toMatch(/\bat \S+ \(|\/src\/|SELECT|INSERT|SQLITE|valibot/i);
});

test("what fits is accepted: a frame at the limit, 4,000 emoji, JSON with white space, an id of 64 characters", async () => {
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  const id = "a".repeat(64);
  ada.send(`{"type":"send","id":"${id}","text":"${"🐭".repeat(4_000)}"}`);
  const frame = '{ "type": "send", "id": "full", "text": "x" }';
  ada.send(frame + " ".repeat(16_384 - frame.length));
  await ada.settle();
  expect(ada.errors).toEqual([]);
  expect(ada.messages.map((message) => message.id)).toEqual([id, "full"]);
});

test("text becomes well-formed and composed, loses control characters, and keeps its direction marks", async () => {
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  ada.send('{"type":"send","id":"a","text":"\\ud800 e\\u0301 a\\u0000b\\u009f\\r\\nc\\td \\u202eabc\\u202c"}');
  await ada.settle();
  expect(ada.messages[0]?.text).toBe("\ufffd é ab\nc\td \u202eabc\u202c");
});

test("a moderator deletes anybody's message, and edits nobody's", async () => {
  const room = await TestRoom.create();
  const [ada, mo] = [await room.join("ada"), await room.join("mo", { moderator: true })];
  ada.say("a1", "rude");
  await room.settle();
  mo.send({ type: "edit", id: "m1", seq: 1, text: "polite" });
  mo.send({ type: "delete", id: "m2", seq: 1 });
  await room.settle();
  expect(mo.errors).toEqual(["forbidden"]);
  expect(ada.messages.at(-1)).toMatchObject({ seq: 1, text: "", rev: 1, author: { id: "ada" } });
});

test("a message carries twenty different reactions and no more; one that is there already can still be joined", async () => {
  stopClock();
  const room = await TestRoom.create();
  await room.configure({ MESSAGE_BURST: 1_000 });
  const [ada, bo] = [await room.join("ada"), await room.join("bo")];
  ada.say("a1", "react to this");
  for (let n = 0; n < 21; n++) {
    ada.send({ type: "react", id: `r${n}`, seq: 1, emoji: String.fromCodePoint(0x1f600 + n), on: true });
  }
  await ada.settle();
  bo.send({ type: "react", id: "b", seq: 1, emoji: "\u{1f600}", on: true });
  await room.settle();
  expect(ada.events.filter(({ type }) => type === "error")).toMatchObject([{ code: "forbidden", id: "r20" }]);
  const [message] = await room.messages();
  expect(Object.keys(message!.reactions!)).toHaveLength(20);
  expect(message!.reactions!["\u{1f600}"]).toEqual(["ada", "bo"]);
});

test("ten bad frames within a minute end the connection with 4400, also across an eviction; spread out they do not", async () => {
  stopClock();
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  for (let n = 0; n < 9; n++) ada.send("nonsense");
  await ada.settle();
  await room.evict();
  ada.send("nonsense");
  await ada.until(() => ada.closed !== undefined);
  expect(ada.closed?.code).toBe(4400);
  expect(ada.errors).toHaveLength(10);
  expect(ada.events.at(-1)).toMatchObject({ type: "bye", code: 4400, reconnect: false });
});

test("unknown types, of which a newer client may send many, end no connection", async () => {
  const room = await TestRoom.create();
  const ada = await room.join("ada");
  for (let n = 0; n < 30; n++) ada.send(`{"type":"new${n}"}`);
  await ada.settle();
  expect(ada.closed).toBeUndefined();
  expect(ada.errors).toHaveLength(30);
});

test("whatever is sent, the room answers the next frame", { timeout: 60_000 }, async () => {
  const room = await TestRoom.create();
  await room.configure({ MESSAGE_BURST: 100_000 });
  const mutated = fc.tuple(
    fc.constantFrom(...REFUSED.map(([, frame]) => frame)),
    fc.nat(60),
    fc.string({ maxLength: 4 }),
  );
  const frames = fc.oneof(
    fc.string(),
    fc.json(),
    mutated.map(([frame, at, part]) =>
      typeof frame === "string" ? frame.slice(0, at) + part + frame.slice(at + 1) : part,
    ),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(frames, { maxLength: 8 }), async (sent) => {
      const guest = await room.join("ada");
      for (const frame of sent) if (frame !== "ping") guest.send(frame);
      await guest.settle();
      expect(guest.closed).toBeUndefined();
      await guest.leave();
    }),
    { numRuns: 40 },
  );
});
