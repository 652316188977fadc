import * as v from "valibot";

const number = v.pipe(v.unknown(), v.transform(Number), v.number(), v.finite(), v.minValue(0));
const positive = v.pipe(number, v.minValue(Number.MIN_VALUE));

const schema = v.pipe(
  v.object({
    MESSAGE_BURST: v.pipe(number, v.integer(), v.minValue(1)),
    MESSAGES_PER_SECOND: positive,
    CONNECTIONS_PER_USER: v.pipe(number, v.integer(), v.minValue(1)),
    CONNECTIONS_PER_ROOM: v.pipe(number, v.integer(), v.minValue(1)),
    SESSIONS_PER_HOUR: number,
    ROOMS_PER_HOUR: number,
    SEARCHES_PER_MINUTE: v.pipe(number, v.integer(), v.minValue(1)),
    IDLE_TIMEOUT_MINUTES: positive,
    FRAME_LIMIT: positive,
    TEXT_LIMIT: positive,
    ARCHIVE_BATCH: v.pipe(number, v.integer(), v.minValue(1)),
    ARCHIVE_AFTER_SECONDS: number,
    ALLOWED_ORIGINS: v.optional(v.string(), ""),
    PLAN: v.optional(v.picklist(["free", "paid"]), "free"),
  }),
  v.transform((vars) => ({
    messageBurst: vars.MESSAGE_BURST,
    messagesPerSecond: vars.MESSAGES_PER_SECOND,
    connectionsPerUser: vars.CONNECTIONS_PER_USER,
    connectionsPerRoom: vars.CONNECTIONS_PER_ROOM,
    sessionsPerHour: vars.SESSIONS_PER_HOUR,
    roomsPerHour: vars.ROOMS_PER_HOUR,
    searchesPerMinute: vars.SEARCHES_PER_MINUTE,
    idleTimeoutMs: vars.IDLE_TIMEOUT_MINUTES * 60_000,
    frameLimit: vars.FRAME_LIMIT,
    textLimit: vars.TEXT_LIMIT,
    archiveBatch: vars.ARCHIVE_BATCH,
    archiveAfterMs: vars.ARCHIVE_AFTER_SECONDS * 1_000,
    plan: vars.PLAN,
    allowedOrigins: vars.ALLOWED_ORIGINS.split(/\s+/).filter(Boolean),
  })),
);

/** The variables of wrangler.toml, under the names docs/protocol.md section 5 explains. */
export type Settings = v.InferOutput<typeof schema>;

/**
 * Reads the variables, once for each isolate or room.
 * @throws Error naming the variable that is missing or not a number
 */
export function readSettings(env: Env): Settings {
  const parsed = v.safeParse(schema, env);
  if (parsed.success) return parsed.output;
  const { path, message } = parsed.issues[0];
  throw new Error(`wrangler.toml: variable ${path?.[0]?.key}: ${message}`);
}
