import { env } from "cloudflare:workers";
import { expect, onTestFinished, vi } from "vitest";
import { messagesBetween } from "../../src/database/messages.ts";
import { CHUNK, ROOM_STRIDE, type SearchDocument, searchDocument } from "../../src/database/search-documents.ts";
import type { Message } from "../../src/protocol/model.ts";
import { until } from "./clock.ts";
import type { TestRoom } from "./people.ts";

type Results = Promise<D1Result[]>;

/** Stands between rooms and D1 until the test is over. The test's own queries go past it. */
export class Wire {
  /** When each request came. */
  readonly calls: number[] = [];
  /** What becomes of a request; `work` carries it out, and may do so late, often or never. */
  behave: (work: () => Results) => Results = (work) => work();

  static tap(): Wire {
    const wire = new Wire();
    const prototype = Object.getPrototypeOf(env.DB) as D1Database;
    const { batch } = prototype;
    prototype.batch = function (this: D1Database, statements: D1PreparedStatement[]) {
      wire.calls.push(Date.now());
      return wire.behave(() => batch.call(this, statements) as Results) as never;
    };
    onTestFinished(() => {
      prototype.batch = batch;
    });
    return wire;
  }

  mend(): void {
    this.behave = (work) => work();
  }

  /** D1 answers that it does not work. */
  cut(): void {
    this.behave = () => Promise.reject(new Error("D1_ERROR: Network connection lost."));
  }

  /** D1 does what it is asked, and its answer is lost. */
  loseAnswers(): void {
    this.behave = async (work) => {
      await work();
      throw new Error("D1_ERROR: Network connection lost.");
    };
  }

  /** The next request hangs until the test lets it go; those after it are answered. */
  holdOne(): Held {
    const held = new Held();
    this.behave = (work) => {
      this.mend();
      return held.take(work);
    };
    return held;
  }
}

/** Takes the complaints of rooms about D1 off the console, for a test that makes them complain. */
export function complaints() {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  onTestFinished(() => log.mockRestore());
  return log;
}

/** A request on its way to D1. */
export class Held {
  #work: (() => Results) | undefined;
  #answer: ((results: Results) => void) | undefined;

  take(work: () => Results): Results {
    this.#work = work;
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  /** Waits until the request is under way. */
  caught(): Promise<void> {
    return until(() => this.#work !== undefined);
  }

  /** Lets the request reach D1, and its answer the room. */
  async release(room: TestRoom): Promise<void> {
    await this.answer(room, await this.arrive());
  }

  /** Lets the answer of D1 reach the room. */
  async answer(room: TestRoom, results: Awaited<Results>): Promise<void> {
    await room.inside(() => this.#answer!(Promise.resolve(results)));
  }

  /** Lets the request reach D1, and keeps its answer. */
  arrive(): Results {
    return this.#work!();
  }
}

/** What the archive holds of a room. */
interface Archived {
  messages: Message[];
  documents: SearchDocument[];
}

export async function archived(room: TestRoom): Promise<Archived> {
  const { number } = room.record;
  const all = messagesBetween(env.DB, number, 1, Number.MAX_SAFE_INTEGER);
  const messages = all.read((await all.statement.all()).results);
  const { results } = await env.DB.prepare(
    `SELECT rowid % ?2 AS chunk, since, at, times, words FROM search
     WHERE rowid >= CAST(?1 * ?2 AS INTEGER) AND rowid < CAST((?1 + 1) * ?2 AS INTEGER) ORDER BY rowid`,
  )
    .bind(number, ROOM_STRIDE)
    .all<SearchDocument & Record<string, unknown>>();
  return { messages, documents: results };
}

/** The archive holds exactly what the room does: nothing lost, doubled, out of order or in another state. */
export async function expectArchived(room: TestRoom): Promise<void> {
  const messages = await room.messages();
  const documents: SearchDocument[] = [];
  for (let start = 0; start < messages.length; start += CHUNK) {
    documents.push(searchDocument(messages.slice(start, start + CHUNK)));
  }
  const archive = await archived(room);
  expect(differences(archive.messages, messages), "messages").toEqual([]);
  expect(differences(archive.documents, documents), "search documents").toEqual([]);
  expect(await room.stub.unarchived(room.record)).toEqual([]);
}

/** The first few places at which two lists differ, so that a failure can be read. */
function differences(actual: unknown[], wanted: unknown[]): { place: number; actual: unknown; wanted: unknown }[] {
  const length = Math.max(actual.length, wanted.length);
  return Array.from({ length }, (_, place) => ({ place, actual: actual[place], wanted: wanted[place] }))
    .filter((pair) => !isSame(pair.actual, pair.wanted))
    .slice(0, 3);
}

/** Whether two values are the same, in whatever order their fields are. */
export function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a, inOrder) === JSON.stringify(b, inOrder);
}

function inOrder(_: string, value: unknown): unknown {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

/** D1's own word on whether the room has to be asked. */
export async function isAwake(room: TestRoom): Promise<boolean> {
  const query = env.DB.prepare("SELECT awake FROM rooms WHERE number = ?").bind(room.record.number);
  const { results } = await query.all<{ awake: number }>();
  return results[0]!.awake === 1;
}
