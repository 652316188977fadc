import type { History } from "../history.ts";

/** What the keys go to: the messages, and the names of the days between them. */
const STOPS = ".line, .day";

/** The up and down keys move the focus from line to line; Home asks for older ones, End goes to the latest. */
export function moveBetweenLines(event: KeyboardEvent & { currentTarget: HTMLElement }, history: History): void {
  const timeline = event.currentTarget;
  const focused = event.target;
  if (!(focused instanceof HTMLElement) || (focused !== timeline && !focused.matches(STOPS))) return;
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const lines = [...timeline.querySelectorAll<HTMLElement>(STOPS)];
  const index = lines.indexOf(focused);
  const next = destination(event.key, index, lines.length);
  if (next === null || !lines[next]) return;
  event.preventDefault();
  lines[next].focus();
  if (event.key === "Home") void history.loadOlder();
  if (event.key === "End") history.goToEnd();
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
