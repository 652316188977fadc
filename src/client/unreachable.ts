import type { Time } from "../protocol/model.ts";
import { type Api, ApiError } from "./api.ts";
import { spentUntil } from "./spent.ts";

/** Why a room lets nobody in, as far as the server says. */
export type Unreachable = "signed_out" | "not_found" | "unknown" | { spentUntil: Time };

/**
 * Asks why a room's socket cannot be opened: a browser is not told.
 * @throws ApiError, if the server is out of reach
 */
export async function whyUnreachable(api: Api, room: string, now: Time): Promise<Unreachable> {
  try {
    await api.room(room);
    return "unknown";
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 0) throw error;
    const until = spentUntil(error, now);
    if (until !== null) return { spentUntil: until };
    if (error.status === 401) return "signed_out";
    return error.status === 404 ? "not_found" : "unknown";
  }
}
