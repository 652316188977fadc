import { setTimeout as sleep } from "node:timers/promises";
import { Audience } from "../generator/audience.ts";
import { Readings } from "../report/results.ts";
import { contenders } from "../servers/contenders.ts";
import { Server } from "../servers/server.ts";
import { progress, type Scenario } from "./scenario.ts";

const MEMBERS = 1_000;
/** Milliseconds from the last arrival until everybody has settled, and of watching. */
const SETTLE_MS = 15_000;
const WATCH_MS = 60_000;

/** What a thousand people cost who say nothing. */
export const idle: Scenario = {
  name: "idle",
  async run({ repeats, quick }) {
    const readings = new Readings();
    const members = quick ? MEMBERS / 10 : MEMBERS;
    const servers: Server[] = [];
    const audiences: Audience[] = [];
    const empty = new Map<Server, number>();
    try {
      for (const contender of Object.values(contenders)) {
        progress(`idle: ${contender.title}`);
        const server = await Server.start(contender);
        servers.push(server);
        const room = await contender.makeRoom(server.place.port, "room");
        await sleep(500);
        empty.set(server, server.memory());
        const audience = new Audience(server);
        audiences.push(audience);
        await audience.arrive({ rooms: [room], members, senders: 1 });
      }
      await sleep(quick ? 2_000 : SETTLE_MS);
      const seconds = (quick ? 5_000 : WATCH_MS) / 1_000;
      const watch = async (what: string, repeat: number) => {
        progress(`idle: ${what}, for ${seconds} s, ${repeat + 1} of ${repeats}`);
        const before = new Map(servers.map((server) => [server, server.cpu()]));
        await sleep(seconds * 1_000);
        for (const server of servers) {
          readings.add(what, server.contender.title, {
            "CPU %": ((server.cpu() - before.get(server)!) / seconds) * 100,
            "KB/connection": (server.memory() - empty.get(server)!) / members / 1_000,
            "MB in all": server.memory() / 1e6,
          });
        }
      };
      for (let repeat = 0; repeat < repeats; repeat++) await watch(`${members} connections`, repeat);
      await Promise.all(audiences.map((audience) => audience.rest()));
      for (let repeat = 0; repeat < repeats; repeat++) await watch(`${members} connections, no heartbeats`, repeat);
    } finally {
      for (const audience of audiences) audience.stop();
      await Promise.all(servers.map((server) => server.stop()));
    }
    return {
      scenario: "idle",
      title: "Idle connections",
      method:
        "All servers at the same time, minute by minute, with the same connections. Heartbeats as the protocol has them: Dormouse's clients ping every 30 s, which the runtime answers and no room sees; socket.io's server every 25 s, Bun's every two minutes of silence; the others have none. Then without those that clients send. Each of a thousand who come in is told of all who are there before, and memory once used stays with the process.",
      rows: readings.rows,
    };
  },
};
