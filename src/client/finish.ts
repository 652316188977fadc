import { computed, effect } from "@preact/signals";
import type { Room } from "./room.ts";

/**
 * Sends at once what could still be undone, and waits for the answers to all that is on its way: the session is about to end.
 * @param late resolves when there was time enough
 * @returns true if the rooms have answered everything
 */
export async function finish(rooms: readonly Room[], late: Promise<void>): Promise<boolean> {
  for (const room of rooms) room.sendHeld();
  const isFinished = computed(() => rooms.every(({ isSettled }) => isSettled));
  let stopWatching = () => {};
  const finished = new Promise<void>((done) => {
    stopWatching = effect(() => {
      if (isFinished.value) done();
    });
  });
  await Promise.race([finished, late]);
  stopWatching();
  return isFinished.value;
}
