/** Pixels from the end within which a reader counts as being at the bottom. */
const NEAR_BOTTOM = 100;
/** Pixels from the start within which older messages are asked for. */
const NEAR_TOP = 400;

export interface ScrollListener {
  /** The reader came to the bottom, or left it. */
  bottom(atBottom: boolean): void;
  /** The reader is close to the oldest message there is. */
  top(): void;
}

/**
 * Keeps what is being read where it is: at the bottom the newest message stays in view, anywhere else the message at the top
 * of the view does, whatever is added, loaded, edited or resized. The stylesheet turns off the browser's own anchoring, which
 * not every browser has and which would do the same a second time.
 */
export class ScrollKeeper {
  readonly #view: HTMLElement;
  readonly #content: HTMLElement;
  readonly #listener: ScrollListener;
  readonly #observer: ResizeObserver;
  #atBottom = true;
  /** Where the view was when it was looked at last, and its first element then, with how far below the edge that began. */
  #top = 0;
  #anchor: { element: HTMLElement; offset: number } | null = null;

  /**
   * @param view the element that scrolls
   * @param content its only child, whose children are the lines
   */
  constructor(view: HTMLElement, content: HTMLElement, listener: ScrollListener) {
    this.#view = view;
    this.#content = content;
    this.#listener = listener;
    this.#observer = new ResizeObserver(() => this.#keep());
    this.#observer.observe(view);
    this.#observer.observe(content);
    view.addEventListener("scroll", this.#scrolled, { passive: true });
  }

  get atBottom(): boolean {
    return this.#atBottom;
  }

  toBottom(): void {
    this.#setAtBottom(true);
    this.#keep();
  }

  stop(): void {
    this.#observer.disconnect();
    this.#view.removeEventListener("scroll", this.#scrolled);
  }

  #scrolled = (): void => {
    this.#setAtBottom(this.#isNearBottom);
    this.#look();
    this.#lookAhead();
  };

  #keep(): void {
    // What the reader has scrolled since the last event of it; that event is still to come.
    const moved = this.#view.scrollTop - this.#top;
    if (this.#atBottom && moved < 0 && !this.#isNearBottom) this.#setAtBottom(false);
    if (this.#atBottom) this.#view.scrollTop = this.#view.scrollHeight;
    else if (this.#anchor?.element.isConnected) {
      this.#view.scrollTop = this.#anchor.element.offsetTop - this.#anchor.offset + moved;
    }
    this.#look();
    this.#lookAhead();
  }

  get #isNearBottom(): boolean {
    const { scrollTop, scrollHeight, clientHeight } = this.#view;
    return scrollHeight - scrollTop - clientHeight <= NEAR_BOTTOM;
  }

  #look(): void {
    this.#top = this.#view.scrollTop;
    this.#anchor = this.#firstInView();
  }

  #lookAhead(): void {
    const fits = this.#view.scrollHeight <= this.#view.clientHeight;
    if (fits || (!this.#atBottom && this.#view.scrollTop < NEAR_TOP)) this.#listener.top();
  }

  #setAtBottom(atBottom: boolean): void {
    if (atBottom === this.#atBottom) return;
    this.#atBottom = atBottom;
    this.#listener.bottom(atBottom);
  }

  #firstInView() {
    const lines = this.#content.children;
    const top = this.#view.scrollTop;
    let from = 0;
    let to = lines.length - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      const line = lines[middle] as HTMLElement;
      if (line.offsetTop + line.offsetHeight > top) to = middle;
      else from = middle + 1;
    }
    const element = lines[from];
    return element instanceof HTMLElement ? { element, offset: element.offsetTop - top } : null;
  }
}
