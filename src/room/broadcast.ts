import type { MessageEvent, PresenceEvent, RoomEvent, ServerEvent } from "../protocol/events.ts";
import { TYPING_AUDIENCE } from "../protocol/limits.ts";
import type { Message, RoomInfo, User } from "../protocol/model.ts";
import type { Connection } from "./connection.ts";

/** What one connection is told besides what everybody is. */
interface Reply {
  /** Ids of its commands, by the seq of the message they changed. */
  acks: Map<number, string[]>;
  events: ServerEvent[];
}

/**
 * What is to be sent at the end of a turn. Everybody gets the same events, so they are serialised once; of several
 * changes to a message only the last state is sent.
 */
export class Broadcast {
  readonly #messages = new Map<number, Message>();
  readonly #typing = new Map<string, User>();
  readonly #replies = new Map<Connection, Reply>();
  #room: RoomInfo | undefined;

  /** A message is new or has changed. */
  message(message: Message): void {
    this.#messages.set(message.seq, message);
  }

  typing(user: User): void {
    this.#typing.set(user.id, user);
  }

  /** The room has another name or topic. */
  room(info: RoomInfo): void {
    this.#room = info;
  }

  /** An event for one connection alone. */
  tell(connection: Connection, event: ServerEvent): void {
    this.#replyTo(connection).events.push(event);
  }

  /** The connection's copy of message `seq` is to carry the id of the command that changed it. */
  acknowledge(connection: Connection, seq: number, id: string): void {
    const { acks } = this.#replyTo(connection);
    acks.set(seq, [...(acks.get(seq) ?? []), id]);
  }

  /** Sends to every connection what it has coming, and returns those that have left too much unconfirmed. */
  send(connections: Iterable<Connection>, presence: PresenceEvent | undefined, people: number): Connection[] {
    const typists = people > TYPING_AUDIENCE ? [] : [...this.#typing.values()];
    const messages = [...this.#messages.values()].sort((a, b) => a.seq - b.seq);
    const room = this.#room && [{ type: "room", ...this.#room } satisfies RoomEvent];
    const events = [...messages.map(plain), ...(room ?? []), ...(presence ? [presence] : [])];
    const shared = events.map((event) => JSON.stringify(event));
    const typing = typists.map(({ id, name }) => JSON.stringify({ type: "typing", user: { id, name } }));
    const frame = frameOf([...shared, ...typing]);
    const slow: Connection[] = [];
    for (const connection of connections) {
      if (!connection.greeted) continue;
      const reply = this.#replies.get(connection);
      const ownTyping = typists.findIndex(({ id }) => id === connection.user);
      let own = frame;
      if (reply || ownTyping >= 0) {
        const told = reply ? tellApart(messages, shared, reply) : shared;
        own = frameOf([...told, ...typing.filter((_, index) => index !== ownTyping)]);
      }
      if (own !== undefined && !connection.send(own)) slow.push(connection);
    }
    this.#messages.clear();
    this.#typing.clear();
    this.#replies.clear();
    this.#room = undefined;
    return slow;
  }

  #replyTo(connection: Connection): Reply {
    const known = this.#replies.get(connection);
    if (known) return known;
    const reply: Reply = { acks: new Map(), events: [] };
    this.#replies.set(connection, reply);
    return reply;
  }
}

/** The shared events with those messages replaced that answer commands of this connection, then its own events. */
function tellApart(messages: Message[], shared: string[], { acks, events }: Reply): string[] {
  const told = shared.flatMap((event, index) => {
    const message = messages[index];
    const ids = message && acks.get(message.seq);
    return ids ? ids.map((ack) => JSON.stringify({ ...plain(message), ack })) : [event];
  });
  return [...told, ...events.map((event) => JSON.stringify(event))];
}

/** A message as everybody sees it. */
export function plain(message: Message): MessageEvent {
  return { type: "message", ...message };
}

function frameOf(events: string[]): string | undefined {
  return events.length === 0 ? undefined : `[${events.join(",")}]`;
}
