import type { BrowserContext, WebSocketRoute } from "playwright-core";
import type { Person } from "../../../src/protocol/model.ts";

/** What becomes of a message, or of a change to one, on its way to the room. */
type Fate = "arrives" | "is lost" | "is refused" | "finds the quota spent";

/** Between the pages of a browser and their rooms; it can make happen what seldom does. */
export class Wire {
  fate: Fate = "arrives";
  /** What becomes of a connection: silent, it is open, and nothing comes from the room. */
  connection: "whole" | "silent" | "cut" = "whole";
  /** Who is said to be in the room besides those who are. */
  crowd: Person[] = [];

  readonly #sockets: WebSocketRoute[] = [];
  #refuseLost = () => {};

  /** Stands between from now on, for connections that are made later. */
  static async across(context: BrowserContext): Promise<Wire> {
    const wire = new Wire();
    await context.routeWebSocket(/\/socket/, (socket) => wire.#connect(socket));
    return wire;
  }

  /** Ends every connection, and lets none come about. */
  cut(): void {
    this.connection = "cut";
    this.drop();
  }

  /** Ends every connection; the next ones come about. */
  drop(): void {
    for (const socket of this.#sockets) void socket.close({ code: 1011 });
  }

  /** Refuses what was lost last, as a room that takes its time. */
  refuse(): void {
    this.#refuseLost();
  }

  #connect(socket: WebSocketRoute): void {
    this.#sockets.push(socket);
    if (this.connection === "cut") void socket.close({ code: 1011 });
    if (this.connection !== "whole") return;
    const server = socket.connectToServer();
    socket.onMessage((data) => {
      const id = idOf(String(data));
      if (id === null || this.fate === "arrives") server.send(data);
      else if (this.fate === "is lost") this.#refuseLost = () => socket.send(error(id, { code: "muted" }));
      else if (this.fate === "is refused") socket.send(error(id, { code: "muted" }));
      else if (this.fate === "finds the quota spent") {
        socket.send(error(id, { code: "rate_limited", quota: true, retryAfter: 7_200 }));
      }
    });
    server.onMessage((data) => socket.send(this.crowd.length === 0 ? data : withCrowd(String(data), this.crowd)));
  }
}

/** The id of a message that is sent, or of a change; null for anything else. */
function idOf(frame: string): string | null {
  return frame === "ping" ? null : ((JSON.parse(frame) as { id?: string }).id ?? null);
}

function error(id: string, what: object): string {
  return JSON.stringify([{ type: "error", message: "", id, ...what }]);
}

function withCrowd(frame: string, crowd: Person[]): string {
  if (frame === "pong") return frame;
  const events = JSON.parse(frame) as { type: string; online?: Person[]; count?: number }[];
  for (const event of events) {
    if (event.type === "welcome") event.online?.push(...crowd);
    if (event.count !== undefined) event.count += crowd.length;
  }
  return JSON.stringify(events);
}

/** People of whom a list is too long to be read. */
export function crowdOf(count: number): Person[] {
  const names = [
    "Ines",
    "Tomás",
    "Yuki",
    "Oluwaseun",
    "Fatima",
    "Bo",
    "Margarethe von Hohenfels-Lauenburg",
    "Łukasz",
    "نور",
  ];
  return Array.from({ length: count }, (_, index) => ({
    id: `crowd-${index}`,
    name: `${names[index % names.length]} ${Math.floor(index / names.length) + 1}`,
    guest: true,
    status: index % 4 === 3 ? "away" : "active",
    since: Date.now() - 60_000 * ((index * 7) % 200),
  }));
}
