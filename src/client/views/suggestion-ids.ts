/** Id of the list of what could be meant, for the field that it belongs to. */
export const SUGGESTIONS = "suggestions";

/** Id of an option in the list. */
export function suggestionId(index: number): string {
  return `${SUGGESTIONS}-${index}`;
}
