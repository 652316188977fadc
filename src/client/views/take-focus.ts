/** As a `ref`: puts the focus in the element when it appears. Browsers heed `autofocus` only while a page loads. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
