/** Close codes of the socket. What a client does about each is in `afterClose`. */
export const CLOSE = {
  GOING_AWAY: 1001,
  FAULT: 1011,
  REPLACED: 4000,
  SIGNED_OUT: 4001,
  REMOVED: 4003,
  ROOM_DELETED: 4004,
  TOO_SLOW: 4008,
  IDLE: 4009,
  ROOM_FULL: 4010,
  FLOOD: 4029,
  PROTOCOL_ERROR: 4400,
} as const;

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

/**
 * What a client does after its socket closed:
 * `backoff` reconnect after a random wait, `wait` reconnect after `ms`, `activity` reconnect on the next sign of life,
 * `sign-in` ask for a name again, `stop` leave it closed.
 */
export type AfterClose =
  | { kind: "backoff" }
  | { kind: "wait"; ms: number }
  | { kind: "activity" }
  | { kind: "sign-in" }
  | { kind: "stop" };

/** @returns what the contract (section 3.4) tells a client to do after close code `code`. */
export function afterClose(code: number): AfterClose {
  switch (code) {
    case CLOSE.REPLACED:
    case CLOSE.REMOVED:
    case CLOSE.ROOM_DELETED:
    case CLOSE.PROTOCOL_ERROR:
      return { kind: "stop" };
    case CLOSE.SIGNED_OUT:
      return { kind: "sign-in" };
    case CLOSE.IDLE:
      return { kind: "activity" };
    case CLOSE.ROOM_FULL:
      return { kind: "wait", ms: 30_000 };
    case CLOSE.FLOOD:
      return { kind: "wait", ms: 60_000 };
    default:
      return { kind: "backoff" };
  }
}
