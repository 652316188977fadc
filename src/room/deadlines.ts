import type { Time } from "../protocol/model.ts";
import { report } from "./report.ts";
import type { RoomStorage } from "./storage.ts";

/**
 * The one alarm, set to the earliest thing there is to do. Setting it costs a row, so it is only moved forward; an alarm
 * that turns out to be early finds nothing due and sets the next one.
 */
export class Deadlines {
  #isRinging = false;
  #armed: Time | null = null;

  constructor(private readonly storage: Pick<RoomStorage, "setAlarm">) {}

  /** Takes over what the alarm is set for when the room wakes up. */
  wake(alarm: Time | null): void {
    this.#armed = alarm;
  }

  /** When the room will be woken, or null. */
  get next(): Time | null {
    return this.#armed;
  }

  /** Wakes the room no later than `time`; null asks for nothing. */
  by(time: Time | null): void {
    if (time === null || (this.#armed !== null && this.#armed <= time)) return;
    this.#armed = time;
    if (!this.#isRinging) this.#set(time);
  }

  /** The alarm went off. What is asked for until it is dealt with is set in one go, for one row. */
  ring(): void {
    this.#isRinging = true;
    this.#armed = null;
  }

  /** The alarm is dealt with. */
  rest(): void {
    this.#isRinging = false;
    if (this.#armed !== null) this.#set(this.#armed);
  }

  /** It may fail when the day's quota is spent. Whatever the room does next then sets it again. */
  #set(time: Time): void {
    const failed = (error: unknown) => {
      report(error);
      if (this.#armed === time) this.#armed = null;
    };
    try {
      this.storage.setAlarm(time).catch(failed);
    } catch (error) {
      failed(error);
    }
  }
}
