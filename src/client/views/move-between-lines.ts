/** The up and down keys move the focus from message to message; Home and End to the first and the last. */
export function moveBetweenLines(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const timeline = event.currentTarget;
  const focused = event.target;
  if (!(focused instanceof HTMLElement) || (focused !== timeline && !focused.matches(".line"))) return;
  const lines = [...timeline.querySelectorAll<HTMLElement>(".line")];
  const index = lines.indexOf(focused);
  const next = destination(event.key, index, lines.length);
  if (next === null || !lines[next]) return;
  event.preventDefault();
  lines[next].focus();
}

/** @param index of the focused line, -1 if the timeline itself has the focus */
function destination(key: string, index: number, count: number): number | null {
  switch (key) {
    case "ArrowUp":
      return index < 0 ? count - 1 : Math.max(0, index - 1);
    case "ArrowDown":
      return index < 0 ? count - 1 : Math.min(count - 1, index + 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
