import * as fc from "fast-check";
import { expect, test } from "vitest";
import { afterClose, CLOSE } from "../../src/protocol/close.ts";
import { parseEvents, type ServerEvent, type WelcomeEvent } from "../../src/protocol/events.ts";

const ada = { id: "u1", name: "Ada", guest: true };
const person = { ...ada, status: "active", since: 1 } as const;

const EVENTS: ServerEvent[] = [
  {
    type: "welcome",
    protocol: 1,
    you: ada,
    connection: "c1",
    room: { id: "wood", name: "Wood", topic: "" },
    epoch: "e1",
    seq: 2,
    rev: 3,
    resumed: false,
    online: [person],
    count: 1,
    read: 1,
    moderator: true,
  },
  { type: "message", seq: 1, id: "m1", author: ada, text: "hi", at: 5 },
  { type: "message", seq: 1, id: "m1", author: ada, text: "", at: 5, deletedAt: 6, rev: 2, ack: "d1" },
  {
    type: "message",
    seq: 2,
    id: "m2",
    author: ada,
    text: "x",
    at: 5,
    replyTo: 1,
    editedAt: 6,
    rev: 3,
    reactions: { "👍": ["u1"] },
  },
  { type: "ready" },
  { type: "presence", online: [person], offline: ["u2"], count: 1 },
  { type: "typing", user: { id: "u1", name: "Ada" } },
  { type: "room", id: "wood", name: "Wood", topic: "Trees" },
  { type: "read", seq: 4 },
  { type: "error", code: "rate_limited", message: "Slow down.", id: "m3", retryAfter: 2 },
  { type: "saving", typing: true, presence: false, read: false, until: 9 },
  { type: "bye", code: 4009, reason: "idle", reconnect: true },
];

test("events are read in order, as they were sent", () => {
  expect(parseEvents(JSON.stringify(EVENTS))).toEqual(EVENTS);
});

test("events and fields of a newer server are left out, and the others still read", () => {
  const newer = [
    { type: "poll", question: "?" },
    { ...EVENTS[1], colour: "red" },
    7,
    null,
    { type: "__proto__" },
    { type: ["ready"] },
  ];
  expect(parseEvents(JSON.stringify(newer))).toEqual([EVENTS[1]]);
  const error = { type: "error", code: "brand_new", message: "Something else." };
  expect(parseEvents(JSON.stringify([error]))).toEqual([{ ...error, code: "internal" }]);
});

test("what an older server does not say is filled in", () => {
  const { read, moderator, ...older } = EVENTS[0] as WelcomeEvent;
  expect(parseEvents(JSON.stringify([older]))).toEqual([{ ...older, read: 0, moderator: false }]);
});

test("an event with something else in any of its fields is left out", () => {
  for (const event of EVENTS) {
    for (const field of Object.keys(event).filter((name) => name !== "code" || event.type !== "error")) {
      expect(parseEvents(JSON.stringify([{ ...event, [field]: null }])), `${event.type}.${field}`).toEqual([]);
    }
  }
  const within = [
    { ...EVENTS[0], online: [{ ...person, status: "asleep" }] },
    { ...EVENTS[0], online: { 0: person } },
    { ...EVENTS[1], author: [] },
    { ...EVENTS[3], reactions: { "👍": "u1" } },
    { ...EVENTS[3], reactions: { "👍": [1] } },
  ];
  for (const event of within) expect(parseEvents(JSON.stringify([event])), JSON.stringify(event)).toEqual([]);
});

test("whatever a server sends, reading it gives events or a syntax error", () => {
  const frames = fc.oneof(
    fc.string(),
    fc.json(),
    fc.array(fc.jsonValue()).map((values) => JSON.stringify(values)),
  );
  fc.assert(
    fc.property(frames, (frame) => {
      try {
        for (const { type } of parseEvents(frame)) expect(type).toBeTypeOf("string");
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }),
  );
});

test.each([
  [1000, { kind: "backoff" }],
  [1001, { kind: "backoff" }],
  [1005, { kind: "backoff" }],
  [1006, { kind: "backoff" }],
  [1011, { kind: "backoff" }],
  [1012, { kind: "backoff" }],
  [CLOSE.REPLACED, { kind: "stop" }],
  [CLOSE.SIGNED_OUT, { kind: "sign-in" }],
  [CLOSE.REMOVED, { kind: "stop" }],
  [CLOSE.ROOM_DELETED, { kind: "stop" }],
  [CLOSE.TOO_SLOW, { kind: "backoff" }],
  [CLOSE.IDLE, { kind: "activity" }],
  [CLOSE.ROOM_FULL, { kind: "wait", ms: 30_000 }],
  [CLOSE.FLOOD, { kind: "wait", ms: 60_000 }],
  [CLOSE.PROTOCOL_ERROR, { kind: "stop" }],
])("after a close with %i a client does what the contract says", (code, expected) => {
  expect(afterClose(code)).toEqual(expected);
});
