import type { ServerEvent } from "../../../src/protocol/events.ts";
import type { Message, Person } from "../../../src/protocol/model.ts";
import { Copy } from "../../room/copy.ts";
import type { Guest } from "../../room/people.ts";

/** What one connection has to have been told since it was last looked at, presence apart. */
export interface Told {
  /** In order, with the `ack` of this connection's own changes. */
  messages: (Message & { ack?: string })[];
  errors: { codes: string[]; id: string; retryAfter?: number | undefined }[];
  typing: { id: string; name: string }[];
  reads: number[];
  closed?: number;
}

/** A connection of the real room, with the list of people that its events make. */
export class Line {
  readonly roster = new Map<string, Person>();
  count = 0;
  readonly told: Told = { messages: [], errors: [], typing: [], reads: [] };
  #events = 0;
  #frames = 0;

  constructor(
    readonly key: string,
    readonly who: string,
    readonly guest: Guest,
  ) {}

  /** The events since the last look, without those that only say who is here: these are taken into the roster. */
  look(): { events: ServerEvent[]; frames: string[] } {
    const events = this.guest.events.slice(this.#events);
    const frames = this.guest.frames.slice(this.#frames);
    this.#events += events.length;
    this.#frames += frames.length;
    for (const event of events) {
      if (event.type === "welcome") this.#replace(event.online, event.count);
      if (event.type === "presence") this.#update(event.online, event.offline, event.count);
    }
    return { events, frames };
  }

  #replace(online: Person[], count: number): void {
    this.roster.clear();
    for (const person of online) this.roster.set(person.id, person);
    this.count = count;
  }

  /** @throws if the event says what was known already: that is no event */
  #update(online: Person[], offline: string[], count: number): void {
    for (const person of online) {
      if (JSON.stringify(this.roster.get(person.id)) === JSON.stringify(person)) throw new Error(`again: ${person.id}`);
      this.roster.set(person.id, person);
    }
    for (const id of offline) if (!this.roster.delete(id)) throw new Error(`was not here: ${id}`);
    this.count = count;
  }
}

/** Somebody's browser tab. Its copy of the room outlives its connections. */
export class Tab {
  copy = new Copy();
  line: Line | undefined;
  /** True from an answer that was lost until it connects again: what comes meanwhile does not arrive. */
  isDeaf = false;

  constructor(
    readonly who: string,
    readonly name: string,
  ) {}
}
