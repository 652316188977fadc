import type { Meter } from "./meter.ts";

/** What the parts of a room use of its storage. The platform's own is one; `metered` gives one that counts. */
export interface Sql {
  exec: SqlStorage["exec"];
}
export interface RoomStorage {
  readonly sql: Sql;
  readonly kv: Pick<SyncKvStorage, "get" | "put">;
  transactionSync<T>(work: () => T): T;
  setAlarm(time: number): Promise<void>;
}

/**
 * The storage of a room with its cost counted: rows by the runtime's own counters of each statement, and one row for each
 * value and each alarm, as they are charged.
 */
export function metered(storage: DurableObjectStorage, meter: Meter): RoomStorage {
  return {
    sql: {
      exec: (query, ...values) => {
        const cursor = storage.sql.exec(query, ...values);
        meter.watch(cursor);
        // The type is the caller's to choose, here as in the platform's own method.
        return cursor as never;
      },
    },
    kv: {
      get: <T = unknown>(key: string) => {
        meter.count("rowsRead");
        return storage.kv.get<T>(key);
      },
      put: (key, value) => {
        storage.kv.put(key, value);
        meter.count("rowsWritten");
      },
    },
    transactionSync: (work) => storage.transactionSync(work),
    setAlarm: (time) => {
      meter.count("rowsWritten");
      return storage.setAlarm(time);
    },
  };
}
