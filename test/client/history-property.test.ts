import fc from "fast-check";
import { expect, it } from "vitest";
import { FakeRoom } from "./fake-room.ts";

const seq = fc.integer({ min: 0, max: 1_200 });
const action = fc.oneof(
  fc.record({ does: fc.constant("post" as const), count: fc.integer({ min: 1, max: 120 }) }),
  fc.record({ does: fc.constant("change" as const), seq }),
  fc.record({ does: fc.constant("change near" as const), by: fc.integer({ min: -60, max: 60 }) }),
  fc.record({ does: fc.constant("change late" as const), by: fc.nat(60) }),
  fc.record({ does: fc.constant("deliver" as const), count: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ does: fc.constant("goTo" as const), seq }),
  fc.record({ does: fc.constant("scroll" as const), atEnd: fc.boolean() }),
  fc.record({ does: fc.constant("answer" as const), which: fc.nat(3) }),
  fc.record({ does: fc.constant("fail" as const), which: fc.nat(3) }),
  fc.record({ does: fc.constantFrom("older" as const, "newer" as const, "end" as const) }),
  fc.record({ does: fc.constantFrom("resume" as const, "begin" as const, "leave" as const) }),
);

/** What a client was told last of each message, to compare with what it shows. */
function revOf({ rev = 0 }: { rev?: number }): number {
  return rev;
}

async function play(room: FakeRoom, step: typeof action extends fc.Arbitrary<infer A> ? A : never): Promise<void> {
  const { history, state } = room;
  switch (step.does) {
    case "post":
      return room.post(step.count);
    case "change":
      return room.change(step.seq);
    case "change near":
      return room.change(state.transcript.view.from + step.by);
    case "change late":
      return room.change(room.messages.length - step.by);
    case "deliver":
      return room.deliver(step.count);
    case "goTo":
      return void history.goTo(step.seq);
    case "scroll":
      return history.scrolled(step.atEnd && !state.transcript.hasAfter.value, state.transcript.view.from);
    case "answer":
      return room.asked[step.which]?.answer();
    case "fail":
      return room.asked[step.which]?.fail();
    case "older":
      return void history.loadOlder();
    case "newer":
      return void history.loadNewer();
    case "end":
      return history.goToEnd();
    case "resume":
      return room.resume();
    case "begin":
      return room.begin();
    case "leave":
      return history.leave();
  }
}

it("whatever happens in whatever order, what is in view is the room's messages without a gap, in their newest state", async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 700 }), fc.array(action, { maxLength: 60 }), async (count, steps) => {
      const room = new FakeRoom(count);
      const { transcript } = room.state;
      const told = new Map<number, number>();
      for (const step of steps) {
        await play(room, step);
        const shown = transcript.messages.value;
        const { from, to } = transcript.view;
        expect(shown.map(({ seq }) => seq)).toEqual(room.expected.map(({ seq }) => seq));
        expect(shown.length).toBeLessThanOrEqual(320);
        expect(transcript.hasBefore.value).toBe(from > 1);
        expect(transcript.hasAfter.value).toBe(to < transcript.last);
        expect(room.state.position?.seq).toBe(transcript.last);
        for (const message of shown) {
          expect(revOf(message)).toBeGreaterThanOrEqual(told.get(message.seq) ?? 0);
          told.set(message.seq, revOf(message));
        }
        if (step.does === "resume" || step.does === "begin") expect(shown).toEqual(room.expected);
      }
      room.deliver();
      while (room.asked.length > 0) await room.asked[0]!.answer();
      expect(transcript.messages.value).toEqual(room.expected);
      expect(transcript.last).toBe(room.messages.length);
    }),
    { numRuns: 300 },
  );
});
