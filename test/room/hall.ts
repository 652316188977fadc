import { onTestFinished, vi } from "vitest";
import type { ServerEvent } from "../../src/protocol/events.ts";
import { type Guest, TestRoom } from "./people.ts";

/** Later than any real alarm, so that alarms go off only when a test lets them. */
const START = Date.UTC(2040, 0, 1);
/** Longer than a busy room gathers events before it sends them. */
const WINDOW_MS = 100;

/** A room full of people, whose time is in the test's hands: a busy room sends nothing until the test lets its window end. */
export class Hall {
  constructor(
    readonly room: TestRoom,
    readonly guests: Guest[],
  ) {}

  /** Nothing happens for a while, so the room is quiet. */
  rest(): void {
    this.pass(1_000);
  }

  pass(ms: number): void {
    vi.setSystemTime(Date.now() + ms);
  }

  /** Waits until the room has got everything that was sent to it, and everybody has got what it has sent. */
  async settle(): Promise<void> {
    await Promise.all(this.guests.map((guest) => guest.settle()));
  }

  /** Lets the window end, so that everybody is told what there is. */
  async listen(): Promise<void> {
    await this.settle();
    await this.room.inside(() => vi.advanceTimersByTime(WINDOW_MS));
    await this.settle();
    this.rest();
  }
}

/** People come into a new room all at once, and are told of each other. */
export async function enterHall(people: number, { isClockStopped = true } = {}): Promise<Hall> {
  if (isClockStopped) {
    vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"], now: START });
    onTestFinished(() => void vi.useRealTimers());
  }
  const room = await TestRoom.create();
  const names = Array.from({ length: people }, (_, index) => `guest-${String(index).padStart(3, "0")}`);
  const hall = new Hall(room, await Promise.all(names.map((name) => room.join(name))));
  if (isClockStopped) await hall.listen();
  return hall;
}

/** The frames in which a guest was told an event of this type. */
export function framesWith(guest: Guest, type: ServerEvent["type"]): string[] {
  return guest.frames.filter((frame) => (JSON.parse(frame) as ServerEvent[]).some((event) => event.type === type));
}
