import { createMiddleware } from "hono/factory";
import { counted } from "../database/counted.ts";
import type { RoomRecord } from "../database/rooms.ts";
import type { Usage } from "../protocol/usage.ts";
import type { Api } from "./context.ts";

type WorkerUse = Pick<Usage, "requests" | "d1RowsRead" | "d1RowsWritten">;

/** What this isolate has used since it last spoke to a room. It is lost when the isolate ends, which nobody is told of. */
let use: WorkerUse = { requests: 0, d1RowsRead: 0, d1RowsWritten: 0 };

const counting = new WeakMap<Env, Env>();

/** Counts each request, and has the handlers speak to a D1 that counts its rows. */
export const tally = createMiddleware<Api>((c, next) => {
  use.requests++;
  c.env = withCounting(c.env);
  return next();
});

/**
 * A room's record with what the Worker has used: the next room it speaks to passes that on, for the day's total, with its own.
 * A Worker lives nowhere, and a row of its own for each request would double what there is to count.
 */
export function withUse(record: RoomRecord): RoomRecord {
  const workerUse = use;
  use = { requests: 0, d1RowsRead: 0, d1RowsWritten: 0 };
  return { ...record, workerUse };
}

/** The same environment for the same bindings, because the settings that were read are remembered by it. */
function withCounting(env: Env): Env {
  let known = counting.get(env);
  if (!known) {
    const DB = counted(env.DB, ({ read, written }) => {
      use.d1RowsRead += read;
      use.d1RowsWritten += written;
    });
    known = { ...env, DB };
    counting.set(env, known);
  }
  return known;
}
