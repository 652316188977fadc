// What can be wrong with how any view looks, as names of what is affected. These run in the page.

/** What is wider than the window, or has a place outside it to which nothing scrolls. */
export function outOfReach(): string[] {
  const name = (element: Element) =>
    `${element.tagName.toLowerCase()}.${element.getAttribute("class")} "${element.getAttribute("aria-label") ?? element.textContent?.slice(0, 30)}"`;
  const faults: string[] = [];
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) faults.push(`the page is ${scrollWidth} pixels wide, ${clientWidth} are shown`);
  for (const control of document.querySelectorAll("button, a, input, select, textarea, summary, h1, h2")) {
    if (!control.checkVisibility({ visibilityProperty: true }) || control.closest(".for-readers")) continue;
    let { top, bottom, left, right } = control.getBoundingClientRect();
    if (right - left < 2) continue;
    let isCut = false;
    for (let around = control.parentElement; around; around = around.parentElement) {
      const { overflowX, overflowY, textOverflow } = getComputedStyle(around);
      const frame = around.getBoundingClientRect();
      // Three dots say that there is more.
      if (textOverflow === "ellipsis") [left, right] = [frame.left, frame.right];
      // What scrolls brings it into view.
      if (/auto|scroll/.test(overflowY)) [top, bottom] = [frame.top, frame.bottom];
      if (/auto|scroll/.test(overflowX)) [left, right] = [frame.left, frame.right];
      if (/hidden|clip/.test(overflowY)) isCut ||= top < frame.top - 1 || bottom > frame.bottom + 1;
      if (/hidden|clip/.test(overflowX)) isCut ||= left < frame.left - 1 || right > frame.right + 1;
      if (around.matches("dialog, [popover]")) break;
    }
    const scrolls = document.documentElement.scrollHeight > innerHeight;
    const isOut = left < -1 || right > innerWidth + 1 || (!scrolls && (top < -1 || bottom > innerHeight + 1));
    if (isOut || isCut) faults.push(`${name(control)} at ${[left, top, right, bottom].map(Math.round)}`);
  }
  return faults;
}

/** What is chosen or pressed, but looks as its neighbours do where the system's colours replace ours. */
export function indistinct(): string[] {
  const faults: string[] = [];
  // Not their colours: what is computed are still ours.
  const lines = (element: Element) => {
    const { outlineStyle, outlineWidth, borderTopStyle, borderTopWidth } = getComputedStyle(element);
    return [outlineStyle, outlineStyle === "none" ? "" : outlineWidth, borderTopStyle, borderTopWidth].join();
  };
  const chosen = "[aria-current], [aria-selected=true], [aria-pressed=true], label:has(:checked)";
  for (const element of document.querySelectorAll(chosen)) {
    if (!element.checkVisibility({ visibilityProperty: true })) continue;
    const others = [...document.querySelectorAll(`.${element.classList[0] ?? "segments label"}`)].filter(
      (other) => !other.matches(chosen) && !other.contains(element),
    );
    if (others.some((other) => lines(other) === lines(element))) faults.push(`chosen: ${element.className}`);
  }
  return faults;
}
