import { signal } from "@preact/signals";
import { en, type UsageWords } from "./en.ts";

/** What the operator's page says, in the reader's language; apart from the chat's words, which it does not need. */
export const usageWords = signal<UsageWords>(en);
