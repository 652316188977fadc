import { type DialectName, dialects } from "./dialects.ts";
import { Member, type Tally } from "./member.ts";
import { COMPRESSION } from "./socket.ts";
import { clock } from "./text.ts";

/** Sockets that are opened at the same time. */
const AT_ONCE = 50;

export interface Party {
  dialect: DialectName;
  port: number;
  /** Addresses of the rooms; the members are spread over them, the first so many to the first. */
  paths: string[];
  members: number;
  /** How many of them send. */
  senders: number;
  /** Number of the first member: another process has those before it. */
  first: number;
  /** How many take the time of every message they receive. */
  samplers: number;
  compress: boolean;
}

export interface Offer {
  /** Messages a second. */
  rate: number;
  /** Most messages that may be on their way; beyond them the next one waits, and the server counts as saturated. */
  inFlight: number;
}

/** The people in one room, as far as this process plays them. */
export class Crowd {
  readonly #party: Party;
  #members: Member[] = [];
  #senders: Member[] = [];
  #timer: NodeJS.Timeout | undefined;
  #heart: NodeJS.Timeout | undefined;
  readonly tally: Tally = {
    delivered: 0,
    sent: 0,
    returned: 0,
    receive: [],
    acknowledge: [],
    from: Number.POSITIVE_INFINITY,
    to: Number.POSITIVE_INFINITY,
    complaints: [],
  };
  /** Messages that came due but were not sent, because too many were on their way. */
  withheld = 0;

  constructor(party: Party) {
    this.#party = party;
  }

  /** @param tokens of the sessions, one for each member, if the server knows sessions */
  async arrive(tokens: string[]): Promise<void> {
    const { dialect, port, paths, members, senders, first, samplers, compress } = this.#party;
    let next = 0;
    const worker = async () => {
      while (next < members) {
        const index = next++;
        const headers = compress ? [COMPRESSION] : [];
        if (tokens[index] !== undefined) headers.push(`Authorization: Bearer ${tokens[index]}`);
        const path = paths[Math.floor((index * paths.length) / members)]!;
        const member = new Member(port, path, headers, dialects[dialect], first + index, this.tally);
        this.#members[index] = member;
        await member.ready;
      }
    };
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, members) }, worker));
    this.#senders = spread(this.#members, senders);
    for (const sender of this.#senders) sender.sends = true;
    for (const sampler of spread(this.#members, samplers, 0.5)) sampler.samples = true;
    const { heartbeat } = dialects[dialect];
    if (heartbeat) this.#beat(heartbeat.every / members);
  }

  /** Lets the members' hearts beat one after the other, as people's do who did not come at the same moment. */
  #beat(interval: number): void {
    const start = performance.now();
    let beats = 0;
    const due = () => Math.floor((performance.now() - start) / interval);
    this.#heart = setInterval(
      () => {
        for (; beats < due(); beats++) this.#members[beats % this.#members.length]?.beat();
      },
      Math.max(10, interval),
    );
  }

  /** One member says one thing. */
  say(): void {
    this.#senders[0]!.say(clock());
  }

  /**
   * Sends at a fixed rate, whatever the server does. A message carries the time at which it was due, if this process was
   * late by more than its timer's grain, so that waiting is never left out.
   */
  offer({ rate, inFlight }: Offer): void {
    const interval = 1_000_000 / rate;
    let due = clock();
    let turn = 0;
    const tick = () => {
      const now = clock();
      while (due <= now) {
        if (this.tally.sent - this.tally.returned >= inFlight) {
          this.withheld++;
        } else {
          this.#senders[turn++ % this.#senders.length]!.say(now - due > GRAIN ? Math.round(due) : now);
        }
        due += interval;
      }
      this.#timer = setTimeout(tick, Math.max(1, Math.floor((due - now) / 1_000)));
    };
    tick();
  }

  hush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** No heartbeats any more; servers wait for minutes before they mind. */
  rest(): void {
    clearInterval(this.#heart);
  }

  leave(): void {
    this.hush();
    this.rest();
    for (const member of this.#members) member.leave();
    this.#members = [];
  }
}

/** Microseconds. */
const GRAIN = 2_000;

/** `count` of `members`, evenly spread over them, beginning that share of a step from the first. */
function spread(members: Member[], count: number, offset = 0): Member[] {
  const step = Math.max(1, members.length / count);
  const number = Math.min(count, members.length);
  return Array.from({ length: number }, (_, index) => members[Math.floor((index + offset) * step)]!);
}
