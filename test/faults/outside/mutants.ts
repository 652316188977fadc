/** A change to the sources that breaks one promise. A suite that does not notice it proves nothing. */
export interface Mutant {
  /** From the root of the repository. */
  file: string;
  /** What is there now, exactly once. */
  text: string;
  becomes: string;
}

/** What goes wrong in a crash, and what the verdict must say of it. */
export const FORGETFUL: (Mutant & { name: string; caughtAs: RegExp })[] = [
  {
    name: "acknowledges before writing",
    file: "src/room/messages.ts",
    text: "if (batch.length > 0) this.#insert(batch);",
    becomes: "if (batch.length > 0) setTimeout(() => this.#insert(batch), 60_000);",
    caughtAs: /^lost: /,
  },
  {
    name: "does not know a command that it has carried out",
    file: "src/room/commands.ts",
    text: "const earlier = this.#find(key);",
    becomes: "const earlier = undefined as Message | undefined;",
    caughtAs: /^doubled: /,
  },
  {
    name: "keeps the number of the last message in memory",
    file: "src/room/messages.ts",
    text: "this.#seq = row?.seq ?? 0;",
    becomes: "this.#seq = 0;",
    caughtAs: /^(lost|unanswered): /,
  },
  {
    name: "keeps the revision in memory",
    file: "src/room/changes.ts",
    text: "this.#rev = last?.rev ?? 0;",
    becomes: "this.#rev = 0;",
    caughtAs: /^(diverged|reused): /,
  },
  {
    name: "does not set the alarm again after it has gone off",
    file: "src/room/upkeep.ts",
    text: "this.deadlines.rest();",
    becomes: "",
    caughtAs: /^stalled: /,
  },
];

/** Keeps sending to those who confirm nothing. */
export const UNLIMITED: Mutant = {
  file: "src/room/connection.ts",
  text: "if (this.state.sent - this.state.received > UNACKNOWLEDGED_LIMIT) return false;",
  becomes: "",
};
