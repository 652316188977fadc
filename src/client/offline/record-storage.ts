/**
 * What outlives the page and is too large for `KeyValueStorage`: values that can be cloned, by key. Every call rejects if the
 * browser refuses.
 */
export interface RecordStorage {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
  keys(): Promise<string[]>;
}

const DATABASE = "dormouse";
const STORE = "records";

/** IndexedDB, opened when it is first used. */
export function indexedRecords(): RecordStorage {
  let opened: Promise<IDBDatabase> | undefined;

  async function run<Result>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Result>) {
    opened ??= open();
    const transaction = (await opened).transaction(STORE, mode);
    const request = work(transaction.objectStore(STORE));
    return new Promise<Result>((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  }

  return {
    get: (key) => run("readonly", (store) => store.get(key)),
    set: async (key, value) => void (await run("readwrite", (store) => store.put(value, key))),
    remove: async (keys) => {
      for (const key of keys) await run("readwrite", (store) => store.delete(key));
    },
    keys: async () => (await run("readonly", (store) => store.getAllKeys())).map(String),
  };
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
