import { expect, test, vi } from "vitest";
import type { ServerEvent } from "../../../src/protocol/events.ts";
import { pass, stopClock } from "../../room/clock.ts";
import { type Guest, TestRoom } from "../../room/people.ts";
import transcript from "./version-1/transcript.jsonl?raw";

/** A line of the transcript: what a client of the first version did, and the frames that each was then sent. */
type Line = { then: Record<string, ServerEvent[][]> } & (
  | { connect: string; who: string; tab?: string; moderator?: boolean; seen?: { seq: number; rev: number } }
  | { send: string; frame: string }
  | { close: string }
  | { wait: number }
);

const FIRST_EVENTS = new Set(["welcome", "message", "ready", "presence", "typing", "read", "error", "bye"]);
/** What is made up anew each time, and when. */
const UNLIKE = new Set(["connection", "epoch", "at", "editedAt", "deletedAt", "since"]);

/** What of `actual` the first version knew: the fields of `first`; ids and times stand for themselves. */
function asFirst(first: unknown, actual: unknown, name = ""): unknown {
  if (UNLIKE.has(name) && typeof first === typeof actual) return first;
  if (Array.isArray(first) && Array.isArray(actual)) {
    return actual.map((value, index) => asFirst(first[index], value, name));
  }
  if (typeof first !== "object" || first === null || typeof actual !== "object" || actual === null) return actual;
  const known = Object.entries(actual).filter(([key]) => key in first);
  return Object.fromEntries(
    known.map(([key, value]) => [key, asFirst((first as Record<string, unknown>)[key], value, key)]),
  );
}

test("clients of the first version are answered as they were, with fields more at most", async () => {
  stopClock();
  const room = await TestRoom.create();
  const guests = new Map<string, Guest>();
  const heard = new Map<string, number>();
  const lines = transcript
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
  expect(lines.length).toBeGreaterThan(50);
  for (const line of lines) {
    if ("connect" in line) {
      const { connect, who, then: _, seen, ...rest } = line;
      const epoch = [...guests.values()][0]?.seen.epoch ?? "";
      guests.set(
        connect,
        await room.join(who, { as: who.toUpperCase(), ...rest, ...(seen && { seen: { epoch, ...seen } }) }),
      );
    } else if ("send" in line) {
      guests.get(line.send)!.send(line.frame);
      await guests.get(line.send)!.settle();
    } else if ("close" in line) {
      await guests.get(line.close)!.leave();
      vi.setSystemTime(Date.now() + 1);
    } else await pass(room, line.wait);
    for (const [name, guest] of guests) {
      await guest.settle();
      const events = guest.events.slice(heard.get(name) ?? 0).filter(({ type }) => FIRST_EVENTS.has(type));
      heard.set(name, guest.events.length);
      const first = (line.then[name] ?? []).flat();
      for (const event of [...first, ...events]) if (event.type === "welcome") event.room.id = "the room";
      expect(asFirst(first, events), `${name} after ${JSON.stringify(line)}`).toEqual(first);
      const wasClosed = first.some(({ type }) => type === "bye") || ("close" in line && line.close === name);
      if (wasClosed) guests.delete(name);
      else expect(guest.closed).toBeUndefined();
    }
    vi.setSystemTime(Date.now() + 200);
  }
});
