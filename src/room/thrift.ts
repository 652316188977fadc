import type { Saving } from "../protocol/events.ts";
import { NOTICE_AT, scarcest } from "../quotas.ts";
import type { Meter } from "./meter.ts";

/** The share of a quota from which on each is given up, the cheapest first. Messages never are. */
const SAVE_AT: Record<keyof Saving, number> = { typing: 0.95, presence: 0.97, read: 0.98 };

export const NOTHING_SAVED: Saving = { typing: false, presence: false, read: false };

/** Watches how much of the day's quotas is left, and decides what to do without so that messages last longest. */
export class Thrift {
  #saving = NOTHING_SAVED;

  /** @param changed called with what is to be saved on from now on */
  constructor(
    private readonly meter: Meter,
    private readonly changed: (saving: Saving) => void,
  ) {}

  /** What is saved on. */
  get saving(): Saving {
    return this.#saving;
  }

  /** True if anything is saved on. */
  get isSaving(): boolean {
    return this.#saving.typing;
  }

  /** Looks at the meter again. */
  look(): void {
    const { name, share } = scarcest(this.meter.total);
    if (share >= NOTICE_AT && this.meter.warn()) {
      console.warn(`${Math.floor(100 * share)} % of the day's quota of ${name} is used.`);
    }
    const saving: Saving = {
      typing: share >= SAVE_AT.typing,
      presence: share >= SAVE_AT.presence,
      read: share >= SAVE_AT.read,
    };
    const { typing, presence, read } = this.#saving;
    if (saving.typing === typing && saving.presence === presence && saving.read === read) return;
    this.#saving = saving;
    this.changed(saving);
  }
}
