import { NAME_LIMIT, ROOM_NAME_LIMIT, TOPIC_LIMIT } from "../protocol/limits.ts";
import { cleanName, countCharacters } from "../protocol/text.ts";
import { Problem } from "./problem.ts";

/** Something that leaves ink: a lone accent does not count, nor the blank Braille pattern. */
const VISIBLE = /(?!\u2800)[\p{L}\p{N}\p{P}\p{S}]/u;

/** A person's name, cleaned. @throws Problem name_empty or name_too_long */
export function personName(name: string): string {
  return checkedName(name, NAME_LIMIT);
}

/** A room's name, cleaned. @throws Problem name_empty or name_too_long */
export function roomName(name: string): string {
  return checkedName(name, ROOM_NAME_LIMIT);
}

/** A room's topic, cleaned; it may be empty. @throws Problem topic_too_long */
export function roomTopic(topic: string): string {
  const cleaned = cleanName(topic);
  if (countCharacters(cleaned) > TOPIC_LIMIT) {
    throw new Problem("topic_too_long", `A topic has at most ${TOPIC_LIMIT} characters.`);
  }
  return cleaned;
}

function checkedName(name: string, limit: number): string {
  const cleaned = cleanName(name);
  if (!VISIBLE.test(cleaned)) throw new Problem("name_empty", "A name needs at least one visible character.");
  if (countCharacters(cleaned) > limit) {
    throw new Problem("name_too_long", `A name has at most ${limit} characters.`);
  }
  return cleaned;
}
