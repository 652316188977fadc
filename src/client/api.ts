import type { HistoryPage, RoomSummary, SearchPage, Time, User } from "../protocol/model.ts";
import type { PageQuery } from "../protocol/page.ts";

/** The server's refusal (RFC 9457), or `offline` if it could not be reached. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  /** Seconds to wait before another try, if the server said so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, code: string, detail: string, retryAfter?: number) {
    super(detail);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

export interface Me {
  user: User;
  /** False if this person asked not to be shown online; absent for someone new, who is shown. */
  visible?: boolean;
}

export interface SessionChanges {
  name?: string;
  visible?: boolean;
}

export interface RoomChanges {
  name?: string;
  topic?: string;
}

/** What is searched for: words, and what narrows them down. */
export interface SearchQuery {
  q: string;
  /** Id of a room; all rooms without it. */
  room?: string;
  /** Id of the author. */
  from?: string;
  since?: Time;
  until?: Time;
  /** Where the page before ended. */
  before?: string;
}

/** The calls of the contract's section 2 that the client makes. Each rejects with an ApiError. */
export interface Api {
  /** Null if nobody is signed in. */
  session(): Promise<Me | null>;
  signIn(name: string): Promise<Me>;
  change(changes: SessionChanges): Promise<Me>;
  signOut(): Promise<void>;
  rooms(): Promise<RoomSummary[]>;
  room(id: string): Promise<RoomSummary>;
  changeRoom(id: string, changes: RoomChanges): Promise<RoomSummary>;
  createRoom(name: string, topic: string): Promise<RoomSummary>;
  /**
   * A page of messages.
   * @param rev revision held of the room: if the archive is as new, the server need not wake the room
   */
  history(room: string, query: PageQuery, rev: number): Promise<HistoryPage>;
  search(query: SearchQuery, limit: number): Promise<SearchPage>;
}

/** Milliseconds until a request counts as lost: browsers alone would wait for minutes after a change of networks. */
const GIVE_UP_MS = 20_000;

/** @param request the browser's `fetch`, or a test's */
export function httpApi(request: typeof fetch): Api {
  async function call(method: string, path: string, body?: object): Promise<Response> {
    const headers = body ? { "content-type": "application/json" } : {};
    let response: Response;
    try {
      const signal = AbortSignal.timeout(GIVE_UP_MS);
      response = await request(path, { method, headers, signal, body: body ? JSON.stringify(body) : null });
    } catch {
      throw outOfReach();
    }
    if (!response.ok) throw await problem(response);
    return response;
  }

  /** The answers come from the same deployment as this file, so their shape is taken as the contract has it. */
  async function ask<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    const response = await call(method, path, body);
    try {
      return (await response.json()) as Answer;
    } catch {
      throw outOfReach();
    }
  }

  return {
    async session() {
      try {
        return await ask<Me>("GET", "/api/session");
      } catch (error) {
        if (error instanceof ApiError && error.status === 401) return null;
        throw error;
      }
    },
    signIn: (name) => ask("POST", "/api/session", { name }),
    change: (changes) => ask("PATCH", "/api/session", changes),
    async signOut() {
      await call("DELETE", "/api/session");
    },
    rooms: async () => (await ask<{ rooms: RoomSummary[] }>("GET", "/api/rooms")).rooms,
    room: async (id) => (await ask<{ room: RoomSummary }>("GET", `/api/rooms/${id}`)).room,
    changeRoom: async (id, changes) => (await ask<{ room: RoomSummary }>("PATCH", `/api/rooms/${id}`, changes)).room,
    createRoom: async (name, topic) => {
      const body = topic === "" ? { name } : { name, topic };
      return (await ask<{ room: RoomSummary }>("POST", "/api/rooms", body)).room;
    },
    history: (room, query, rev) => ask("GET", `/api/rooms/${room}/messages?${parameters({ ...query, rev })}`),
    search: (query, limit) => ask("GET", `/api/search?${parameters({ ...query, limit })}`),
  };
}

function outOfReach(): ApiError {
  return new ApiError(0, "offline", "The server cannot be reached.");
}

function parameters(values: Record<string, string | number>): string {
  return `${new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)]))}`;
}

/** What an answer that is not ok says. */
export async function problem(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get("retry-after")) || undefined;
  try {
    const { code, detail } = (await response.json()) as { code?: unknown; detail?: unknown };
    if (typeof code === "string" && typeof detail === "string") {
      return new ApiError(response.status, code, detail, retryAfter);
    }
  } catch {
    // Not from our server: a proxy's page, or an answer cut short.
  }
  return new ApiError(response.status, "internal", "The server did not answer as it should.");
}
