import { DEAD_AFTER_MS, HEARTBEAT_MS } from "../protocol/limits.ts";
import type { Status, Time } from "../protocol/model.ts";
import { Connection } from "./connection.ts";

/** A connection that is over, and which of the three ends it is. */
export type Expired = { connection: Connection; why: "dead" | "idle" | "unnoted" };

/** The open connections, oldest first, by socket and by user. They are the truth about who is here. */
export class Connections {
  readonly #bySocket = new Map<WebSocket, Connection>();
  readonly #byUser = new Map<string, Set<Connection>>();

  /** Finds the connections again that stayed open while the room slept. */
  constructor(sockets: WebSocket[]) {
    sockets
      .flatMap((socket) => Connection.wake(socket) ?? [])
      .sort((a, b) => a.state.openedAt - b.state.openedAt)
      .forEach((connection) => {
        this.add(connection);
      });
  }

  get size(): number {
    return this.#bySocket.size;
  }

  [Symbol.iterator](): IterableIterator<Connection> {
    return this.#bySocket.values();
  }

  add(connection: Connection): void {
    this.#bySocket.set(connection.socket, connection);
    const own = this.#byUser.get(connection.user);
    if (own) own.add(connection);
    else this.#byUser.set(connection.user, new Set([connection]));
  }

  get(socket: WebSocket): Connection | undefined {
    return this.#bySocket.get(socket);
  }

  /** Forgets a connection. Returns false if it was not known. */
  remove(connection: Connection): boolean {
    const own = this.#byUser.get(connection.user);
    own?.delete(connection);
    if (own?.size === 0) this.#byUser.delete(connection.user);
    return this.#bySocket.delete(connection.socket);
  }

  /** The connections of one user, oldest first. */
  of(user: string): Connection[] {
    return [...(this.#byUser.get(user) ?? [])];
  }

  /** Ids of the users who have a connection. */
  get users(): IterableIterator<string> {
    return this.#byUser.keys();
  }

  /** True if a user has a connection and wants to be seen. */
  isSeen(user: string): boolean {
    return this.of(user)[0]?.caller.visible ?? false;
  }

  /** A person is active if any of their connections is. */
  statusOf(user: string): Status {
    return this.of(user).some((connection) => connection.state.status === "active") ? "active" : "away";
  }
}

/**
 * When a connection that could be over at `time` is looked at: together with all others of the same half minute, so that a
 * crowd that falls silent takes a few alarms, and not one each.
 * @param idleAfter milliseconds, as `sweep` has them; of less than half an hour it is a sixtieth
 */
export function lookAt(time: Time, idleAfter: number): Time {
  const step = Math.max(1, Math.min(HEARTBEAT_MS, Math.floor(idleAfter / 60)));
  return Math.ceil(time / step) * step;
}

/**
 * Says which connections are over at `now` and when the next one could be.
 * @param heardAt when the runtime last answered a heartbeat of a connection, without waking the room
 * @param idleAfter milliseconds without any frame but heartbeats
 */
export function sweep(
  connections: Iterable<Connection>,
  heardAt: (connection: Connection) => Time,
  idleAfter: number,
  now: Time,
): { expired: Expired[]; next: Time | null } {
  const expired: Expired[] = [];
  let next: Time | null = null;
  for (const connection of connections) {
    // What is later than now was so before the clock was set back; a heartbeat is then due again within a minute.
    if (connection.state.activeAt > now) {
      connection.state.activeAt = now;
      connection.save();
    }
    const { activeAt, unnotedUntil = Number.POSITIVE_INFINITY } = connection.state;
    const heard = heardAt(connection);
    const idleAt = lookAt(activeAt + idleAfter, idleAfter);
    const deadAt = lookAt(Math.max(heard > now ? 0 : heard, activeAt) + DEAD_AFTER_MS, idleAfter);
    if (idleAt <= now) expired.push({ connection, why: "idle" });
    else if (deadAt <= now) expired.push({ connection, why: "dead" });
    else if (unnotedUntil <= now) expired.push({ connection, why: "unnoted" });
    else next = Math.min(next ?? Number.POSITIVE_INFINITY, idleAt, deadAt, unnotedUntil);
  }
  return { expired, next };
}
