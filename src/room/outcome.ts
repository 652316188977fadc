import type { ErrorCode } from "../protocol/events.ts";
import type { Message, Time } from "../protocol/model.ts";
import { isSpent, secondsToReset } from "../spent.ts";

/** When something that was refused would be accepted. */
export interface Patience {
  /** Seconds until the same command would be accepted. */
  retryAfter?: number;
  /** True if that is so because the day's quota is spent. */
  quota?: true;
}

export interface Refused extends Patience {
  ok: false;
  code: ErrorCode;
  message: string;
}

/** What became of a command. */
export type Outcome =
  | {
      ok: true;
      /** The message in its current state. */
      message: Message;
      /** `none` if there is nothing to tell the others: a repetition, or a change to what was so already. */
      effect: "posted" | "changed" | "none";
      repeated: boolean;
    }
  | Refused;

/** What a message posted over HTTP is answered with. */
export type PostOutcome = { ok: true; message: Message; created: boolean } | Refused;

/**
 * What something that was thrown means for whoever asked for it. A quota that is spent is told as haste is, with the time it
 * takes, so that every client keeps what it wanted to send until then.
 */
export function failure(error: unknown, now: Time): Refused {
  if (!isSpent(error)) return refused("internal", "Something went wrong; try again.");
  const message = "The day's free quota is used up until midnight UTC.";
  return { ...refused("rate_limited", message), retryAfter: secondsToReset(now), quota: true };
}

export function refused(code: ErrorCode, message: string): Refused {
  return { ok: false, code, message };
}
