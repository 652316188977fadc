import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import type { Emoji } from "../emoji/emoji.ts";
import { laterWords } from "../words/later.ts";

/** Emoji in a line; the stylesheet has the same number. */
const COLUMNS = 8;
/** Lines that a page is. */
const PAGE = 5;

interface EmojiGridProps {
  grid: RefObject<HTMLTableElement | null>;
  emoji: readonly Emoji[];
  onPick: (emoji: Emoji) => void;
  /** One is under the pointer or has the focus. */
  onPoint: (emoji: Emoji) => void;
  /** The reader goes up from the first line, or begins to type. */
  onLeave: () => void;
}

/** Emoji in lines, one of which can be reached with Tab, and from there the others with the arrow keys. */
export function EmojiGrid({ grid, emoji, onPick, onPoint, onLeave }: EmojiGridProps) {
  const active = useSignal(0);
  const rows = Array.from({ length: Math.ceil(emoji.length / COLUMNS) }, (_, row) =>
    emoji.slice(row * COLUMNS, (row + 1) * COLUMNS),
  );

  const pressed = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = destination(event.key, active.value, emoji.length, getComputedStyle(event.currentTarget).direction);
    if (next === null) {
      // The letter goes where the focus has gone by then.
      if ([...event.key].length === 1 && event.key !== " ") onLeave();
      return;
    }
    event.preventDefault();
    if (next < 0) return onLeave();
    active.value = next;
    event.currentTarget.querySelectorAll<HTMLElement>(".picker-emoji")[next]?.focus();
  };

  return (
    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: what a grid is, whatever its element
    <table class="picker-grid" ref={grid} role="grid" aria-label={laterWords.value.emoji.label} onKeyDown={pressed}>
      <tbody>
        {rows.map((row, line) => (
          <tr key={row[0]?.character}>
            {row.map((one, column) => {
              const index = line * COLUMNS + column;
              return (
                <td key={one.character}>
                  <button
                    type="button"
                    class="picker-emoji"
                    aria-label={one.name}
                    tabIndex={index === active.value ? 0 : -1}
                    onClick={() => onPick(one)}
                    onPointerEnter={() => onPoint(one)}
                    onFocus={() => {
                      active.value = index;
                      onPoint(one);
                    }}
                  >
                    {one.character}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Where a key leads from `index`: null if nowhere, -1 if out of the grid. */
function destination(key: string, index: number, count: number, direction: string): number | null {
  const column = index % COLUMNS;
  const step = direction === "rtl" ? -1 : 1;
  const within = (next: number) => Math.max(0, Math.min(count - 1, next));
  switch (key) {
    case "ArrowLeft":
      return within(index - step);
    case "ArrowRight":
      return within(index + step);
    case "ArrowUp":
      return index < COLUMNS ? -1 : index - COLUMNS;
    case "ArrowDown":
      return index + COLUMNS < count ? index + COLUMNS : index;
    case "PageUp":
      return index - PAGE * COLUMNS >= 0 ? index - PAGE * COLUMNS : column;
    case "PageDown":
      return within(index + PAGE * COLUMNS);
    case "Home":
      return index - column;
    case "End":
      return within(index - column + COLUMNS - 1);
    default:
      return null;
  }
}
