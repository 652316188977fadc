declare namespace Cloudflare {
  /** Bindings and variables of wrangler.toml. Variables are read once, by `settings`; on the command line they arrive as strings. */
  interface Env {
    DB: D1Database;
    ROOM: DurableObjectNamespace<import("./room/room.ts").Room>;
    ASSETS: Fetcher;
    /** Secret of whoever runs this deployment; without it the operator's calls are refused. */
    OPERATOR_TOKEN?: string;
    MESSAGE_BURST: number | string;
    MESSAGES_PER_SECOND: number | string;
    CONNECTIONS_PER_USER: number | string;
    CONNECTIONS_PER_ROOM: number | string;
    SESSIONS_PER_HOUR: number | string;
    ROOMS_PER_HOUR: number | string;
    SEARCHES_PER_MINUTE: number | string;
    IDLE_TIMEOUT_MINUTES: number | string;
    FRAME_LIMIT: number | string;
    TEXT_LIMIT: number | string;
    ARCHIVE_BATCH: number | string;
    ARCHIVE_AFTER_SECONDS: number | string;
    ALLOWED_ORIGINS: string;
    PLAN?: string;
  }
}
interface Env extends Cloudflare.Env {}
