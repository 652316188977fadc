import type { Me } from "./api.ts";
import type { KeyValueStorage } from "./surroundings.ts";

/** Where the tabs of this browser keep who is signed in. */
export const REMEMBERED = "dormouse:me";

/** Who was signed in on this device when the server was last asked. */
export function remembered(storage: KeyValueStorage): Me | null {
  try {
    const me = JSON.parse(storage.getItem(REMEMBERED) ?? "null") as Me | null;
    return typeof me?.user?.id === "string" && typeof me.user.name === "string" ? me : null;
  } catch {
    return null;
  }
}

/** @param me null if nobody is signed in any more */
export function remember(storage: KeyValueStorage, me: Me | null): void {
  try {
    if (me === null) storage.removeItem(REMEMBERED);
    else {
      // Nothing else of an answer: it may hold the session's token, which no script is to find.
      const { user, visible } = me;
      storage.setItem(REMEMBERED, JSON.stringify({ user, visible }));
    }
  } catch {
    // Full, or forbidden: then the page opens only where the server can be asked.
  }
}
