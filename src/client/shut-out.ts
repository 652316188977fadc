import type { ConnectionState, StopReason } from "./connection.ts";

const FOR_GOOD = ["not_found", "removed", "room_deleted", "refused"] as const satisfies readonly StopReason[];

/** Why a room lets this person in no more. */
export type ShutOut = (typeof FOR_GOOD)[number];

/** Null unless the room has said that it lets this person in no more: to try again by oneself is no use then. */
export function shutOut(state: ConnectionState): ShutOut | null {
  return (state.kind === "stopped" && FOR_GOOD.find((because) => because === state.because)) || null;
}
