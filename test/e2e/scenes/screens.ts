import type { BrowserContextOptions } from "playwright-core";

/** Widths in pixels up to which a pane is a drawer, as panes.css says. */
const DRAWER_UP_TO = { Rooms: 46 * 16, People: 68 * 16 };

/** Something to look at Dormouse with. */
export interface Screen {
  options: BrowserContextOptions;
  isDrawer(pane: "Rooms" | "People"): boolean;
}

function screen(width: number, height: number, more: BrowserContextOptions = {}): Screen {
  return {
    options: { viewport: { width, height }, locale: "en-GB", colorScheme: "light", reducedMotion: "reduce", ...more },
    isDrawer: (pane) => width <= DRAWER_UP_TO[pane],
  };
}

export const SCREENS = {
  desktop: screen(1280, 800),
  phone: screen(390, 844, { deviceScaleFactor: 1.5, hasTouch: true, isMobile: true }),
  /** A desktop at 200 %. */
  zoomed: screen(640, 400, { deviceScaleFactor: 2 }),
};
