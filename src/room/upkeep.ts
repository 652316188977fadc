import type { RoomRecord } from "../database/rooms.ts";
import { DEAD_AFTER_MS, GRACE_MS } from "../protocol/limits.ts";
import type { Time } from "../protocol/model.ts";
import type { Settings } from "../settings.ts";
import type { Archive } from "./archive.ts";
import type { Attendance } from "./attendance.ts";
import type { Connection } from "./connection.ts";
import { lookAt } from "./connections.ts";
import type { Conversation } from "./conversation.ts";
import type { Deadlines } from "./deadlines.ts";
import type { Economy } from "./economy.ts";
import { within } from "./patience.ts";
import { report } from "./report.ts";

/** Milliseconds the alarm waits for D1 before it returns, so that a D1 that hangs does not hold up presence. */
const PATIENCE_MS = 5_000;
/** Milliseconds until the alarm looks again after D1 kept it waiting, or after a fault of its own. */
const AGAIN_MS = 30_000;

/** What the room does unasked: whatever is due when the alarm goes off, and at once what D1 is to forget. */
export class Upkeep {
  constructor(
    private readonly settings: Settings,
    private readonly deadlines: Deadlines,
    private readonly attendance: Attendance,
    private readonly conversation: Conversation,
    private readonly archive: Archive,
    private readonly economy: Economy,
  ) {}

  /** Sees to it that the room is awake when there is something to do. */
  schedule(now: Time): void {
    this.deadlines.by(this.attendance.presence.nextExpiry(now));
    this.deadlines.by(this.archive.dueAt(this.attendance.emptySince, now));
  }

  /** A connection was heard of: it is looked at again by the time it could be over. */
  expectSilence(now: Time): void {
    const { idleTimeoutMs } = this.settings;
    this.deadlines.by(lookAt(now + Math.min(DEAD_AFTER_MS, idleTimeoutMs), idleTimeoutMs));
  }

  /** D1 has said that the room is awake. If nobody is here, D1 is to learn that. */
  contradict(now: Time): void {
    if (this.attendance.emptySince !== null && this.archive.isUnsettled) this.deadlines.by(now + GRACE_MS);
  }

  /**
   * Does what is due: connections that are over, people whose grace is over, a batch for the archive. Never rejects.
   * @param record what D1 says of the room; undefined if nobody has been there yet
   * @param heardAt when the runtime last answered a heartbeat of a connection
   */
  async ring(record: RoomRecord | undefined, heardAt: (connection: Connection) => Time): Promise<void> {
    this.deadlines.ring();
    try {
      const now = Date.now();
      const nextSweep = this.attendance.sweep(heardAt, now);
      // The turn comes first, so that a farewell tells of its rows as well; what it asks for is being done by then.
      this.conversation.requestTurn(now);
      const isDue = this.archive.isDue(this.attendance.emptySince, now);
      const flushed = record && isDue ? this.#flush(record) : undefined;
      this.deadlines.ring();
      this.deadlines.by(nextSweep);
      this.schedule(now);
      if (flushed) await within(PATIENCE_MS, flushed, "D1 keeps the alarm waiting");
      this.schedule(Date.now());
    } catch (error) {
      report(error);
      this.deadlines.by(Date.now() + AGAIN_MS);
    }
    this.deadlines.rest();
  }

  /** Takes what was deleted out of D1, without waiting for the alarm. */
  forget(record: RoomRecord): Promise<void> {
    return this.economy.during(async () => {
      await this.archive.forget(record);
      this.schedule(Date.now());
    });
  }

  #flush(record: RoomRecord): Promise<void> {
    return this.economy.during(async () => {
      const isAwake = () => this.attendance.connections.size > 0 || this.conversation.isBusy;
      await this.archive.flush(record, isAwake, () => this.attendance.presence.count);
      await this.archive.forget(record);
      this.schedule(Date.now());
    });
  }
}
