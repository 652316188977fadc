const DOT = '<circle cx="48" cy="16" r="16" fill="#fff"/><circle cx="48" cy="16" r="13" fill="#c0362c"/>';

/** Unknown at first: the number on the icon of an installed page outlives the page. */
let shown: number | undefined;
/** The tab's icon with a dot on it, once it has been needed. */
let dotted: Promise<string> | undefined;

/** Puts a dot on the icon in the browser's tab if anything is unread, and the number on the icon of an installed page. */
export function showBadge(unread: number): void {
  if (unread === shown) return;
  shown = unread;
  // Not every browser has it, and not every system lets it.
  if (unread > 0) void navigator.setAppBadge?.(unread).catch(() => {});
  else void navigator.clearAppBadge?.().catch(() => {});
  void showIcon(unread > 0);
}

async function showIcon(isDotted: boolean): Promise<void> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  if (!link) return;
  link.dataset.plain ??= link.href;
  if (isDotted) dotted ??= withDot(link.dataset.plain);
  const icon = (isDotted && (await dotted)) || link.dataset.plain;
  if (isDotted === !!shown && link.href !== icon) link.href = icon;
}

/** @returns the address of the icon as it is if it cannot be drawn on */
async function withDot(plain: string): Promise<string> {
  try {
    const drawing = await (await fetch(plain)).text();
    return `data:image/svg+xml,${encodeURIComponent(drawing.replace("</svg>", `${DOT}</svg>`))}`;
  } catch {
    return plain;
  }
}
