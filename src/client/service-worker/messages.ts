/** What a page tells the service worker. */
export type ToWorker =
  /** The page has been loaded. */
  | { kind: "loaded" }
  /** Take over from the version before, also in the pages that are open. */
  | { kind: "take_over" };

/** What the service worker tells a page. */
export interface ToPage {
  kind: "go";
  /** Where the reader wants to be: they clicked a notification. */
  path: string;
}
