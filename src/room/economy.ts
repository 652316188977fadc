import { nextMidnight } from "../protocol/day.ts";
import type { Saving, SavingEvent } from "../protocol/events.ts";
import type { Time } from "../protocol/model.ts";
import type { Attendance } from "./attendance.ts";
import type { Connection } from "./connection.ts";
import type { Conversation } from "./conversation.ts";
import type { Meter } from "./meter.ts";
import { Thrift } from "./thrift.ts";

/** Has what the room uses outlive its sleeps, and has the room do without the cheap things when little is left. */
export class Economy {
  readonly #thrift: Thrift;

  /** @param hasQuotas false on a paid plan, on which nothing is saved on */
  constructor(
    private readonly meter: Meter,
    private readonly attendance: Attendance,
    private readonly conversation: Conversation,
    private readonly hasQuotas: boolean,
  ) {
    this.#thrift = new Thrift(meter, (saving) => this.#save(saving, Date.now()));
  }

  /** Takes over what was counted before the room slept, and does without what it did without then. */
  wake(): void {
    for (const connection of this.attendance.connections) this.recall(connection);
    if (this.hasQuotas) this.#thrift.look();
  }

  /** Takes over what a connection has kept. It is forgotten there, so that it is never counted twice. */
  recall(connection: Connection): void {
    const { meter } = connection.state;
    if (!meter) return;
    delete connection.state.meter;
    connection.save();
    this.meter.recall(meter);
  }

  /** Does something, and settles what it took. The room stays awake until it is done. */
  during<T>(work: () => T): T {
    return this.meter.during(() => this.#settleAfter(work));
  }

  /** Does something after so many milliseconds, until when the room stays awake, and settles what it took. */
  later(work: () => void, ms: number): void {
    this.meter.later(ms, () => this.#settleAfter(work));
  }

  /**
   * What every event ends with: what it used is added up, and the oldest connection keeps that over a sleep, with what
   * spares the room reading its tables again. It costs no row.
   */
  settle(now: Time): void {
    this.meter.settle(now);
    if (this.hasQuotas) this.#thrift.look();
    const [keeper] = this.attendance.connections;
    if (!keeper) return;
    keeper.state.meter = this.meter.state;
    keeper.state.kept = { people: this.attendance.presence.rows, tails: this.conversation.tails };
    keeper.save();
  }

  /** Tells somebody who comes in what the room does without, if anything. */
  greet(connection: Connection): void {
    if (this.#thrift.isSaving) connection.tell(this.#event());
  }

  #settleAfter<T>(work: () => T): T {
    const result = work();
    if (result instanceof Promise) return result.finally(() => this.settle(Date.now())) as T;
    this.settle(Date.now());
    return result;
  }

  /** Does without something from now on, or does it again, and tells everybody: what they send is what it costs. */
  #save(saving: Saving, now: Time): void {
    this.conversation.saving = saving;
    this.attendance.freeze(saving.presence, now);
    for (const connection of this.attendance.connections) if (connection.greeted) connection.tell(this.#event());
    this.conversation.requestTurn(now);
  }

  #event(): SavingEvent {
    return { type: "saving", ...this.#thrift.saving, until: nextMidnight(Date.now()) };
  }
}
