import { CLOSE, type CloseCode } from "../protocol/close.ts";
import type { Time, User } from "../protocol/model.ts";
import type { Settings } from "../settings.ts";
import { Connection, type Kept } from "./connection.ts";
import { Connections, sweep } from "./connections.ts";
import { Keepsakes } from "./keepsakes.ts";
import { Presence } from "./presence.ts";
import { Reads } from "./reads.ts";
import type { Sql } from "./storage.ts";

/**
 * Milliseconds for which it is remembered that a session has ended, or what a user is called and whether they are to be
 * seen: longer than a socket takes from the Worker, which may have asked just before, to here.
 */
const REMEMBERED_MS = 60_000;

/** Who is here: keeps the connections, the people shown as online and what each has read in step with each other. */
export class Attendance {
  readonly connections: Connections;
  readonly presence: Presence;
  readonly #keepsakes: Keepsakes;
  readonly #reads: Reads;
  readonly #endedSessions = new Map<string, Time>();
  readonly #profiles = new Map<string, { user: User; visible: boolean; at: Time }>();
  #emptySince: Time | null | undefined;

  /** @param sockets those that stayed open while the room slept */
  constructor(
    sql: Sql,
    sockets: WebSocket[],
    private readonly settings: Settings,
  ) {
    this.connections = new Connections(sockets);
    this.#keepsakes = new Keepsakes(this.connections);
    this.presence = new Presence(sql, this.#keepsakes.people);
    this.#reads = new Reads(sql);
    this.#emptySince = this.connections.size > 0 ? null : undefined;
  }

  /** What the room knew before it slept. */
  get kept(): Kept | undefined {
    return this.#keepsakes.kept;
  }

  /** When the last connection closed; null while there is one, undefined if there was none since the room woke up. */
  get emptySince(): Time | null | undefined {
    return this.#emptySince;
  }

  /** Settles who is shown after a sleep or a restart. */
  wake(now: Time): void {
    const here = new Set([...this.connections.users].filter((user) => this.connections.isSeen(user)));
    for (const user of here) {
      this.#recallShown(user);
      this.show(user, now);
    }
    for (const connection of this.connections) this.#recallGraces(connection);
    this.keepGraces();
    // A socket may also have vanished in its sleep. After a restart they all have, and everybody gets the time to come back.
    this.presence.reconcile(here, now);
  }

  /** Lets a new connection in, or closes it and returns false. An older connection of the same tab gives way. */
  admit(connection: Connection, now: Time): boolean {
    if (this.#endedSessions.has(connection.caller.session)) {
      connection.close(CLOSE.SIGNED_OUT, "The session has ended.");
      return false;
    }
    const profile = this.#profiles.get(connection.user);
    if (profile && Math.abs(now - profile.at) < REMEMBERED_MS) {
      connection.state.caller = { ...connection.caller, user: profile.user, visible: profile.visible };
    }
    const own = this.connections.of(connection.user);
    connection.state.read = this.#reads.of(connection.user, own);
    this.connections.add(connection);
    const surplus = own.length + 1 - this.settings.connectionsPerUser;
    const { tab } = connection.state;
    for (const [index, older] of own.entries()) {
      const replaced = index < surplus || (tab !== undefined && older.state.tab === tab);
      if (replaced) this.end(older, CLOSE.REPLACED, "A newer connection has taken over.", now);
    }
    if (this.connections.size > this.settings.connectionsPerRoom) {
      this.end(connection, CLOSE.ROOM_FULL, "The room is full.", now);
      return false;
    }
    this.#emptySince = null;
    this.show(connection.user, now);
    // The connection that kept them may have been the last one.
    this.keepGraces();
    return true;
  }

  /** Shows a user who is here as they are now, unless they do not want to be seen. */
  show(user: string, now: Time): void {
    const own = this.connections.of(user);
    const [connection] = own;
    if (!connection?.caller.visible) return;
    const shown = this.presence.see(connection.caller.user, this.connections.statusOf(user), now);
    this.#keepsakes.keepShown(own, shown);
  }

  /** Leaves the details of who is here as they are shown, or shows them as they are by now. Who comes and goes is always shown. */
  freeze(isFrozen: boolean, now: Time): void {
    this.presence.isFrozen = isFrozen;
    if (!isFrozen) for (const user of this.connections.users) this.show(user, now);
  }

  /** The open connection of a socket that something has come from. */
  find(socket: WebSocket, now: Time): Connection | undefined {
    const known = this.connections.get(socket);
    if (known) return known;
    // A room that is woken by the end of a socket does not find it among the open ones any more.
    const connection = Connection.wake(socket);
    if (!connection) return undefined;
    this.connections.add(connection);
    this.#recallShown(connection.user);
    this.show(connection.user, now);
    this.#recallGraces(connection);
    return connection;
  }

  /** A connection has closed; its user has some time to come back before anybody is told. */
  lose(connection: Connection, now: Time): void {
    this.#forget(connection, now);
    if (this.connections.of(connection.user).length === 0) this.presence.miss(connection.user, now);
  }

  /** Closes a connection. A user who has no other one is gone at once, unless they are to come back at once. */
  end(connection: Connection, code: CloseCode, reason: string, now: Time): void {
    connection.close(code, reason);
    if (code === CLOSE.TOO_SLOW) {
      this.lose(connection, now);
      return;
    }
    this.#forget(connection, now);
    if (this.connections.of(connection.user).length === 0) this.presence.hide(connection.user);
  }

  /** Closes the connections of a session that has ended. */
  endSession(session: string, now: Time): void {
    for (const [ended, at] of this.#endedSessions) if (at + REMEMBERED_MS < now) this.#endedSessions.delete(ended);
    this.#endedSessions.set(session, now);
    for (const connection of [...this.connections]) {
      if (connection.caller.session === session) this.end(connection, CLOSE.SIGNED_OUT, "The session has ended.", now);
    }
  }

  /** A user has another name, or wants to be shown or hidden. */
  update(user: User, visible: boolean, now: Time): void {
    for (const [id, { at }] of this.#profiles) if (at + REMEMBERED_MS < now) this.#profiles.delete(id);
    this.#profiles.set(user.id, { user, visible, at: now });
    for (const connection of this.connections.of(user.id)) {
      connection.state.caller = { ...connection.caller, user, visible };
      connection.save();
    }
    if (visible) this.show(user.id, now);
    else this.presence.hide(user.id);
  }

  /** A user has read up to `seq`, as far as this connection tells; their other connections are told if that is news. */
  read(connection: Connection, seq: number): void {
    const own = this.connections.of(connection.user);
    if (seq <= this.#reads.of(connection.user, own)) return;
    connection.state.read = seq;
    for (const other of own) if (other !== connection) other.tell({ type: "read", seq });
  }

  /** Ends the connections that are over, and the grace of those who left. Returns when the next connection could be over. */
  sweep(heardAt: (connection: Connection) => Time, now: Time): Time | null {
    const { expired, next } = sweep(this.connections, heardAt, this.settings.idleTimeoutMs, now);
    for (const { connection, why } of expired) {
      if (why === "idle") this.end(connection, CLOSE.IDLE, "Nothing happened for a while.", now);
      else if (why === "dead") this.end(connection, CLOSE.GOING_AWAY, "No heartbeat.", now);
      else this.end(connection, CLOSE.GOING_AWAY, "A new day has begun.", now);
    }
    this.presence.expire(now);
    return next;
  }

  /** Has who is in their grace survive a sleep. Done once a turn, because a thousand people can lose their connections at once. */
  keepGraces(): void {
    this.#keepsakes.keepGraces(this.presence.graces);
  }

  #forget(connection: Connection, now: Time): void {
    const { user } = connection;
    if (!this.connections.remove(connection)) return;
    connection.discard();
    const [heir] = this.connections.of(user);
    if (heir) {
      // Another connection takes over what perhaps only this one knew.
      heir.state.read = Math.max(heir.state.read, connection.state.read);
      heir.save();
      this.show(user, now);
    } else this.#reads.keep(user, connection.state.read);
    if (this.connections.size === 0) this.#emptySince = now;
  }

  /** Takes over who was in their grace before the room slept, as far as this connection kept it. */
  #recallGraces(connection: Connection): void {
    for (const [user, leftAt, status, since] of this.#keepsakes.takeGraces(connection)) {
      if (this.connections.isSeen(user)) continue;
      this.presence.recall(user, { status, since });
      this.presence.miss(user, leftAt);
    }
  }

  /** Takes over how a user was shown before the room slept. */
  #recallShown(user: string): void {
    const shown = this.#keepsakes.shown(user);
    if (shown) this.presence.recall(user, shown);
  }
}
