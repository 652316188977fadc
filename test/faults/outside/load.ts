import type { Command } from "../../../src/protocol/frames.ts";
import type { Participant } from "./participant.ts";
import type { Random } from "./random.ts";

/** Commands that a client may have open before it waits for an answer. */
const OPEN_AT_MOST = 6;
/** Messages that somebody looks back at to change one. */
const REMEMBERED = 100;
/** Milliseconds between two thoughts of somebody who has a lot to say. */
const PACE_MS = 4;

/** Has a participant talk, change what they said, react and delete, until it is stopped. */
export function talk(participant: Participant, random: Random): { stop(): void } {
  let n = 0;
  const timer = setInterval(() => {
    if (participant.unanswered.length >= OPEN_AT_MOST) return;
    participant.give(thinkOf(participant, `${participant.user.name}-${++n}`, random));
  }, PACE_MS);
  return { stop: () => clearInterval(timer) };
}

function thinkOf(participant: Participant, id: string, random: Random): Command {
  const { id: user } = participant.user;
  const alive = participant.copy(REMEMBERED).filter(({ deletedAt }) => deletedAt === undefined);
  const own = random.pick(alive.filter(({ author }) => author.id === user));
  const any = random.pick(alive);
  const mood = random.next();
  if (own && mood < 0.15) return { type: "edit", id, seq: own.seq, text: `edited by ${id}` };
  if (own && mood < 0.2) return { type: "delete", id, seq: own.seq };
  if (any && mood < 0.35) return { type: "react", id, seq: any.seq, emoji: random.pick(["👍", "🎉"]), on: mood < 0.3 };
  return { type: "send", id, text: `${id}: ${"word ".repeat(random.between(1, 60)).trim()}` };
}
