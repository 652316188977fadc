/** Commands at once and each second, per user (docs/protocol.md, section 5). */
const BURST = 10;
const MS_EACH = 1_000;

/** What somebody may still do, in milliseconds of waiting: not known exactly once the clock has been moved. */
interface Account {
  least: number;
  most: number;
  /** When that was; undefined if the clock was moved since and they have done nothing yet. */
  at: number | undefined;
}

/** A bucket of ten, filled by one a second. */
export class ModelAllowance {
  readonly #accounts = new Map<string, Account>();

  /**
   * Takes one, or refuses and says after how many seconds there is one, if that is known.
   * @param wasTooFast what the room said; believed only if both answers would be right
   */
  spend(user: string, now: number, wasTooFast: boolean): { ok: true } | { ok: false; retryAfter?: number } {
    const full = BURST * MS_EACH;
    const account = this.#accounts.get(user) ?? { least: full, most: full, at: now };
    this.#accounts.set(user, account);
    const passed = now - (account.at ?? now);
    account.least = Math.min(full, account.least + passed);
    account.most = Math.min(full, account.most + passed);
    account.at = now;
    const isRefused = account.most < MS_EACH || (account.least < MS_EACH && wasTooFast);
    if (isRefused) {
      const isKnown = account.least === account.most;
      account.most = Math.min(account.most, MS_EACH - 1);
      return { ok: false, ...(isKnown && { retryAfter: Math.ceil((MS_EACH - account.least) / 1_000) }) };
    }
    account.least = Math.max(0, account.least - MS_EACH);
    account.most -= MS_EACH;
    return { ok: true };
  }

  /** After a clock was moved the contract promises an order and an end to every wait, not how much one may do at once. */
  clockMoved(): void {
    for (const account of this.#accounts.values()) {
      account.least = 0;
      account.most = BURST * MS_EACH;
      account.at = undefined;
    }
  }
}
