import { lineToEnter } from "./move-between-lines.ts";

/** The parts of the page in the order in which F6 goes through them, each with what in it takes the focus, best first. */
const REGIONS = [
  { region: ".pane.rooms", entrances: ["[aria-current]", "a", "button"] },
  { region: ".timeline", entrances: [] },
  { region: ".composer", entrances: ["textarea"] },
  { region: ".search-panel", entrances: ['.result-link[tabindex="0"]', "summary"] },
  { region: ".pane.people", entrances: ['[tabindex="0"]'] },
];

/** Moves the focus to the next part of the page that is in view, or with -1 to the one before; from the last to the first. */
export function goToRegion(step: 1 | -1): void {
  const regions = REGIONS.flatMap(({ region, entrances }) => {
    const element = document.querySelector<HTMLElement>(region);
    return element?.checkVisibility({ visibilityProperty: true }) ? [{ element, entrances }] : [];
  });
  const here = regions.findIndex(({ element }) => element.contains(document.activeElement));
  const start = here < 0 && step < 0 ? 0 : here;
  const next = regions.at((start + step) % regions.length);
  if (!next) return;
  const { element, entrances } = next;
  const [entrance = element] = entrances.flatMap((selector) => element.querySelector<HTMLElement>(selector) ?? []);
  (lineToEnter(element) ?? entrance).focus();
}
