/**
 * Where a phone's keyboard is laid over the page, as Safari does, has the page end above it. Other browsers make the page
 * smaller by themselves: index.html asks them to. @returns what ends it
 */
export function followVisibleHeight(): () => void {
  const view = window.visualViewport;
  if (!view) return () => {};
  const { style } = document.documentElement;
  const fit = () => {
    // A part that was magnified is not what is left.
    const isCovered = view.scale === 1 && view.height < innerHeight - 1;
    if (!isCovered) return style.removeProperty("--visible-height");
    style.setProperty("--visible-height", `${view.height}px`);
    // It has moved the page up to show the field that is written in, which is in view now.
    return scrollTo(0, 0);
  };
  const ended = new AbortController();
  view.addEventListener("resize", fit, { signal: ended.signal });
  // It may have come before this was loaded.
  fit();
  return () => ended.abort();
}
