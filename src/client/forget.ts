import type { KeyValueStorage, Memory } from "./surroundings.ts";

/** Keys of what belongs to a person: dormouse:USER:… What has no person in its key is a setting of the device. */
const PERSONAL = /^dormouse:([^:]+):/;

/** Deletes everything that this device keeps of people, but of `user` if one is given. */
export async function forgetPeople({ storage, records }: Memory, user: string | null = null): Promise<void> {
  forgetIn(storage, user);
  try {
    const keys = (await records?.keys()) ?? [];
    await records?.remove(keys.filter((key) => PERSONAL.exec(key)?.[1] !== user));
  } catch {
    // The browser keeps no records, so there are none.
  }
}

function forgetIn(storage: KeyValueStorage, user: string | null): void {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? "");
  for (const key of keys) {
    const owner = PERSONAL.exec(key)?.[1];
    if (owner !== undefined && owner !== user) storage.removeItem(key);
  }
}
