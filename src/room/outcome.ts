import type { ErrorCode } from "../protocol/events.ts";
import type { Message } from "../protocol/model.ts";

export interface Refused {
  ok: false;
  code: ErrorCode;
  message: string;
  /** Seconds until the same command would be accepted. */
  retryAfter?: number;
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

export function refused(code: ErrorCode, message: string): Refused {
  return { ok: false, code, message };
}
