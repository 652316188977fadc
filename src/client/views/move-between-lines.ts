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
  const isEntering = index < 0 && /^Arrow(Up|Down)$/.test(event.key);
  const next = isEntering ? lines.indexOf(lineToEnter(timeline)!) : destination(event.key, index, lines.length);
  if (next === null || !lines[next]) return;
  event.preventDefault();
  lines[next].focus();
  if (event.key === "Home") void history.loadOlder();
  if (event.key === "End") history.goToEnd();
}

/** Where the keys come in: at the message at which they were, or at the marked one; if neither is in view, at the last that is. */
export function lineToEnter(timeline: HTMLElement): HTMLElement | undefined {
  const view = timeline.getBoundingClientRect();
  const lines = [...timeline.querySelectorAll<HTMLElement>(".line")].filter((line) => {
    const { top, bottom } = line.getBoundingClientRect();
    return top < view.bottom && bottom > view.top;
  });
  return lines.find(({ tabIndex }) => tabIndex === 0) ?? lines.find((line) => line.ariaCurrent) ?? lines.at(-1);
}

/** Has Tab, too, come back to the line with the focus. */
export function rememberLine(timeline: HTMLElement, line: HTMLElement): void {
  for (const before of timeline.querySelectorAll<HTMLElement>('.line[tabindex="0"]')) before.tabIndex = -1;
  line.tabIndex = 0;
}

function destination(key: string, index: number, count: number): number | null {
  switch (key) {
    case "ArrowUp":
      return Math.max(0, index - 1);
    case "ArrowDown":
      return Math.min(count - 1, index + 1);
    case "Home":
      return 0;
    case "End":
      return count - 1;
    default:
      return null;
  }
}
