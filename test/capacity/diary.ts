import { chances } from "./chances.ts";
import type { Group } from "./groups.ts";

/** Milliseconds from the day's beginning, and who does what. */
export interface Entry {
  at: number;
  who: number;
  what: "come" | "go" | "type" | "say" | "react" | "edit" | "page" | "search" | "away" | "back";
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** People are about from eight in the morning to ten at night, so that the day is over when the last one has left. */
const FROM = 8 * HOUR;
const TO = 22 * HOUR;
/** Seconds somebody writes on a message, and between two of the frames that say so. */
const TYPING = 8 * SECOND;
const TYPING_EVERY = 3 * SECOND;
/** After which a client says it is away. */
const AWAY_AFTER = 5 * MINUTE;

/** The day of a group, minute by minute, in order. It is the same each time. */
export function diaryOf(group: Group): Entry[] {
  const chance = chances(group.people);
  const entries: Entry[] = [];
  for (let who = 0; who < group.people; who++) {
    const slot = (TO - FROM) / group.visits;
    for (let visit = 0; visit < group.visits; visit++) {
      const length = group.minutes * MINUTE;
      const come = FROM + visit * slot + chance() * (slot - length);
      entries.push({ at: come, who, what: "come" });
      entries.push(...visitOf(group, who, come + TYPING, come + length, chance));
      entries.push({ at: come + length, who, what: "go" });
    }
  }
  return entries.sort((a, b) => a.at - b.at);
}

function visitOf(group: Group, who: number, from: number, to: number, chance: () => number): Entry[] {
  const deeds: Entry[] = [];
  const often = [
    ["say", group.messages],
    ["react", group.reactions],
    ["edit", group.edits],
    ["page", group.pages],
    ["search", group.searches],
  ] as const;
  for (const [what, average] of often) {
    const times = Math.floor(average) + (chance() < average % 1 ? 1 : 0);
    for (let n = 0; n < times; n++) deeds.push({ at: from + chance() * (to - from), who, what });
  }
  deeds.sort((a, b) => a.at - b.at);
  return [...deeds, ...typingBefore(deeds), ...pausesBetween(deeds, who, from, to)];
}

function typingBefore(deeds: Entry[]): Entry[] {
  return deeds
    .filter(({ what }) => what === "say" || what === "edit")
    .flatMap(({ at, who }) => {
      const frames: Entry[] = [];
      for (let before = TYPING; before > 0; before -= TYPING_EVERY) frames.push({ at: at - before, who, what: "type" });
      return frames;
    });
}

/** Whoever touches nothing for five minutes is away, and back when they do the next thing. */
function pausesBetween(deeds: Entry[], who: number, from: number, to: number): Entry[] {
  const moments = [from, ...deeds.map(({ at }) => at - TYPING), to];
  return moments.slice(1).flatMap((at, index) => {
    const since = moments[index]!;
    if (at - since <= AWAY_AFTER) return [];
    const away: Entry = { at: since + AWAY_AFTER, who, what: "away" };
    return at === to ? [away] : [away, { at: at - 1, who, what: "back" }];
  });
}
