/** For presses on whatever may go by them: the focus that would go with it is then where one reads. */
export function keepFocus({ target }: Event): void {
  const control = target instanceof Element && target.closest("button");
  requestAnimationFrame(() => {
    if (control && !control.isConnected && document.activeElement === document.body) goToMessages();
  });
}

/** Puts the focus in the messages of the open room, if there is one. */
export function goToMessages(): void {
  document.querySelector<HTMLElement>(".timeline")?.focus({ preventScroll: true });
}
