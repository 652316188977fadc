import type { Message, Time } from "../protocol/model.ts";
import { wordsOf } from "../protocol/words.ts";
import { type Query, write } from "./query.ts";

/** Messages of a document: those of one archive batch, so that an entry in the index costs a fiftieth of a row a message. */
export const CHUNK = 50;
/** A document's rowid is `room * ROOM_STRIDE + chunk`, so that the documents of a room lie together in order of age. Safe up to two million rooms. */
export const ROOM_STRIDE = 2 ** 32;

/** Which document of its room the message `seq` is in. */
export function chunkOf(seq: number): number {
  return Math.floor((seq - 1) / CHUNK);
}

/** The seq of the first message of a chunk. */
export function chunkStart(chunk: number): number {
  return chunk * CHUNK + 1;
}

/** What the index holds of the messages of one chunk: enough to tell which of them match, and when each was posted. */
export interface SearchDocument {
  chunk: number;
  /** When the first and the last message were posted. */
  since: Time;
  at: Time;
  /** When each message was posted, in milliseconds after `since`: a JSON array. */
  times: string;
  /** The folded words of each message, separated by spaces, in a line of its own. */
  words: string;
}

/**
 * Makes the document of a chunk.
 * @param messages all messages of one chunk that there are, ascending, in their current state
 */
export function searchDocument(messages: Message[]): SearchDocument {
  const since = messages[0]!.at;
  return {
    chunk: chunkOf(messages[0]!.seq),
    since,
    at: messages.at(-1)!.at,
    times: JSON.stringify(messages.map((message) => message.at - since)),
    words: messages.map((message) => wordsOf(message.text).join(" ")).join("\n"),
  };
}

/** A message within a document. */
export interface Line {
  seq: number;
  at: Time;
  /** Its words, in order, with a space between each two. */
  words: string;
}

/** The messages of a document. */
export function linesOf({ chunk, since, times, words }: Omit<SearchDocument, "at">): Line[] {
  const lines = words.split("\n");
  return (JSON.parse(times) as number[]).map((time, i) => ({
    seq: chunkStart(chunk) + i,
    at: since + time,
    words: lines[i] ?? "",
  }));
}

/** Writes documents, unless the room has sent a batch with a higher number than `version` already: one that arrives late must not bring back deleted words. */
export function putDocuments(db: D1Database, room: number, documents: SearchDocument[], version: number): Query<void> {
  return write(
    db
      .prepare(
        `INSERT OR REPLACE INTO search (rowid, since, at, times, words)
         SELECT CAST(?1 * ?4 AS INTEGER) + (value ->> 'chunk'), value ->> 'since', value ->> 'at', value ->> 'times',
                value ->> 'words'
         FROM rooms CROSS JOIN json_each(?2)
         WHERE rooms.number = ?1 AND rooms.version <= ?3`,
      )
      .bind(room, JSON.stringify(documents), version, ROOM_STRIDE),
  );
}
