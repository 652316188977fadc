// Line charts as SVG, readable on light and on dark pages.

export interface Series {
  name: string;
  points: { x: string; median: number; min: number; max: number }[];
}

export interface Chart {
  title: string;
  /** What the axis from bottom to top says; it is logarithmic. */
  unit: string;
  /** The places of the axis from left to right. */
  places: string[];
  placesUnit: string;
  series: Series[];
}

const WIDTH = 760;
const HEIGHT = 420;
const LEFT = 64;
const RIGHT = 204;
const TOP = 56;
const BOTTOM = 52;
/** Pixels that two names need between them. */
const LINE = 17;
/** Told apart also by those who do not see all colours; each a little darker on light pages. */
const LIGHT = ["#b3541e", "#0072b2", "#7a4fa3", "#00795a", "#8a6d00", "#5c6670"];
const DARK = ["#ff9d5c", "#5db7ee", "#c9a4ee", "#3fd0a3", "#e6c84a", "#aab4be"];

const STYLE = `text{font:13px system-ui,sans-serif;fill:#24292f}.title{font-size:16px;font-weight:600}.grid{stroke:#24292f;opacity:.15}
${LIGHT.map((color, i) => `.s${i}{stroke:${color};fill:${color}}`).join("")}
path{fill:none!important;stroke-width:2}text{stroke:none!important}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.grid{stroke:#e6edf3}
${DARK.map((color, i) => `.s${i}{stroke:${color};fill:${color}}`).join("")}}`;

/** Draws a chart. The first series is the one that matters: it is drawn thicker, and last. */
export function svg({ title, unit, places, placesUnit, series }: Chart): string {
  const values = series.flatMap(({ points }) => points.flatMap(({ min, max }) => [min, max]));
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.ceil(Math.log10(Math.max(...values)));
  const x = (place: string) => LEFT + ((WIDTH - LEFT - RIGHT) * places.indexOf(place)) / Math.max(1, places.length - 1);
  const y = (value: number) => HEIGHT - BOTTOM - ((HEIGHT - TOP - BOTTOM) * (Math.log10(value) - low)) / (high - low);
  const round = (value: number) => value.toFixed(1);

  const grid = Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)).map(
    (value) =>
      `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${round(y(value))}" y2="${round(y(value))}"/>` +
      `<text x="${LEFT - 8}" y="${round(y(value) + 4)}" text-anchor="end">${label(value)}</text>`,
  );
  const ticks = places.map(
    (place) => `<text x="${round(x(place))}" y="${HEIGHT - BOTTOM + 20}" text-anchor="middle">${place}</text>`,
  );
  const lines = series.map(({ points }, i) => {
    const path = points.map((point, n) => `${n === 0 ? "M" : "L"}${round(x(point.x))} ${round(y(point.median))}`);
    const width = i === 0 ? ' style="stroke-width:4"' : "";
    const marks = points.map(
      (point) =>
        `<line class="s${i}" x1="${round(x(point.x))}" x2="${round(x(point.x))}" y1="${round(y(point.min))}" y2="${round(y(point.max))}"/>` +
        `<circle class="s${i}" cx="${round(x(point.x))}" cy="${round(y(point.median))}" r="3"/>`,
    );
    return `<path class="s${i}" d="${path.join("")}"${width}/>${marks.join("")}`;
  });
  const names = placeNames(series, (value) => y(value)).map(({ name, at, i, end }) => {
    const weight = i === 0 ? ' font-weight="700"' : "";
    return `<text class="s${i}" x="${WIDTH - RIGHT + 12}" y="${round(at + 4)}"${weight}>${name}${end}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}">
<style>${STYLE}</style>
<text class="title" x="12" y="24">${title}</text>
<text x="12" y="44">${unit}</text>
${[...grid, ...ticks].join("\n")}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 10}" text-anchor="middle">${placesUnit}</text>
${[...lines.slice(1), lines[0]].join("\n")}
${names.join("\n")}
</svg>
`;
}

/** Where each series' name stands: beside its last point, but not upon another name. */
function placeNames(series: Series[], y: (value: number) => number) {
  const names = series
    .map(({ name, points }, i) => ({ name, i, at: y(points.at(-1)!.median), end: ` ${label(points.at(-1)!.median)}` }))
    .sort((a, b) => a.at - b.at);
  for (const [n, name] of names.entries()) if (n > 0) name.at = Math.max(name.at, names[n - 1]!.at + LINE);
  const below = (names.at(-1)?.at ?? 0) - (HEIGHT - BOTTOM);
  return below > 0 ? names.map((name) => ({ ...name, at: name.at - below })) : names;
}

function label(value: number): string {
  if (value >= 1_000) return `${Number((value / 1_000).toPrecision(2))}k`;
  return String(Number(value.toPrecision(2)));
}
