import type { WelcomeEvent } from "../protocol/events.ts";
import { FIRST_PAGE, PROTOCOL_VERSION, RESUME_LIMIT } from "../protocol/limits.ts";
import type { Message } from "../protocol/model.ts";
import { plain } from "./broadcast.ts";
import type { Commands } from "./commands.ts";

/** Characters after which what a client missed goes on in another frame. */
const FRAME_LENGTH = 65_536;

/** What a returning client has already seen. */
export interface Seen {
  epoch: string;
  seq: number;
  rev: number;
}

/** Reads what a client says it has seen from the socket's address; undefined on a first visit or if it is not legible. */
export function seenIn(query: URLSearchParams): Seen | undefined {
  const epoch = query.get("epoch");
  const [seq, rev] = ["seq", "rev"].map((name) => query.get(name) ?? "");
  if (!epoch || !seq || !rev || !/^\d{1,15}$/.test(seq) || !/^\d{1,15}$/.test(rev)) return undefined;
  return { epoch, seq: Number(seq), rev: Number(rev) };
}

/**
 * What a client must be sent so that it has everything: whole, or if that would be too much or is not possible, the
 * latest page. Never a part of what it missed.
 */
export function missed(
  { messages, changes }: Commands,
  epoch: string,
  seen: Seen | undefined,
): { resumed: boolean; messages: Message[] } {
  if (seen?.epoch === epoch && seen.seq <= messages.seq && seen.rev <= changes.rev) {
    const fresh = messages.seq - seen.seq;
    const changed = fresh > RESUME_LIMIT ? [] : changes.since(seen.rev, seen.seq);
    if (changed && fresh + changed.length <= RESUME_LIMIT) {
      // In this order a client that is cut off midway has seen all there is below the rev and the seq it goes on from.
      const byRev = messages.pick(changed).sort((a, b) => (a.rev ?? 0) - (b.rev ?? 0));
      return { resumed: true, messages: [...byRev, ...messages.range(seen.seq + 1, messages.seq)] };
    }
  }
  return { resumed: false, messages: messages.range(messages.seq - FIRST_PAGE + 1, messages.seq) };
}

/**
 * The first frames of a connection: the welcome, what was missed, ready.
 * @param roster who is online, as JSON already: in a crowd it is by far the longest part, and the same for all who come
 */
export function* greeting(
  welcome: Omit<WelcomeEvent, "type" | "protocol" | "online">,
  roster: string,
  missed: Message[],
): Generator<string> {
  const first = JSON.stringify({ type: "welcome", protocol: PROTOCOL_VERSION, ...welcome });
  let events = [`${first.slice(0, -1)},"online":${roster}}`];
  let length = events[0]!.length;
  for (const message of missed) {
    const event = JSON.stringify(plain(message));
    if (length + event.length > FRAME_LENGTH) {
      yield `[${events.join(",")}]`;
      events = [];
      length = 0;
    }
    events.push(event);
    length += event.length;
  }
  events.push('{"type":"ready"}');
  yield `[${events.join(",")}]`;
}
