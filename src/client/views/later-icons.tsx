import { Drawing, Icon, type IconName } from "./icons.tsx";

/** What only the later parts show. */
const PATHS = {
  reply: "M9 7 4 12l5 5M4.5 12H14c3.5 0 6 2 6 6",
  trash: "M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5",
  down: "M12 5v14M6 13l6 6 6-6",
  up: "M12 19V5M6 11l6-6 6 6",
  more: "M6 12.6a.6.6 0 1 0 0-1.2.6.6 0 0 0 0 1.2ZM12 12.6a.6.6 0 1 0 0-1.2.6.6 0 0 0 0 1.2ZM18 12.6a.6.6 0 1 0 0-1.2.6.6 0 0 0 0 1.2Z",
  copy: "M9 9h10v11H9ZM5 15V4h10",
  link: "M10 14a4 4 0 0 0 5.7 0l3.1-3.1a4 4 0 0 0-5.7-5.7L11.6 6.7M14 10a4 4 0 0 0-5.7 0l-3.1 3.1a4 4 0 0 0 5.7 5.7l1.5-1.5",
  around: "M7 9.5 12 4.5l5 5M7 14.5l5 5 5-5",
} as const;

export type LaterIconName = IconName | keyof typeof PATHS;

/** As `Icon`, which knows no more than the page needs at first. */
export function LaterIcon({ name }: { name: LaterIconName }) {
  if (!(name in PATHS)) return <Icon name={name as IconName} />;
  return <Drawing path={PATHS[name as keyof typeof PATHS]} isPointing={name === "reply"} />;
}
