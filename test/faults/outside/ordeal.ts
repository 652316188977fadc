import { isDeepStrictEqual } from "node:util";
import { ArchiveFile } from "./archive-file.ts";
import { Participant } from "./participant.ts";
import type { Server } from "./server.ts";
import { verdict } from "./verdict.ts";

/** More than a first visit is sent, so that who has forgotten everything does not find their own last message in it. */
const MANY = 60;

/**
 * The shortest story in which each promise about a crash can be broken, without a race: the runtime is killed at the very
 * moment in which somebody has been told that all they did is safe.
 * @returns what is wrong
 */
export async function ordeal(server: Server): Promise<string[]> {
  const [adaAccount, boAccount] = [await server.signIn("Ada"), await server.signIn("Bo")];
  const room = await server.makeRoom(adaAccount, "Ordeal");
  const ada = new Participant(server, room, adaAccount);
  const bo = new Participant(server, room, boAccount);
  const everybody = [ada, bo];
  try {
    for (const id of ["a1", "a2"]) ada.give({ type: "send", id, text: id });
    await ada.until(({ isSettled }) => isSettled);
    ada.give({ type: "edit", id: "a3", seq: 1, text: "edited" });
    await ada.until(({ isSettled }) => isSettled);

    // Ada does not hear the answer to this one; and when she is back, she cannot find it among what she is sent.
    ada.deaf = true;
    ada.give({ type: "send", id: "a4", text: "Did you get this?" });
    await bo.until((someone) => someone.copy().some(({ id }) => id === "a4"));
    for (let n = 1; n <= MANY; n++) bo.give({ type: "send", id: `b${n}`, text: `b${n}` });
    bo.give({ type: "react", id: "b-react", seq: 2, emoji: "👍", on: true });
    await bo.until(({ isSettled }) => isSettled);
    await server.kill();
    ada.switchOff();

    await server.start();
    for (const each of everybody) await each.until(({ isSettled }) => isSettled);
    ada.give({ type: "edit", id: "a5", seq: 2, text: "edited again" });
    await ada.until(({ isSettled }) => isSettled);
    await say(everybody, "6");

    const archive = new ArchiveFile(server);
    const look = async () => {
      const messages = await server.history(room, adaAccount);
      const copies = { Ada: ada.copy(), Bo: bo.copy() };
      const wrong = verdict({ given: everybody.map(({ given }) => given), room: messages, copies });
      // What is wrong in the room need not be waited for in D1.
      if (wrong.length > 0) return wrong;
      return archive.until(() => isDeepStrictEqual(archive.messages(room), messages), "D1 lacks something");
    };
    const wrong = await look();
    if (wrong.length > 0) return wrong;
    // Again, now that the alarm has gone off.
    await say(everybody, "7");
    return [...everybody.flatMap(({ complaints }) => complaints), ...(await look())];
  } finally {
    for (const each of everybody) void each.leave();
  }
}

/** One after the other says something, and waits for the answer, before which comes whatever the room had to tell until then. */
async function say(everybody: Participant[], id: string): Promise<void> {
  for (const each of everybody) {
    each.give({ type: "send", id: `${each.user.name}${id}`, text: id });
    await each.until(({ isSettled }) => isSettled);
  }
  // What was refused is for the verdict, and nobody else will ever hear of it.
  if (everybody.some(({ given }) => given.some(({ refusal }) => refusal !== undefined))) return;
  const newest = Math.max(...everybody.map(({ seq }) => seq));
  for (const each of everybody) await each.until(({ seq }) => seq >= newest);
}
