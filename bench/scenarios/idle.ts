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
  async run({ quick }) {
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
      const before = new Map(servers.map((server) => [server, server.cpu()]));
      const watch = quick ? 5_000 : WATCH_MS;
      progress(`idle: watching for ${watch / 1_000} s`);
      await sleep(watch);
      for (const server of servers) {
        readings.add(`${members} connections`, server.contender.title, {
          "CPU %": ((server.cpu() - before.get(server)!) / (watch / 1_000)) * 100,
          "KB/connection": (server.memory() - empty.get(server)!) / members / 1_000,
          "MB in all": server.memory() / 1e6,
        });
      }
    } finally {
      for (const audience of audiences) audience.stop();
      await Promise.all(servers.map((server) => server.stop()));
    }
    return {
      scenario: "idle",
      title: "Idle connections",
      method:
        "All servers at the same time, for a minute, one repeat. Heartbeats as the protocol has them: Dormouse's clients ping every 30 s, socket.io's server every 25 s, Bun's every two minutes of silence; the others have none.",
      rows: readings.rows,
    };
  },
};
