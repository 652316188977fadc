import * as fc from "fast-check";
import type { Command } from "../../../src/protocol/frames.ts";

const PEOPLE = ["ada", "bo", "cy"];
const TABS = ["one", "two"];
const TEXTS = ["one", "two", "three  ", " e\u0301", "👍🏽", "line\nline", "\ud800"];
const BAD_TEXTS = ["", " \u0000\n", "x".repeat(4_001)];
const EMOJI = ["👍", "🎉", "👩‍👩‍👧"];

/** Stands for a message that does not exist; any other seq of a step is counted back from the latest message. */
export const NO_MESSAGE = 99;

/** Where somebody is: a person in a browser tab, whose copy of the room outlives its connections. */
export interface Seat {
  who: string;
  tab: string;
}

/** What a command says, before it has an id. */
export type Words = Command extends infer C ? (C extends Command ? Omit<C, "id"> : never) : never;

/** One thing that happens to a room. If nobody sits at a seat, who is here does it in their place. */
export type Step =
  | { do: "connect"; seat: Seat; resume: boolean }
  | { do: "leave" | "cut"; seat: Seat }
  /** The connection fails, and the room falls asleep so long after it; then the grace has to end when it would have. */
  | { do: "cutAsleep"; seat: Seat; ms: number }
  | { do: "say"; seat: Seat; words: Words }
  /** The answer is lost with the connection, which comes back; then the command is repeated. */
  | { do: "sayTwice"; seat: Seat; words: Words }
  /** A command is repeated when another one has undone what it did. */
  | { do: "sayOutdated"; seat: Seat; seq: number; isEdit: boolean }
  | { do: "burst"; seat: Seat; texts: string[] }
  | { do: "post"; who: string; text: string; replyTo?: number | undefined }
  /** A command of the past is sent once more, by its sender or with its id by somebody else. */
  | { do: "repeat"; seat: Seat; nth: number; isOwn: boolean; overHttp: boolean }
  | { do: "typing"; seat: Seat }
  | { do: "status"; seat: Seat; status: "active" | "away" }
  | { do: "read"; seat: Seat; seq: number }
  | { do: "update"; who: string; change: { name: string } | { visible: boolean } }
  | { do: "signOut"; who: string }
  | { do: "wait"; ms: number }
  | { do: "silence"; alive: Seat[] }
  | { do: "clock"; ms: number }
  | { do: "evict" | "crash" }
  | { do: "d1"; is: "well" | "failing" | "losing answers" }
  /** D1 hangs, with whatever the next alarm sends it, while somebody talks; then this happens to the request. */
  | { do: "hang"; seat: Seat; texts: string[]; end: "answered" | "answer lost" | "refused" }
  | { do: "browse"; cursor: "before" | "after" | "around" | undefined; seq: number; limit: number };

const who = fc.constantFrom(...PEOPLE);
const seat: fc.Arbitrary<Seat> = fc.record({ who, tab: fc.constantFrom("one", ...TABS) });
const seq = fc.oneof(
  { weight: 12, arbitrary: fc.nat(5) },
  { weight: 2, arbitrary: fc.nat(20) },
  { weight: 1, arbitrary: fc.constant(NO_MESSAGE) },
);
const text = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.constantFrom(...BAD_TEXTS) },
);
const words: fc.Arbitrary<Words> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ type: fc.constant("send" as const), text }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("send" as const), text, replyTo: seq }) },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("edit" as const), seq, text }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("delete" as const), seq }) },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("react" as const),
      seq,
      emoji: fc.constantFrom(...EMOJI),
      on: fc.boolean(),
    }),
  },
);
const texts = fc.array(fc.constantFrom("quick", "brown", "fox"), { minLength: 2, maxLength: 13 });

/** A step of this kind, as often as the weight says. */
function of<K extends Step["do"]>(weight: number, kind: K, rest: object): fc.WeightedArbitrary<Step> {
  return { weight, arbitrary: fc.record({ do: fc.constant(kind), ...rest }) as unknown as fc.Arbitrary<Step> };
}

const step: fc.Arbitrary<Step> = fc.oneof(
  of(7, "connect", { seat, resume: fc.constantFrom(true, true, true, false) }),
  of(2, "leave", { seat }),
  of(4, "cut", { seat }),
  of(2, "cutAsleep", { seat, ms: fc.integer({ min: 100, max: 9_900 }) }),
  of(14, "say", { seat, words }),
  of(3, "sayTwice", { seat, words }),
  of(2, "sayOutdated", { seat, seq, isEdit: fc.boolean() }),
  of(2, "burst", { seat, texts }),
  of(3, "post", { who, text, replyTo: fc.option(seq, { nil: undefined, freq: 1 }) }),
  of(4, "repeat", { seat, nth: fc.nat(20), isOwn: fc.boolean(), overHttp: fc.boolean() }),
  of(3, "typing", { seat }),
  of(2, "status", { seat, status: fc.constantFrom("active", "away") }),
  of(2, "read", { seat, seq }),
  of(2, "update", {
    who,
    change: fc.oneof(fc.record({ name: fc.constantFrom("Ada", "Bo", "Zoë") }), fc.record({ visible: fc.boolean() })),
  }),
  of(1, "signOut", { who }),
  of(4, "wait", { ms: fc.constantFrom(500, 2_900, 3_000, 9_000, 9_999, 10_000, 11_000, 240_000) }),
  of(1, "silence", { alive: fc.subarray(TABS.flatMap((tab) => PEOPLE.map((name) => ({ who: name, tab })))) }),
  of(1, "clock", { ms: fc.constantFrom(-86_400_000, 86_400_000, -3_000, 3_600_000) }),
  of(8, "evict", {}),
  of(1, "crash", {}),
  of(4, "d1", { is: fc.constantFrom("well", "well", "failing", "losing answers") }),
  of(2, "hang", { seat, texts, end: fc.constantFrom("answered", "answer lost", "refused") }),
  of(2, "browse", {
    cursor: fc.constantFrom("before", "after", "around", undefined),
    seq: fc.nat(30),
    limit: fc.integer({ min: 1, max: 20 }),
  }),
);

/** What happens to a room, one thing after the other; at first three people come in. */
export const story: fc.Arbitrary<Step[]> = fc
  .array(step, { minLength: 20, maxLength: 70, size: "max" })
  .map((steps) => [
    { do: "connect", seat: { who: "ada", tab: "one" }, resume: false },
    { do: "connect", seat: { who: "bo", tab: "one" }, resume: false },
    { do: "connect", seat: { who: "cy", tab: "one" }, resume: false },
    ...steps,
  ]);
