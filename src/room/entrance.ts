import { SUBPROTOCOL } from "../protocol/limits.ts";
import type { RoomInfo, Time } from "../protocol/model.ts";
import type { Attendance } from "./attendance.ts";
import type { Connection } from "./connection.ts";
import type { Conversation } from "./conversation.ts";
import type { Economy } from "./economy.ts";
import { greeting, missed, seenIn } from "./greeting.ts";

/** Where people come in: they are counted as present, and told what they have missed before anything else. */
export class Entrance {
  /** @param epoch of the room's log */
  constructor(
    private readonly epoch: string,
    private readonly attendance: Attendance,
    private readonly conversation: Conversation,
    private readonly economy: Economy,
  ) {}

  /**
   * Lets a connection in, or closes it and returns false.
   * @param query of the socket's address, which says what the client has seen
   */
  admit(connection: Connection, room: RoomInfo, query: URLSearchParams, now: Time): boolean {
    const admitted = this.attendance.admit(connection, now);
    this.conversation.requestTurn(now);
    if (admitted) this.#greet(connection, room, query);
    return admitted;
  }

  #greet(connection: Connection, { id, name, topic }: RoomInfo, query: URLSearchParams): void {
    const { commands } = this.conversation;
    const { presence } = this.attendance;
    const { resumed, messages } = missed(commands, this.epoch, seenIn(query));
    const welcome = {
      you: connection.caller.user,
      connection: connection.state.id,
      room: { id, name, topic },
      epoch: this.epoch,
      seq: commands.messages.seq,
      rev: commands.changes.rev,
      resumed,
      count: presence.count,
      read: connection.state.read,
      moderator: connection.caller.moderator,
    };
    for (const frame of greeting(welcome, presence.roster, messages)) connection.send(frame);
    this.economy.greet(connection);
    connection.greeted = true;
    connection.save();
  }
}

/** The answer to a request for a socket: its other end, and the subprotocol if the client offers it. */
export function upgraded(request: Request, webSocket: WebSocket): Response {
  const offered = request.headers.get("Sec-WebSocket-Protocol")?.split(",");
  const isOffered = offered?.some((name) => name.trim() === SUBPROTOCOL) ?? false;
  return new Response(null, {
    status: 101,
    webSocket,
    ...(isOffered && { headers: { "Sec-WebSocket-Protocol": SUBPROTOCOL } }),
  });
}
