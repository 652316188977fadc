/** The `dir` of a field: that of what is written in it, and while it is empty that of the page, which not every browser does. */
export function directionOf(text: string): "auto" | undefined {
  return text === "" ? undefined : "auto";
}
