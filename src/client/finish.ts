import { computed, effect } from "@preact/signals";
import type { Client } from "./client.ts";
import type { Room } from "./room.ts";

/** What is lost with a session: what no room has answered, the text of what one has refused, what is still being written. */
export type Loss = "unanswered" | "refused" | "begun";

/**
 * Sends at once all that can be sent, whichever tab it is from, and waits for the answers: the session is about to end.
 * @param late resolves when there was time enough
 * @returns what would be lost if it ended now
 */
export async function finish(
  client: Pick<Client, "rooms" | "drafts" | "lookForDrafts">,
  late: Promise<void>,
): Promise<Loss[]> {
  const rooms = client.rooms.peek();
  rooms?.deliver();
  const visited = rooms?.visited ?? [];
  for (const room of visited) room.sendHeld();
  const isFinished = computed(() => visited.every(({ isSettled }) => isSettled));
  let stopWatching = () => {};
  const finished = new Promise<void>((done) => {
    stopWatching = effect(() => {
      if (isFinished.value) done();
    });
  });
  await Promise.race([finished, late]);
  stopWatching();
  client.lookForDrafts();
  const losses: Loss[] = [];
  if (!isFinished.value) losses.push("unanswered");
  if (visited.some(holdsRefusedText)) losses.push("refused");
  if (client.drafts.peek().size > 0) losses.push("begun");
  return losses;
}

function holdsRefusedText({ unsent, changes }: Room): boolean {
  return [...unsent.value, ...changes.value].some(
    ({ command, delivery }) => delivery.kind === "refused" && "text" in command,
  );
}
