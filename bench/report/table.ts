import type { Spread } from "../statistics.ts";
import type { Result } from "./results.ts";

/** Draws a result as text: a block for each situation, a line for each server, the median and in brackets least and greatest. */
export function table({ title, method, rows }: Result): string {
  const lines = [`\n${title}`, `  ${method}`];
  for (const what of new Set(rows.map((row) => row.what))) {
    const block = rows.filter((row) => row.what === what);
    const columns = [...new Set(block.flatMap(({ figures }) => Object.keys(figures)))];
    const cells = block.map(({ server, figures }) => [server, ...columns.map((name) => cell(figures[name]))]);
    const all = [[what, ...columns], ...cells];
    const widths = all[0]!.map((_, column) => Math.max(...all.map((line) => line[column]!.length)));
    for (const line of all) {
      lines.push(
        `  ${line.map((text, i) => (i === 0 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!))).join("  ")}`,
      );
    }
  }
  return lines.join("\n");
}

function cell(spread: Spread | undefined): string {
  if (!spread) return "";
  const { median, min, max } = spread;
  return min === max ? number(median) : `${number(median)} (${number(min)}–${number(max)})`;
}

/** Three significant digits, with k and M for thousands and millions. */
function number(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (Math.abs(value) >= 1e6) return `${plain(value / 1e6)} M`;
  if (Math.abs(value) >= 1e4) return `${plain(value / 1e3)} k`;
  return plain(value);
}

function plain(value: number): string {
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}
