import { signal } from "@preact/signals";
import { en, type Words } from "./en.ts";

/** What the page says, in the reader's language. English is part of the page; the others are loaded when they are chosen. */
export const words = signal<Words>(en);
