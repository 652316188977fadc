/** People who share a room, and what each of them does on a day. */
export interface Group {
  title: string;
  /** Who comes at all; `newcomers` of them for the first time. */
  people: number;
  newcomers: number;
  /** How often each one opens the page, and for how many minutes. */
  visits: number;
  minutes: number;
  /** What each of them does in a visit, on average. */
  messages: number;
  reactions: number;
  edits: number;
  /** Pages of older messages, and searches. */
  pages: number;
  searches: number;
}

/** Bytes that a day adds to what is stored, the indexes and the search included. */
export interface Stored {
  room: number;
  database: number;
}

/** Groups as they are, not as they suit: most people read most of the time. */
export const GROUPS = {
  table: {
    title: "five friends",
    ...{ people: 5, newcomers: 0, visits: 2, minutes: 15 },
    ...{ messages: 4, reactions: 1, edits: 0.2, pages: 0.2, searches: 0.1 },
  },
  team: {
    title: "a team at work",
    ...{ people: 12, newcomers: 0, visits: 4, minutes: 75 },
    ...{ messages: 5, reactions: 1, edits: 0.2, pages: 0.5, searches: 0.2 },
  },
  class: {
    title: "a class and its homework",
    ...{ people: 30, newcomers: 0, visits: 3, minutes: 20 },
    ...{ messages: 4, reactions: 1, edits: 0.1, pages: 0.3, searches: 0.05 },
  },
  community: {
    title: "an evening in a community",
    ...{ people: 100, newcomers: 5, visits: 1, minutes: 60 },
    ...{ messages: 8, reactions: 2, edits: 0.2, pages: 0.5, searches: 0.05 },
  },
  visitors: {
    title: "visitors of a website",
    ...{ people: 150, newcomers: 120, visits: 1, minutes: 5 },
    ...{ messages: 1, reactions: 0.1, edits: 0, pages: 0.1, searches: 0.02 },
  },
  talk: {
    title: "ten people who talk all day",
    ...{ people: 10, newcomers: 0, visits: 1, minutes: 600 },
    ...{ messages: 100, reactions: 0, edits: 0, pages: 0, searches: 0 },
  },
} satisfies Record<string, Group>;

export type GroupName = keyof typeof GROUPS;
