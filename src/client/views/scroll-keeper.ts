/** Pixels from the end within which a reader counts as being there. */
const NEAR_END = 100;
/** Pixels beyond the view, in views, within which more messages are asked for. */
const AHEAD = 1.5;

export interface ScrollListener {
  /** True if the end of the content is the end of the conversation. */
  isLive(): boolean;
  /** The view is at the end of the conversation, or not; `line` is the first in it. */
  scrolled(atEnd: boolean, line: HTMLElement | null): void;
  /** The reader is close to where the content begins or ends. */
  near(where: "beginning" | "end"): void;
}

/**
 * Keeps what is being read where it is: at the end the newest message stays in view, anywhere else the first line that is
 * whole in view does, whatever is added, loaded, let go of, edited or resized. The stylesheet turns off the browser's own
 * anchoring, which not every browser has and which would do the same a second time.
 */
export class ScrollKeeper {
  readonly #view: HTMLElement;
  readonly #content: HTMLElement;
  readonly #listener: ScrollListener;
  readonly #observer: ResizeObserver;
  #atEnd = true;
  /** Where the view was when it was looked at last, and the line that was read then, with how far below the edge it began. */
  #top = 0;
  /** How far the view could be scrolled then. */
  #reach = 0;
  /** Pixels above the content, less than one. */
  #space = 0;
  #anchor: { line: HTMLElement; offset: number } | null = null;

  /**
   * @param view the element that scrolls
   * @param content its only child; those of its children that hold a `.line` are lines, and only they stay what they are
   */
  constructor(view: HTMLElement, content: HTMLElement, listener: ScrollListener) {
    this.#view = view;
    this.#content = content;
    this.#listener = listener;
    this.#observer = new ResizeObserver(() => this.keep());
    this.#observer.observe(view);
    this.#observer.observe(content);
    view.addEventListener("scroll", this.#scrolled, { passive: true });
  }

  toEnd(): void {
    this.#view.scrollTop = this.#view.scrollHeight;
    this.#look(this.#listener.isLive());
  }

  /** Brings a line to the middle of the view; one that is higher than that begins at its top. */
  toLine(line: HTMLElement): void {
    const space = this.#view.clientHeight - line.offsetHeight;
    this.#view.scrollTop += this.#offsetOf(line) - Math.max(0, space / 2);
    this.#look(this.#isAtEnd);
    this.#lookAhead();
  }

  /** The content has changed, or the view. */
  keep(): void {
    const { scrollTop } = this.#view;
    // What the reader has scrolled since the last event of it; that event is still to come. But if the content has become
    // shorter it was the browser that moved the view.
    const moved = scrollTop < this.#top && this.#belowView < 1 ? 0 : scrollTop - this.#top;
    const staysAtEnd = this.#atEnd && this.#listener.isLive() && (moved >= 0 || this.#isAtEnd);
    if (staysAtEnd) this.#view.scrollTop = this.#view.scrollHeight;
    else if (this.#anchor?.line.isConnected) this.#putBack(this.#anchor.line, this.#anchor.offset - moved);
    this.#look(staysAtEnd);
    this.#lookAhead();
  }

  stop(): void {
    this.#observer.disconnect();
    this.#view.removeEventListener("scroll", this.#scrolled);
  }

  #scrolled = (): void => {
    // What has changed in the same frame the observer tells only later; it is not the reader then who has left the end.
    if (this.#reach !== this.#reachNow) this.keep();
    else {
      this.#look(this.#isAtEnd);
      this.#lookAhead();
    }
  };

  get #reachNow(): number {
    return this.#view.scrollHeight - this.#view.clientHeight;
  }

  get #belowView(): number {
    return this.#reachNow - this.#view.scrollTop;
  }

  get #isAtEnd(): boolean {
    return this.#belowView <= NEAR_END && this.#listener.isLive();
  }

  #look(atEnd: boolean): void {
    this.#atEnd = atEnd;
    this.#top = this.#view.scrollTop;
    this.#reach = this.#reachNow;
    const line = this.#firstInView();
    this.#anchor = line && { line, offset: this.#offsetOf(line) };
    this.#listener.scrolled(atEnd, line);
  }

  #lookAhead(): void {
    const ahead = AHEAD * this.#view.clientHeight;
    if (this.#view.scrollTop < ahead && (!this.#atEnd || this.#view.scrollHeight <= this.#view.clientHeight)) {
      this.#listener.near("beginning");
    }
    if (this.#belowView < ahead) this.#listener.near("end");
  }

  /** Scrolls a line to where it was. Lines have parts of a pixel, scrolling may not: the rest is put above them all. */
  #putBack(line: HTMLElement, offset: number): void {
    this.#view.scrollTop += Math.round(this.#offsetOf(line) - offset);
    const space = this.#space - (this.#offsetOf(line) - offset);
    if (Math.abs(space - this.#space) < 0.01) return;
    const whole = Math.floor(space);
    this.#space = space - whole;
    this.#content.style.marginBlockStart = `${this.#space}px`;
    this.#view.scrollTop -= whole;
  }

  /** Pixels from the top of the view to that of an element. */
  #offsetOf(element: HTMLElement): number {
    return element.getBoundingClientRect().top - this.#view.getBoundingClientRect().top;
  }

  /** The first line that begins within the view; if there is none, the one that fills it. */
  #firstInView(): HTMLElement | null {
    const { children } = this.#content;
    const top = this.#view.scrollTop;
    let from = 0;
    let to = children.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((children[middle] as HTMLElement).offsetTop >= top) to = middle;
      else from = middle + 1;
    }
    for (let index = from; index < children.length; index++) {
      const child = children[index] as HTMLElement;
      if (child.offsetTop >= top + this.#view.clientHeight) break;
      if (isLine(child)) return child;
    }
    const before = children[from - 1];
    return before instanceof HTMLElement && isLine(before) ? before : null;
  }
}

function isLine(element: HTMLElement): boolean {
  return element.firstElementChild?.matches(".line") ?? false;
}
