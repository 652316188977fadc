import type { Time } from "../protocol/model.ts";

export type Taken = { ok: true; fullAt: Time } | { ok: false; retryAfterMs: number };

/**
 * How much each user may still do: a bucket of `burst`, refilled at `perSecond`, kept as one number, the time at which
 * it will be full again (the generic cell rate algorithm). That number is stored with each accepted command, so the
 * buckets are read back from the last few rows after a hibernation and cost no row of their own.
 */
export class Allowance {
  readonly #fullAt = new Map<string, Time>();
  readonly #interval: number;
  /** Milliseconds in which an empty bucket fills; older commands no longer matter. */
  readonly window: number;

  constructor(burst: number, perSecond: number) {
    this.#interval = 1_000 / perSecond;
    this.window = burst * this.#interval;
  }

  /** Takes one from the user's bucket, or says how long until there is one. */
  take(user: string, now: Time): Taken {
    const known = this.#fullAt.get(user) ?? 0;
    // It can be as late as that only if the clock was set back since: then nobody knows how long ago it was.
    const before = known > now + this.window ? now : Math.max(known, now);
    const fullAt = before + this.#interval;
    const enough = fullAt - now <= this.window;
    this.#fullAt.set(user, enough ? fullAt : before);
    if (this.#fullAt.size > 1_000) this.#forget(now);
    return enough ? { ok: true, fullAt } : { ok: false, retryAfterMs: fullAt - now - this.window };
  }

  /** Sets what a stored command says of its sender's bucket; of several, the latest counts. */
  restore(user: string, fullAt: Time): void {
    this.#fullAt.set(user, Math.max(this.#fullAt.get(user) ?? 0, fullAt));
  }

  #forget(now: Time): void {
    for (const [user, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(user);
  }
}
