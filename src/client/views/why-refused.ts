import type { Command } from "../../protocol/frames.ts";
import { REACTIONS_LIMIT } from "../../protocol/limits.ts";
import type { Refused } from "../outbox-storage.ts";
import { refusalWords } from "../refusal-words.ts";
import { laterWords } from "../words/later.ts";
import { words } from "../words/words.ts";

/** Why a command was refused, in the reader's language. */
export function whyRefused({ type }: Command, { code, reason }: Refused): string {
  if (code === "shut_out") return words.value.banner.stopped[reason];
  // Anybody may react; only that the message has no space for it is forbidden.
  if (type === "react" && code === "forbidden") return laterWords.value.undelivered.tooManyReactions(REACTIONS_LIMIT);
  return refusalWords(code, reason);
}
