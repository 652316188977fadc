import type { Time } from "../protocol/model.ts";

/** What narrows a search down, as it is written in its text: `in:lobby from:"Ada L" after:2026-10-01 before:2026-11-01`. */
export type FilterName = "in" | "from" | "after" | "before";

/** A search as it was typed: its words, and what stands after each filter's colon. */
export interface SearchText {
  words: string;
  filters: Partial<Record<FilterName, string>>;
}

/** A phrase, a filter, or a word; what a filter is for may stand in quotes. */
const PIECES = /"[^"]*"?|(in|from|after|before):(?:"([^"]*)"?|(\S*))|\S+/gi;

/** Takes a search's text apart. A filter after which nothing stands yet is left out; of several of one name the last counts. */
export function readSearch(text: string): SearchText {
  const words: string[] = [];
  const filters: SearchText["filters"] = {};
  for (const [piece, name, quoted, bare] of text.matchAll(PIECES)) {
    const value = (quoted ?? bare ?? "").trim();
    if (name === undefined) words.push(piece);
    else if (value !== "") filters[name.toLowerCase() as FilterName] = value;
  }
  return { words: words.join(" "), filters };
}

/** The text with another value for a filter, or without it. */
export function withFilter(text: string, name: FilterName, value: string | null): string {
  const others = [...text.matchAll(PIECES)].filter((piece) => piece[1]?.toLowerCase() !== name).map(([piece]) => piece);
  if (value !== null) others.push(`${name}:${/[\s"]/.test(value) ? `"${value.replaceAll('"', "")}"` : value}`);
  // So that whoever goes on typing begins a new word.
  return others.length === 0 ? "" : `${others.join(" ")} `;
}

/**
 * When a day begins, by this device's clock.
 * @param day as a date field has it: "2026-11-01"
 * @param days how many days after that one
 * @returns undefined if it is no day
 */
export function startOfDay(day: string, days = 0): Time | undefined {
  const [, year, month, date] = (/^(\d{4})-(\d\d?)-(\d\d?)$/.exec(day) ?? []).map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const start = new Date(year, month - 1, date);
  if (start.getFullYear() !== year || start.getMonth() !== month - 1 || start.getDate() !== date) return undefined;
  return new Date(year, month - 1, date + days).getTime();
}
