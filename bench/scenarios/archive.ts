import { word } from "../archive/texts.ts";
import { newSession } from "../generator/sessions.ts";
import { Readings } from "../report/results.ts";
import { contenders } from "../servers/contenders.ts";
import { Server } from "../servers/server.ts";
import { percentiles } from "../statistics.ts";
import { progress, type Scenario } from "./scenario.ts";

const MESSAGES = 1_000_000;
const CALLS = 100;

/** What is asked of the archive; `turn` makes each call another one, so that none is answered from memory alone. */
const questions: Record<string, (turn: number, messages: number) => string> = {
  "history, the latest page": () => "/api/rooms/lobby/messages",
  "history, a page anywhere": (turn, messages) =>
    `/api/rooms/lobby/messages?before=${51 + ((turn * 7_919 * 131) % (messages - 51))}&rev=0`,
  "history, 100 around a message": (turn, messages) =>
    `/api/rooms/lobby/messages?around=${51 + ((turn * 7_919 * 137) % (messages - 102))}&limit=100&rev=0`,
  "search, a rare word": (turn) => `/api/search?room=lobby&q=${word(9_000 + ((turn * 97) % 10_000))}`,
  "search, a common word": (turn) => `/api/search?room=lobby&q=${word(turn % 20)}`,
  "search, two words": (turn) => `/api/search?room=lobby&q=${word(20 + turn)}+${word(400 + turn * 3)}`,
  "search, a phrase": (turn) => `/api/search?room=lobby&q=%22${word(turn % 10)}+${word(10 + turn)}%22`,
  "search, the beginning of a word": (turn) => `/api/search?room=lobby&q=${word(3_000 + turn * 11).slice(0, 5)}`,
  "search, all rooms": (turn) => `/api/search?q=${word(300 + turn * 7)}`,
};

/** How long history and search take when a million messages are archived. */
export const archive: Scenario = {
  name: "archive",
  async run({ repeats, quick }) {
    const readings = new Readings();
    const messages = quick ? MESSAGES / 50 : MESSAGES;
    progress(`archive: filling it with ${messages} messages`);
    const server = await Server.start(contenders.dormouse, { archived: messages });
    try {
      const token = await newSession(server.place.port, "Reader");
      for (let repeat = 0; repeat < repeats; repeat++) {
        for (const [what, question] of Object.entries(questions)) {
          progress(`archive: ${what}`);
          const times: number[] = [];
          let found = 0;
          const cpu = server.cpu();
          for (let turn = 0; turn < CALLS; turn++) {
            const start = performance.now();
            found += await ask(server, question(repeat * CALLS + turn, messages), token);
            times.push((performance.now() - start) * 1_000);
          }
          const { p50, p99 } = percentiles(Float64Array.from(times));
          readings.add(`${messages} messages in one room`, what, {
            "p50 ms": p50,
            "p99 ms": p99,
            "messages found": found / CALLS,
            "CPU ms": ((server.cpu() - cpu) * 1_000) / CALLS,
          });
        }
      }
    } finally {
      await server.stop();
    }
    return {
      scenario: "archive",
      title: "History and search",
      method:
        "Calls one after the other, over HTTP, the room asleep, so that D1 answers. The words follow Zipf's law over 20,000.",
      rows: readings.rows,
    };
  },
};

/** @returns how many messages were answered */
async function ask(server: Server, path: string, token: string): Promise<number> {
  const headers = { Authorization: `Bearer ${token}` };
  const response = await fetch(`http://127.0.0.1:${server.place.port}${path}`, { headers });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { messages: unknown[] }).messages.length;
}
