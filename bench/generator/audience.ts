import { setTimeout as sleep } from "node:timers/promises";
import type { Server } from "../servers/server.ts";
import type { Offer } from "./crowd.ts";
import type { Count, Order, Times } from "./main.ts";
import { Player } from "./player.ts";

/** Milliseconds without any delivery after which what is still missing counts as lost. */
const PATIENCE_MS = 10_000;

/** Milliseconds for all to arrive: at Dormouse each is a new guest, who signs in, joins and is announced to all others. */
const ARRIVAL_MS = 300_000;
/** Members who take the time of every message they receive, unless it is said otherwise. */
const SAMPLERS = 20;

export interface Gathering {
  /** Ids of the rooms, over which the members are spread evenly. */
  rooms: string[];
  members: number;
  /** How many of the members will send. */
  senders: number;
  samplers?: number;
}

/** The people of a server's rooms, played by one or more load generators. */
export class Audience {
  readonly #processes: Player<Order, Count | Times>[];
  readonly #server: Server;
  /** Members of one room. */
  #inRoom = 0;

  /** @param processes how many load generators share the people among them */
  constructor(server: Server, processes = 1) {
    this.#server = server;
    this.#processes = Array.from({ length: processes }, () => new Player<Order, Count | Times>("main.ts"));
  }

  /** Fills rooms with people. */
  async arrive({ rooms, members, senders, samplers = SAMPLERS }: Gathering): Promise<void> {
    const { contender, place } = this.#server;
    const share = (whole: number, index: number) =>
      Math.floor((whole * (index + 1)) / this.#processes.length) - Math.floor((whole * index) / this.#processes.length);
    const party = {
      dialect: contender.dialect,
      port: place.port,
      compress: place.compress,
      paths: rooms.map((room) => contender.path(room)),
    };
    let first = 0;
    for (const [index, generator] of this.#processes.entries()) {
      const own = { members: share(members, index), senders: share(senders, index), samplers: share(samplers, index) };
      const late = sleep(ARRIVAL_MS, undefined, { ref: false }).then(() => {
        throw new Error(`${contender.name}: ${own.members} members have not arrived in ${ARRIVAL_MS / 1_000} s.`);
      });
      await Promise.race([generator.ask({ do: "arrive", ...party, ...own, first }), late]);
      first += own.members;
    }
    this.#inRoom = members / rooms.length;
  }

  /** Begins to send at a fixed rate over all. */
  async offer({ rate, inFlight }: Offer): Promise<void> {
    const { length } = this.#processes;
    await this.#all({ do: "offer", rate: rate / length, inFlight: Math.ceil(inFlight / length) });
  }

  /** From now on times are taken. */
  begin(): Promise<Count> {
    return this.#all({ do: "begin" });
  }

  /** One member says one thing. */
  async say(): Promise<void> {
    await this.#processes[0]!.ask({ do: "say" });
  }

  count(): Promise<Count> {
    return this.#all({ do: "count" });
  }

  /** Stops taking times and sending, and waits until everybody has everything. @throws Error if somebody has not */
  async finish(): Promise<Times> {
    await this.#all({ do: "end" });
    await this.#all({ do: "hush" });
    let count = await this.count();
    for (let last = count; count.delivered !== count.sent * this.#inRoom; ) {
      if (count.delivered > last.delivered) last = count;
      else if (count.at - last.at > PATIENCE_MS * 1_000) {
        throw new Error(
          `${this.#server.contender.name}: ${count.delivered} of ${count.sent * this.#inRoom} delivered. ${count.complaints.slice(0, 3).join("; ")}`,
        );
      }
      await sleep(20);
      count = await this.count();
    }
    if (count.complaints.length > 0) throw new Error(count.complaints.slice(0, 5).join("\n"));
    const times = await Promise.all(
      this.#processes.map((generator) => generator.ask({ do: "times" }) as Promise<Times>),
    );
    return {
      receive: Float64Array.from(times.flatMap(({ receive }) => [...receive])),
      acknowledge: Float64Array.from(times.flatMap(({ acknowledge }) => [...acknowledge])),
    };
  }

  /** From now on nobody sends a heartbeat. */
  async rest(): Promise<void> {
    await this.#all({ do: "rest" });
  }

  async leave(): Promise<void> {
    await this.#all({ do: "leave" });
  }

  stop(): void {
    for (const generator of this.#processes) generator.stop();
  }

  async #all(order: Order): Promise<Count> {
    const counts = await Promise.all(this.#processes.map((generator) => generator.ask(order) as Promise<Count>));
    const sum = (key: "delivered" | "sent" | "withheld" | "cpu") =>
      counts.reduce((total, count) => total + count[key], 0);
    return {
      at: Math.max(...counts.map(({ at }) => at)),
      delivered: sum("delivered"),
      sent: sum("sent"),
      withheld: sum("withheld"),
      cpu: sum("cpu"),
      complaints: counts.flatMap(({ complaints }) => complaints),
    };
  }
}
