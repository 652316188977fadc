/** A point of a list: its lines without the mark and without what they are indented by. */
export interface ListItem {
  number: number | null;
  lines: string[];
}

interface Marker {
  /** Columns before it, and before the text after it. */
  indent: number;
  content: number;
  number: number | null;
  rest: string;
}

/** How much further than a point that must be indented which belongs to it. */
const DEEPER = 2;
/** Columns that a tab stands for at the beginning of a line. */
const TAB = 4;

/** The points from this line on; null if it is none. */
export function listAt(lines: readonly string[], start: number): { items: ListItem[]; end: number } | null {
  const first = markerOf(lines[start]!);
  if (!first) return null;
  const items: ListItem[] = [];
  let at = start;
  for (let marker: Marker | null = first; marker && isSame(marker, first); ) {
    const end = endOfItem(lines, at + 1, marker.indent + DEEPER);
    const own = lines.slice(at + 1, end);
    const indent = Math.min(marker.content, indentOf(own.find((line) => line.trim() !== "") ?? ""));
    items.push({ number: marker.number, lines: [marker.rest, ...own.map((line) => dedented(line, indent))] });
    at = end;
    marker = at < lines.length ? markerOf(lines[at]!) : null;
  }
  return { items, end: at };
}

function isSame(marker: Marker, first: Marker): boolean {
  return (marker.number === null) === (first.number === null);
}

/** Where the lines end that are indented enough; empty ones belong to them only if more follow. */
function endOfItem(lines: readonly string[], start: number, indent: number): number {
  let end = start;
  for (let at = start; at < lines.length; at++) {
    if (lines[at]!.trim() === "") continue;
    if (indentOf(lines[at]!) < indent) break;
    end = at + 1;
  }
  return end;
}

function markerOf(line: string): Marker | null {
  const match = /^([ \t]*)(?:[-*]|(\d{1,9})\.)[ \t]+/.exec(line);
  if (!match) return null;
  const rest = line.slice(match[0].length);
  // Nothing but marks is a line drawn with them.
  if (!/[^-*\s]/.test(rest)) return null;
  const number = match[2] === undefined ? null : Number(match[2]);
  return { indent: columns(match[1]!), content: columns(match[0]), number, rest };
}

function indentOf(line: string): number {
  return columns(line.slice(0, line.length - line.trimStart().length));
}

function columns(beginning: string): number {
  let count = 0;
  for (const character of beginning) count += character === "\t" ? TAB : 1;
  return count;
}

/** The line without so many columns of its indentation, or all of it. */
function dedented(line: string, indent: number): string {
  let at = 0;
  for (let left = indent; left > 0; at++) {
    if (line.charAt(at) === "\t") left -= TAB;
    else if (line.charAt(at) === " ") left--;
    else break;
  }
  return line.slice(at);
}
