import { expect, vi } from "vitest";
import type { ServerEvent } from "../../src/protocol/events.ts";
import type { Command } from "../../src/protocol/frames.ts";
import { stopClock } from "./clock.ts";
import { type Guest, TestRoom } from "./people.ts";

const NAMES = ["ada", "bo", "cy", "dee", "eve", "fay", "gus", "hal", "ida", "jo"];

/** A room under a clock that is stopped, with at most ten people in it. */
export async function enter(people: number): Promise<{ room: TestRoom; guests: Guest[] }> {
  stopClock();
  const room = await TestRoom.create();
  const guests: Guest[] = [];
  for (const name of NAMES.slice(0, people)) guests.push(await room.join(name));
  return { room, guests };
}

/** Gives a command and waits until it is acknowledged. */
export async function done(guest: Guest, command: Command): Promise<void> {
  let seen = guest.events.length;
  guest.send(command);
  const isAnswer = (event: ServerEvent) =>
    event.type === "error" || (event.type === "message" && (event.ack ?? event.id) === command.id);
  await guest.until(() => {
    const news = guest.events.slice(seen);
    seen = guest.events.length;
    return news.some(isAnswer);
  });
  expect(guest.errors).toEqual([]);
}

let counter = 0;

/** The guests say so many things in turn, as fast as they may. No alarm goes off meanwhile. */
export async function converse(guests: Guest[], messages: number): Promise<void> {
  for (let i = 0; i < messages; i++) {
    const guest = guests[i % guests.length]!;
    const id = `said-${counter++}`;
    await done(guest, { type: "send", id, text: `What ${guest.name} says, ${id}` });
    vi.setSystemTime(Date.now() + Math.ceil(1_000 / guests.length));
  }
}

/** The guests react, in turn, to one message after the other. */
export async function react(guests: Guest[], from: number, to: number): Promise<void> {
  for (let seq = from; seq <= to; seq++) {
    const id = `reacted-${counter++}`;
    await done(guests[seq % guests.length]!, { type: "react", id, seq, emoji: "👍", on: true });
    vi.setSystemTime(Date.now() + Math.ceil(1_000 / guests.length));
  }
}
