const FENCE = /^ {0,3}(`{3,})([^`]*)$/;

/** True if a line break at `at` falls into a fenced block that is not closed before it. */
export function isInFence(text: string, at: number): boolean {
  let opened = 0;
  for (const line of text.slice(0, at).split("\n")) {
    const [, ticks = "", info = ""] = FENCE.exec(line) ?? [];
    if (ticks === "") continue;
    if (opened === 0) opened = ticks.length;
    else if (ticks.length >= opened && info.trim() === "") opened = 0;
  }
  return opened > 0;
}

/** True if what stands at `at` is code: in a fenced block, or after a backtick that nothing in its line has closed yet. */
export function isInCode(text: string, at: number): boolean {
  if (isInFence(text, at)) return true;
  const line = text.slice(text.lastIndexOf("\n", at - 1) + 1, at);
  let opened = "";
  for (const [ticks] of line.matchAll(/`+/g)) {
    if (opened === "") opened = ticks;
    else if (opened === ticks) opened = "";
  }
  return opened !== "";
}
