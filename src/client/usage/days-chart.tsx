import { useSignal } from "@preact/signals";
import type { Counter, UsageReport } from "../../protocol/usage.ts";
import { dayInFull, dayInShort, inFull, inShort } from "./figures.ts";
import { lastDays, ticks } from "./scale.ts";
import { usageWords } from "./words/words.ts";

/** The drawing's own units; it grows and shrinks with the page. */
const WIDTH = 720;
const HEIGHT = 240;
const LEFT = 48;
const TOP = 12;
const BOTTOM = 28;
const GAP = 4;

/** The counters that can be shown, and the quota that a counter is all of, if there is one. */
const TRENDS = [
  { counter: "messages" },
  { counter: "connections" },
  { counter: "requests", quota: "workerRequests" },
  { counter: "calls" },
  { counter: "frames" },
  { counter: "wakeUps" },
  { counter: "rowsWritten", quota: "roomRowsWritten" },
  { counter: "rowsRead", quota: "roomRowsRead" },
  { counter: "d1RowsWritten", quota: "databaseRowsWritten" },
  { counter: "d1RowsRead", quota: "databaseRowsRead" },
] as const satisfies { counter: Counter; quota?: string }[];
type Trend = (typeof TRENDS)[number];

interface Bar {
  day: string;
  value: number;
}

/** How much was used on each of the last 30 days: a chart, and the same as a table. */
export function DaysChart({ report }: { report: UsageReport }) {
  const chosen = useSignal<Trend>(TRENDS[0]);
  const trend = chosen.value;
  const said = usageWords.value.trends;
  const label = said.counters[trend.counter];
  const byDay = new Map(report.days.map((day) => [day.day, day]));
  const bars = lastDays(report.today).map((day) => ({ day, value: byDay.get(day)?.[trend.counter] ?? 0 }));
  const quota = report.quotas.find(({ name }) => "quota" in trend && name === trend.quota);
  return (
    <section class="card" aria-labelledby="trend">
      <div class="card-head">
        <h2 id="trend">{said.heading}</h2>
        <select
          class="choice"
          aria-label={said.choose}
          value={trend.counter}
          onChange={(event) => {
            const counter = event.currentTarget.value;
            chosen.value = TRENDS.find((candidate) => candidate.counter === counter) ?? TRENDS[0];
          }}
        >
          {TRENDS.map(({ counter }) => (
            <option key={counter} value={counter}>
              {said.counters[counter]}
            </option>
          ))}
        </select>
      </div>
      <Chart label={label} bars={bars} limit={quota?.limit ?? null} />
      <details class="as-table">
        <summary>{said.table}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{said.day}</th>
              <th scope="col" class="figure">
                {label}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...bars].reverse().map(({ day, value }) => (
              <tr key={day}>
                <th scope="row">{dayInFull(day)}</th>
                <td class="figure">{inFull(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

function Chart({ label, bars, limit }: { label: string; bars: Bar[]; limit: number | null }) {
  const greatest = Math.max(...bars.map(({ value }) => value));
  const said = usageWords.value.trends;
  // The limit is drawn where it can be seen to matter; far below it, it would only flatten the days.
  const isNear = limit !== null && greatest >= limit / 2;
  const axis = ticks(isNear ? Math.max(greatest, limit) : greatest);
  const top = axis.at(-1)!;
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / top);
  const slot = (WIDTH - LEFT) / bars.length;
  const best = bars.reduce((most, bar) => (bar.value > most.value ? bar : most));
  const today = bars.at(-1)!;
  return (
    <svg class="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-labelledby="chart-title chart-words">
      <title id="chart-title">{said.chart(label)}</title>
      <desc id="chart-words">{said.summary(dayInFull(best.day), inFull(best.value), inFull(today.value))}</desc>
      {axis.map((value) => (
        <g key={value}>
          <line class="chart-grid" x1={LEFT} x2={WIDTH} y1={y(value)} y2={y(value)} />
          <text class="chart-label" x={LEFT - 8} y={y(value) + 4} text-anchor="end">
            {inShort(value)}
          </text>
        </g>
      ))}
      {bars.map(({ day, value }, index) => (
        <g key={day}>
          <rect
            class={index === bars.length - 1 ? "chart-bar today" : "chart-bar"}
            x={LEFT + index * slot + GAP / 2}
            y={value > 0 ? Math.min(y(value), y(0) - 2) : y(0)}
            width={slot - GAP}
            height={value > 0 ? Math.max(2, y(0) - y(value)) : 0}
            rx={2}
          />
          <rect class="chart-hit" x={LEFT + index * slot} y={TOP} width={slot} height={HEIGHT - TOP - BOTTOM}>
            <title>{said.onDay(dayInFull(day), inFull(value))}</title>
          </rect>
          {(bars.length - 1 - index) % 7 === 0 && (
            <text class="chart-label" x={LEFT + (index + 0.5) * slot} y={HEIGHT - 8} text-anchor="middle">
              {dayInShort(day)}
            </text>
          )}
        </g>
      ))}
      {isNear && (
        <g>
          <line class="chart-limit" x1={LEFT} x2={WIDTH} y1={y(limit)} y2={y(limit)} />
          <text class="chart-label limit" x={LEFT + 4} y={y(limit) - 5}>
            {said.quota(inFull(limit))}
          </text>
        </g>
      )}
    </svg>
  );
}
