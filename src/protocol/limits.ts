/** Version of the wire contract; the subprotocol is `dormouse.v1`. */
export const PROTOCOL_VERSION = 1;
export const SUBPROTOCOL = "dormouse.v1";

/** What a client sends to show it is alive, and what the runtime answers without waking the room. */
export const PING = "ping";
export const PONG = "pong";
/** Milliseconds between heartbeats, in a visible tab and in a hidden one (browsers throttle those to a minute). */
export const HEARTBEAT_MS = 30_000;
export const HEARTBEAT_HIDDEN_MS = 60_000;
/** Milliseconds without a `pong` after which a client reconnects. */
export const PONG_TIMEOUT_MS = 10_000;
/** Milliseconds without a sign of life (heartbeat or frame) after which the room takes a connection for dead. */
export const DEAD_AFTER_MS = 5 * 60_000;

/** Messages sent on a first visit, and the most a client may be behind and still resume. */
export const FIRST_PAGE = 50;
export const RESUME_LIMIT = 1_000;
/** Messages in a page of history or of search results. */
export const PAGE_LIMIT = 100;
export const PAGE_DEFAULT = 50;

/** Milliseconds a person who lost their last connection still counts as online. */
export const GRACE_MS = 10_000;
/** Milliseconds between two typing frames of one person, and how long receivers show one. */
export const TYPING_EVERY_MS = 3_000;
export const TYPING_SHOWN_MS = 6_000;
/** In a room with more people than this, nobody is told who is typing: it would be noise, and the first thing to save on. */
export const TYPING_AUDIENCE = 100;
/** Milliseconds without input in any tab after which a client says it is away. */
export const AWAY_AFTER_MS = 5 * 60_000;

/** Different reactions a message can carry. */
export const REACTIONS_LIMIT = 20;
/** UTF-16 code units of the longest reaction; the longest emoji in use, a family of four with skin tones, has 19. */
export const REACTION_LENGTH = 32;
/** Rooms that a list of all rooms asks at most; the others are in it as they were with their last archived batch. */
export const ROOMS_ASKED = 20;
/** Milliseconds after which a client asks for the list of itself: while something happens in other rooms, and at most. */
export const LIST_EVERY_MS = 2 * 60_000;
export const LIST_EVERY_QUIET_MS = 10 * 60_000;

/** Characters of a person's name, a room's name and its topic. */
export const NAME_LIMIT = 40;
export const ROOM_NAME_LIMIT = 80;
export const TOPIC_LIMIT = 250;
/** Characters of a search query, and words in it. */
export const QUERY_LIMIT = 200;

/** Characters of a message unless the server is configured otherwise: a client says so before it sends more. */
export const TEXT_LENGTH = 4_000;
/** Characters of a frame unless the server is configured otherwise: a client stays within, because a longer one is refused unread. */
export const FRAME_LENGTH = 16_384;
/** Characters received after which a client sends `ack`, and unacknowledged ones after which the room closes with 4008. */
export const ACK_EVERY = 131_072;
export const UNACKNOWLEDGED_LIMIT = 4_194_304;

/** Bad frames within `BAD_FRAMES_MS` that end a connection with 4400. */
export const BAD_FRAMES_LIMIT = 10;
export const BAD_FRAMES_MS = 60_000;
/** Frames refused as `rate_limited` within `REFUSALS_MS` that end a connection with 4029. */
export const REFUSALS_LIMIT = 50;
export const REFUSALS_MS = 10_000;
