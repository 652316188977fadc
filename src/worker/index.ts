import { Hono } from "hono";
import { version } from "../../package.json";
import type { Api } from "./context.ts";
import { allowOnly, answerFailure, answerNotFound } from "./failures.ts";
import { messages } from "./messages.ts";
import { operator } from "./operator.ts";
import { ownOriginForChanges } from "./origin.ts";
import { rooms } from "./rooms.ts";
import { search } from "./search.ts";
import { securityHeaders } from "./security-headers.ts";
import { session } from "./session.ts";
import { socket } from "./socket.ts";
import { tally } from "./tally.ts";
import { usage } from "./usage.ts";

export { Room } from "../room/room.ts";

/** The HTTP side of the contract, docs/protocol.md section 2. */
const app = new Hono<Api>()
  .use(tally, securityHeaders, ownOriginForChanges)
  .get("/api/health", (c) => c.json({ ok: true, version }))
  .all("/api/health", allowOnly("GET"))
  .route("/api/session", session)
  .route("/api/rooms", rooms)
  .route("/api/rooms/:room/messages", messages)
  .route("/api/rooms/:room/socket", socket)
  .route("/api/rooms/:room/archive", operator)
  .route("/api/search", search)
  .route("/api/usage", usage)
  .notFound(answerNotFound)
  .onError(answerFailure);

export default app;
