import { env } from "cloudflare:workers";
import { onTestFinished } from "vitest";
import type { TestRoom } from "./people.ts";

/** Something that cost rows, and how many. */
interface Entry {
  /** Rooms and D1 are counted apart, as a free account does. */
  where: "room" | "d1";
  /** The statement, or the name of the call. */
  what: string;
  rows: number;
}

/**
 * What rooms and D1 write while a test runs, by the runtime's own counters: `rowsWritten` of each cursor and of each
 * result of D1, and one row for each alarm set or removed and each value put or removed. It sits on the prototypes of the
 * platform's objects, so it stays in place when a room is evicted.
 */
export class Meter {
  #entries: Entry[] = [];
  /** Statements whose rows may not all have been taken: how many they read is known at the end of the stretch they run in. */
  #cursors: SqlStorageCursor<never>[] = [];
  #reads = 0;
  /** Statements that rooms have run, reads included; every instance of a room begins with some. */
  statements = 0;
  /** Statements prepared for D1. */
  queries = 0;
  /** The test has an alarm go off, which removes it without a row. */
  #firing = false;

  private constructor() {}

  /** Counts from here to the end of the test. */
  static async start(room: TestRoom): Promise<Meter> {
    const meter = new Meter();
    await room.inside((_, { storage }) => meter.#attach(storage));
    const alarm = room.alarm.bind(room);
    room.alarm = () => {
      meter.#firing = true;
      return alarm().finally(() => {
        meter.#firing = false;
      });
    };
    // What the Worker asks before it lets anybody in is not the room's.
    const knock = room.knock.bind(room);
    room.knock = () => {
      const before = meter.queries;
      const done = knock();
      meter.queries = before;
      return done;
    };
    return meter;
  }

  /** Forgets what was counted so far. */
  reset(): void {
    this.#entries = [];
    this.#reads = 0;
    this.statements = 0;
    this.queries = 0;
  }

  /** Rows written to rooms, by statements and calls that match. */
  room(what = /./): number {
    return this.#rows("room", what);
  }

  /** Rows read in rooms, a value counting as one. */
  get reads(): number {
    return this.#cursors.reduce((sum, { rowsRead }) => sum + rowsRead, this.#reads);
  }

  /** Rows written to D1. */
  d1(): number {
    return this.#rows("d1", /./);
  }

  /** Rows by what wrote them, to explain a number. */
  get table(): Record<string, number> {
    const table: Record<string, number> = {};
    for (const { where, what, rows } of this.#entries) {
      const line = `${where}: ${what.trim().slice(0, 40)}`;
      if (rows > 0) table[line] = (table[line] ?? 0) + rows;
    }
    return table;
  }

  #rows(where: Entry["where"], what: RegExp): number {
    const matching = this.#entries.filter((entry) => entry.where === where && what.test(entry.what));
    return matching.reduce((sum, { rows }) => sum + rows, 0);
  }

  #attach(storage: DurableObjectStorage): void {
    const prototypeOf = <T extends object>(object: T) => Object.getPrototypeOf(object) as T;
    const room = (what: string, rows: number) => void this.#entries.push({ where: "room", what, rows });
    around(prototypeOf(storage.sql), "exec", (cursor: SqlStorageCursor<never>, [query]) => {
      this.statements++;
      this.#cursors.push(cursor);
      queueMicrotask(() => {
        this.#reads = this.reads;
        this.#cursors = [];
      });
      // A statement has written all its rows before it returns the first.
      room(query as string, cursor.rowsWritten);
    });
    around(prototypeOf(storage.kv), "get", () => void this.#reads++);
    around(prototypeOf(storage.kv), "put", (_, [key]) => room(`put ${key}`, 1));
    around(prototypeOf(storage.kv), "delete", (_, [key]) => room(`delete ${key}`, 1));
    for (const call of ["put", "delete"] as const) {
      around(prototypeOf(storage), call, (_, [keys]) => {
        room(call, typeof keys === "string" ? 1 : Object.keys(keys as object).length);
      });
    }
    around(prototypeOf(storage), "setAlarm", () => room("setAlarm", 1));
    around(prototypeOf(storage), "deleteAlarm", () => {
      if (!this.#firing) room("deleteAlarm", 1);
      this.#firing = false;
    });

    const written = ({ meta }: D1Result) =>
      void this.#entries.push({ where: "d1", what: "D1", rows: meta.rows_written });
    const statement = prototypeOf(env.DB.prepare("SELECT 1"));
    const asked = () => void this.queries++;
    around(prototypeOf(env.DB), "prepare", asked);
    around(prototypeOf(env.DB), "exec", asked);
    around(
      prototypeOf(env.DB),
      "batch",
      (results: Promise<D1Result[]>) => void results.then((all) => all.map(written)),
    );
    for (const call of ["run", "all"] as const) {
      around(statement, call, (result: Promise<D1Result>) => void result.then(written, ignore));
    }
  }
}

/** What D1 refuses is no row. */
function ignore(): void {}

/** Has `note` told the result and the arguments of each call of a method, until the test is over. */
function around<T extends object>(
  object: T,
  name: keyof T & string,
  note: (result: never, args: unknown[]) => void,
): void {
  const method = object[name] as (...args: unknown[]) => unknown;
  const noted = function (this: T, ...args: unknown[]) {
    const result = method.apply(this, args);
    note(result as never, args);
    return result;
  };
  Object.assign(object, { [name]: noted });
  onTestFinished(() => void Object.assign(object, { [name]: method }));
}
