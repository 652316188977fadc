import { CLOSE } from "../protocol/close.ts";
import { nextMidnight } from "../protocol/day.ts";
import { parseFrame } from "../protocol/frames.ts";
import type { Time } from "../protocol/model.ts";
import { secondsToReset } from "../spent.ts";
import { Connection } from "./connection.ts";
import { failure } from "./outcome.ts";
import { report } from "./report.ts";

/**
 * A room that could not be opened, because no more rows are read today. Somebody's socket may have outlived its last sleep:
 * what comes over it is answered with the hour, so that their client keeps what they write.
 */
export class ClosedRoom {
  /** When it is worth trying again. */
  readonly until: Time;

  /** @param error what says that the quota is spent */
  constructor(
    private readonly ctx: DurableObjectState,
    private readonly error: unknown,
    now: Time,
  ) {
    this.until = nextMidnight(now);
  }

  /** No call can be answered. @throws why */
  serve(): never {
    throw this.error;
  }

  /** Answers what came over a socket. */
  receive(socket: WebSocket, data: string | ArrayBuffer, now: Time): void {
    const parsed = parseFrame(data, Number.POSITIVE_INFINITY);
    const command = parsed.ok ? parsed.frame : parsed;
    // Whatever else there is to say can wait, and nobody waits for an answer to it.
    if (!("id" in command) || command.id === undefined) return;
    const { ok: _, ...refusal } = failure(this.error, now);
    socket.send(JSON.stringify([{ type: "error", ...refusal, id: command.id }]));
  }

  /** A socket has closed: whoever is missed then is found missing when the room is opened. */
  lose(): void {}

  /** Has what is due wait for the new day. */
  async ring(now: Time): Promise<void> {
    await this.ctx.storage.setAlarm(now + secondsToReset(now) * 1_000).catch(report);
  }

  /** Closes the connections of a session that has ended: their sockets know whose they are. */
  endSession(session: string): void {
    const connections = this.ctx.getWebSockets().flatMap((socket) => Connection.wake(socket) ?? []);
    for (const connection of connections) {
      if (connection.caller.session === session) connection.close(CLOSE.SIGNED_OUT, "The session has ended.");
    }
  }
}
