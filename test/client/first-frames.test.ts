import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { RoomState } from "../../src/client/room-state.ts";
import { parseEvents, type ServerEvent } from "../../src/protocol/events.ts";
import type { Message } from "../../src/protocol/model.ts";
import { FakeSurroundings } from "./fake-surroundings.ts";

const transcript = readFileSync(new URL("../faults/inside/version-1/transcript.jsonl", import.meta.url), "utf8");

/** The frames that each client of the first version was sent, one list a connection. */
function framesByClient(): Map<string, ServerEvent[][]> {
  const frames = new Map<string, ServerEvent[][]>();
  for (const line of transcript.split("\n").filter(Boolean)) {
    const { then } = JSON.parse(line) as { then: Record<string, ServerEvent[][]> };
    for (const [name, sent] of Object.entries(then)) frames.set(name, [...(frames.get(name) ?? []), ...sent]);
  }
  return frames;
}

/** The same frames from a server that knows more: events and fields that this client has never heard of. */
function fromLaterServer(events: ServerEvent[]): unknown[] {
  const later = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(later);
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value).map(([key, inner]) => [key, key === "reactions" ? inner : later(inner)]);
    return { ...Object.fromEntries(entries), colour: "green", __proto__: null, nested: { deep: [1, null] } };
  };
  const unknown = { type: "poll", seq: 1, text: "?", online: [], reactions: 5 };
  return [unknown, ...events.flatMap((event) => [later(event), { ...unknown, type: "__proto__" }]), null, 7, "x", []];
}

/** What the room's page holds after these frames. */
function read(frames: string[]) {
  const state = new RoomState(new FakeSurroundings());
  const complete = frames.map((frame) => state.apply(parseEvents(frame)));
  const { messages } = state.transcript;
  const { online, count, read, ready, info, you, complaint } = state;
  const values = [messages, online, count, read, ready, info, you, complaint].map((signal) => signal.value);
  return { complete, values, position: state.position, messages: messages.value };
}

it.each([...framesByClient()])("the page understands what the first version sent to %s, and more", (name, frames) => {
  const first = read(frames.map((events) => JSON.stringify(events)));
  const sent = new Map<number, Message>();
  for (const event of frames.flat()) {
    if (event.type !== "message") continue;
    const { type: _type, ack: _ack, ...message } = event;
    sent.set(message.seq, message);
  }
  // Resuming from a position that this page does not hold leaves it with a gap, which it notices.
  const [welcome] = frames[0]!;
  const isResumed = welcome?.type === "welcome" && welcome.resumed;
  if (!isResumed) {
    expect(first.complete).toEqual(frames.map(() => true));
    expect(first.messages).toEqual([...sent.values()].sort((a, b) => a.seq - b.seq));
  }
  const later = read(frames.map((events) => JSON.stringify(fromLaterServer(events))));
  expect(later, name).toEqual(first);
});
