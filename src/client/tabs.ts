import type { Tabs } from "./surroundings.ts";

/** Marks as locks that any number of tabs may hold: they end with the tab, whatever it ends by. */
export function browserTabs(): Tabs {
  // Absent on plain http.
  const locks: LockManager | undefined = navigator.locks;
  return {
    mark(name) {
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      void locks?.request(name, { mode: "shared" }, () => released);
      return () => release();
    },
    async isMarked(name) {
      const held = (await locks?.query())?.held ?? [];
      return held.some((lock) => lock.name === name);
    },
  };
}
