import { Hono } from "hono";
import { encodeVisit, VISIT_HEADER } from "../room/visit.ts";
import type { Api } from "./context.ts";
import { enter } from "./entry.ts";
import { allowOnly } from "./failures.ts";
import { requireOwnOrigin } from "./origin.ts";
import { Problem } from "./problem.ts";
import { reach } from "./reach.ts";
import { withUse } from "./tally.ts";

/** What a client may tell the room of itself when it connects. */
const PARAMETERS = ["epoch", "seq", "rev", "tab"];

/** The way into a room: hands the caller's socket on to it. */
export const socket = new Hono<Api>()
  .get("/", async (c) => {
    if (c.req.header("Upgrade")?.toLowerCase() !== "websocket") {
      throw new Problem("upgrade_required", "Connect with a WebSocket.", {
        Upgrade: "websocket",
        Connection: "Upgrade",
      });
    }
    requireOwnOrigin(c);
    const visit = await enter(c);
    // Made anew rather than copied, so that nothing reaches the room that is not named here.
    const url = new URL("https://room/socket");
    for (const name of PARAMETERS) {
      const value = c.req.query(name);
      if (value !== undefined) url.searchParams.set(name, value);
    }
    const headers = new Headers({
      Upgrade: "websocket",
      [VISIT_HEADER]: encodeVisit({ ...visit, room: withUse(visit.room) }),
    });
    const protocol = c.req.header("Sec-WebSocket-Protocol");
    if (protocol !== undefined) headers.set("Sec-WebSocket-Protocol", protocol);
    const response = await reach(c.env, visit.room).fetch(url.href, { headers });
    // What came from elsewhere cannot be given further headers; the opening of a socket needs none.
    return response.webSocket ? response : new Response(response.body, response);
  })
  .all("/", allowOnly("GET"));
