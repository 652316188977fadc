import type { ArchiveBatch } from "../database/archive.ts";
import { CHUNK, chunkOf, chunkStart, type SearchDocument, searchDocument } from "../database/search-documents.ts";
import type { Message } from "../protocol/model.ts";
import type { Commands } from "./commands.ts";
import type { Messages } from "./messages.ts";

/** New messages, and changes, in one batch of a room that was busy. */
const BATCH = 500;
/** UTF-8 bytes of one bound value; D1 takes 2,000,000. A UTF-16 code unit has at most 3. */
const BATCH_BYTES = 1_500_000;
const BYTES_PER_UNIT = 3;

/** How far D1 has got. */
export interface Watermark {
  /** Last message, and last row of `changes`, that it has. */
  seq: number;
  change: number;
  /** Number of the last batch. */
  version: number;
  /** While the archive is being rebuilt: the last message that was copied again. */
  rebuilt?: number;
}

/** A batch, without what the room has used so far, and without who is there. */
export type Gathered = Omit<ArchiveBatch, "ledger" | "online">;

/** What goes into a batch as long as there is room for it. */
class Parcel {
  readonly messages = new Map<number, Message>();
  readonly documents = new Map<number, SearchDocument>();
  #units = 0;

  /** @param seq last message that search documents hold */
  constructor(
    private readonly log: Messages,
    private readonly seq: number,
  ) {}

  get isFull(): boolean {
    return this.#units * BYTES_PER_UNIT > BATCH_BYTES;
  }

  /** Adds a message, and if its words are new to the index, the search document it is in. */
  add(message: Message, withWords: boolean): void {
    if (!this.messages.has(message.seq)) this.#units += JSON.stringify(message).length;
    this.messages.set(message.seq, message);
    const chunk = chunkOf(message.seq);
    if (!withWords || this.documents.has(chunk)) return;
    const document = documentOf(this.log, chunk, this.seq);
    this.#units += document.words.length;
    this.documents.set(chunk, document);
  }
}

/**
 * Gathers what D1 lacks: new messages, then changed ones, then those of a rebuild, as many as fit.
 * @param before how far D1 has got
 * @param room the room's number
 * @param isAwake whether D1 is to think so even if the batch is the last for now
 * @param forgotten deleted messages that D1 has been told of already
 * @returns the batch, and how far D1 will have got with it
 */
export function gatherBatch(
  { messages, changes }: Commands,
  before: Watermark,
  room: number,
  isAwake: boolean,
  forgotten: Set<number>,
): { mark: Watermark; batch: Gathered } {
  // The time makes it higher than any number given out before a restart and not written down.
  const mark = { ...before, version: Math.max(before.version + 1, Date.now()) };
  const parcel = new Parcel(messages, Math.min(messages.seq, before.seq + BATCH));
  for (const message of messages.range(before.seq + 1, before.seq + BATCH)) {
    if (parcel.isFull) break;
    parcel.add(message, true);
    mark.seq = message.seq;
  }
  for (const { n, seq, effect } of changes.after(before.change, before.change + BATCH)) {
    if (parcel.isFull) break;
    const isNews = effect !== "none" && seq <= before.seq && !forgotten.has(seq);
    const message = isNews ? messages.get(seq) : undefined;
    if (message) parcel.add(message, effect === "text");
    mark.change = n;
  }
  if (before.rebuilt !== undefined) {
    for (const message of messages.range(before.rebuilt + 1, Math.min(before.rebuilt + BATCH, mark.seq))) {
      if (parcel.isFull) break;
      parcel.add(message, true);
      mark.rebuilt = message.seq;
    }
    if (mark.rebuilt === mark.seq) delete mark.rebuilt;
  }
  const isComplete = mark.seq === messages.seq && mark.change === changes.count && mark.rebuilt === undefined;
  const batch: Gathered = {
    room,
    version: mark.version,
    messages: [...parcel.messages.values()],
    documents: [...parcel.documents.values()],
    seq: mark.rebuilt ?? mark.seq,
    rev: changes.revOf(mark.change),
    lastMessageAt: messages.get(mark.seq)?.at ?? null,
    awake: isAwake || !isComplete,
  };
  return { mark, batch };
}

/** The search document of a chunk, with its messages up to `seq`. */
export function documentOf(messages: Messages, chunk: number, seq: number): SearchDocument {
  const from = chunkStart(chunk);
  return searchDocument(messages.range(from, Math.min(from + CHUNK - 1, seq)));
}
