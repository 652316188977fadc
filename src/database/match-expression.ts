import type { Term } from "../protocol/terms.ts";

/** FTS5's expression for documents that may hold `terms`. Each stands in quotes, where no operator can get through: words have none. */
export function matchExpression(terms: Term[]): string {
  return terms.map(({ words, prefix }) => `"${words.join(" ")}"${prefix ? "*" : ""}`).join(" ");
}
