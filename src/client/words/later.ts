import { computed } from "@preact/signals";
import { words } from "./words.ts";

const number = new Intl.NumberFormat("en");
const plurals = new Intl.PluralRules("en");

/** What the page says only in the part of it that is loaded later, by the place where it says it. */
export const laterEn = {
  search: {
    hint: 'Words, a "phrase", and filters: from:Ada, in:lobby, after:2026-10-01, before:2026-11-01. in:* is all rooms.',
    filters: "Filters",
    room: "Room",
    thisRoom: (room: string) => `This room (${room})`,
    allRooms: "All rooms",
    person: "Person",
    anyone: "Anyone",
    after: "After",
    before: "Before",
    goToDate: "Go to date",
    go: "Go",
    searching: "Searching…",
    results: (count: number) => (plurals.select(count) === "one" ? "1 result" : `${number.format(count)} results`),
    newest: (count: number) =>
      plurals.select(count) === "one" ? "1 result so far" : `The newest ${number.format(count)} results`,
    none: "No message holds all of these words.",
    noneYet: "Nothing among the newer messages.",
    lag: "What was said in the last minutes may be missing here. In one room nothing is.",
    inAllRooms: "Search all rooms",
    list: "Results",
    more: "More results",
    furtherBack: "Look further back",
    loading: "Looking further back…",
    moreFailed: "Further results could not be loaded.",
    again: "Try again",
    around: "What was said around it",
    aroundFailed: "What was said around it could not be loaded.",
    inRoom: (room: string) => `in ${room}`,
    noWords: "Add a word to search for.",
    noSuchRoom: (name: string) => `There is no room called “${name}”.`,
    noSuchPerson: (name: string) => `Nobody called “${name}” is here now, or has said this lately.`,
    noSuchDay: (text: string) => `“${text}” is no date. Write it like 2026-11-01.`,
  },
};

export type LaterWords = typeof laterEn;

/** The same in the reader's language. */
export const laterWords = computed<LaterWords>(() => words.value.later ?? laterEn);
