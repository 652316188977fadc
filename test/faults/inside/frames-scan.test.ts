import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import { stopClock } from "../../room/clock.ts";
import { type Guest, TestRoom } from "../../room/people.ts";
import { tryOut } from "../../room/trials.ts";
import { listenForAlarms } from "./alarms-raised.ts";
import { mutated } from "./mutations.ts";

const PEOPLE = 10;
/** Bad frames that a connection survives within a minute. */
const EACH = 9;
/** Rounds of 90 frames: 1,080 in `npm test`, 135,000 in `npm run faults`. */
const ROUNDS = 12;

const VALID = [
  { type: "send", id: "a", text: "hello" },
  { type: "send", id: "b", text: "hello", replyTo: 1 },
  { type: "edit", id: "c", seq: 1, text: "hello" },
  { type: "delete", id: "d", seq: 1 },
  { type: "react", id: "e", seq: 1, emoji: "👍", on: true },
  { type: "typing" },
  { type: "status", status: "away" },
  { type: "read", seq: 1 },
  { type: "ack", received: 10 },
];

const frame: fc.Arbitrary<string | ArrayBuffer> = fc.oneof(
  { weight: 20, arbitrary: mutated(VALID) },
  { weight: 1, arbitrary: mutated(VALID).map((text) => new TextEncoder().encode(text).buffer as ArrayBuffer) },
  { weight: 1, arbitrary: fc.string({ unit: "binary" }) },
);

test("a thousand mutated frames find no fault, end no connection by themselves, and leave the room answering", async () => {
  stopClock();
  const alarms = listenForAlarms();
  const room = await TestRoom.create();
  await room.configure({ MESSAGE_BURST: 1_000_000, MESSAGES_PER_SECOND: 1_000_000 });
  const guests: Guest[] = [];
  for (let n = 0; n < PEOPLE; n++) guests.push(await room.join(`guest-${n}`));
  let refused = 0;
  let accepted = 0;
  const round = fc.array(frame, { minLength: PEOPLE * EACH, maxLength: PEOPLE * EACH });
  await tryOut(
    round,
    async (frames) => {
      // Bad frames count for a minute.
      vi.setSystemTime(Date.now() + 61_000);
      for (const [index, sent] of frames.entries()) if (sent !== "ping") guests[index % PEOPLE]!.send(sent);
      for (const guest of guests) {
        guest.send({ type: "ack", received: Number.MAX_SAFE_INTEGER });
        await guest.settle();
        expect(guest.closed).toBeUndefined();
        expect(guest.errors).not.toContain("internal");
        refused += guest.errors.length;
        accepted += guest.messages.length;
        // What was looked at is not kept: there is much of it.
        guest.events.length = 0;
        guest.frames.length = 0;
      }
    },
    ROUNDS,
  );
  // Something has come through, and something has not.
  expect(refused).toBeGreaterThan(100);
  expect(accepted).toBeGreaterThan(100);
  for (const guest of guests) guest.say("after", `${guest.name} is still here`);
  await room.settle();
  for (const guest of guests) expect(guest.messages.filter(({ id }) => id === "after")).toHaveLength(PEOPLE);
  for (const message of await room.messages()) {
    expect(message.text.isWellFormed()).toBe(true);
    expect(Object.getPrototypeOf(message)).toBe(Object.prototype);
  }
  alarms.expectNone();
});
