import { onTestFinished, vi } from "vitest";
import type { Guest, TestRoom } from "./people.ts";

/** Later than any real alarm, so that alarms go off only when a test lets them. */
const START = Date.UTC(2040, 0, 1);
/** Shorter than the time after which a silent connection is taken for dead. */
const SILENCE_MS = 4 * 60_000;
/** Alarms in one stretch of time that no room needs. */
const RINGS_LIMIT = 200;

/** Stops the clock of test and rooms until the test is over. It moves only by `pass` and `vi.setSystemTime`. */
export function stopClock(): void {
  vi.useFakeTimers({ toFake: ["Date"], now: START });
  onTestFinished(() => void vi.useRealTimers());
}

/** Waits for something that happens inside a room, in real time. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await scheduler.wait(1);
}

/**
 * Lets time pass, and has the room's alarms go off when they are due, as the runtime does.
 * @param alive guests who stay; the runtime stamps heartbeats with the real time, so they show it by a frame
 */
export async function pass(room: TestRoom, ms: number, alive: Guest[] = []): Promise<void> {
  const end = Date.now() + ms;
  await stay(alive);
  while (alive.length > 0 && end - Date.now() > SILENCE_MS) {
    await passTo(room, Date.now() + SILENCE_MS);
    await stay(alive);
  }
  await passTo(room, end);
  await stay(alive);
}

async function passTo(room: TestRoom, end: number): Promise<void> {
  for (let rings = 0; ; rings++) {
    const at = await room.alarmAt();
    if (at === null || at > end) break;
    if (rings === RINGS_LIMIT) throw new Error(`${rings} alarms before ${new Date(end).toISOString()}`);
    vi.setSystemTime(Math.max(at, Date.now()));
    await room.alarm();
  }
  vi.setSystemTime(end);
}

async function stay(guests: Guest[]): Promise<void> {
  for (const guest of guests) guest.send({ type: "status", status: "active" });
  for (const guest of guests) await guest.settle();
}
