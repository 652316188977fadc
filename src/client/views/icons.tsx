const PATHS = {
  rooms: "M4 6h16M4 12h16M4 18h10",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.5-3.7 3-5.5 6.5-5.5s6 1.8 6.5 5.5M16 4.4a3.5 3.5 0 0 1 0 6.3M18 14.9c2 .8 3.2 2.5 3.5 5.1",
  close: "m6 6 12 12M18 6 6 18",
  send: "M4 12 20 4l-5 16-3.5-6.5L4 12Z",
  edit: "M4 20l1-4L16.5 4.5a2.1 2.1 0 0 1 3 3L8 19l-4 1Z",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.5 14.5c1.8 2.4 5.2 2.4 7 0M9 9.5v.5M15 9.5v.5",
  plus: "M12 5v14M5 12h14",
  settings: "M4 7h7M17 7h3M4 17h3M13 17h7M14 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM10 20a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z",
  search: "M10.5 17.5a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM15.5 15.5 21 21",
  back: "M19 12H5M11 6l-6 6 6 6",
  alert: "M12 7.5V13M12 16v.5M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Z",
} as const;

export type IconName = keyof typeof PATHS;

/** What points along the line, and so the other way where lines begin on the right. */
const POINTING: ReadonlySet<IconName> = new Set<IconName>(["rooms", "send", "back"]);

/** A small drawing beside or instead of a label; the label is what is read out. */
export function Icon({ name }: { name: IconName }) {
  return <Drawing path={PATHS[name]} isPointing={POINTING.has(name)} />;
}

/** @param path of lines in a square of 24 */
export function Drawing({ path, isPointing }: { path: string; isPointing: boolean }) {
  return (
    <svg class={isPointing ? "icon pointing" : "icon"} viewBox="0 0 24 24" width="20" height="20" aria-hidden="true">
      <path d={path} />
    </svg>
  );
}
