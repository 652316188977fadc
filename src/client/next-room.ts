/**
 * The room after or before the open one in the list, from the end to the beginning again.
 * @param open id of the open one, null if none is
 * @param isWanted tells which rooms count
 * @returns its id; null if there is no other
 */
export function nextRoom<R extends { id: string }>(
  rooms: readonly R[],
  open: string | null,
  step: 1 | -1,
  isWanted: (room: R) => boolean = () => true,
): string | null {
  const from = rooms.findIndex(({ id }) => id === open);
  // Without an open room the first is next, and the last is before.
  const start = from < 0 && step < 0 ? 0 : from;
  for (let steps = 1; steps <= rooms.length; steps++) {
    const room = rooms.at((start + steps * step) % rooms.length)!;
    if (room.id !== open && isWanted(room)) return room.id;
  }
  return null;
}
