import type { RoomRecord } from "../database/rooms.ts";
import type { User } from "../protocol/model.ts";

/** Who is calling, as the Worker has established it. Nothing in here comes from the caller's own words. */
export interface Caller {
  user: User;
  /** Hash of the session's token. */
  session: string;
  /** False if this person asked not to be shown online. */
  visible: boolean;
  moderator: boolean;
}

export interface Visit {
  room: RoomRecord;
  caller: Caller;
}

/** Header in which the Worker hands a visit to the room. The Worker builds that request anew, so no client can set it. */
export const VISIT_HEADER = "x-dormouse-visit";

/** Header values are bytes and names are not, hence the percent-encoding. */
export function encodeVisit(visit: Visit): string {
  return encodeURIComponent(JSON.stringify(visit));
}

/** @throws if `header` is not what `encodeVisit` made. */
export function decodeVisit(header: string): Visit {
  return JSON.parse(decodeURIComponent(header)) as Visit;
}
