/** From where a request is answered. */
export type Source =
  /** None of the service worker's business. */
  | "network"
  /** With the page, which is the same at every address. */
  | "page"
  /** With a file that has the same name in every version, and has to be of this one. */
  | "file"
  /** With a part that is loaded when it is needed. Its name says what is in it, so that of any version will do. */
  | "part";

/** As the build names them. */
const PART = /^\/build\/[^/]+-[A-Z0-9]{8}\.js$/;

/**
 * @param origin the service worker's own
 * @param files paths of the files of fixed name
 */
export function sourceOf(
  { method, mode, url }: Pick<Request, "method" | "mode" | "url">,
  origin: string,
  files: ReadonlySet<string>,
): Source {
  const target = new URL(url);
  if (method !== "GET" || target.origin !== origin) return "network";
  if (mode === "navigate") return target.pathname === "/" || target.pathname.startsWith("/r/") ? "page" : "network";
  if (files.has(target.pathname)) return "file";
  return PART.test(target.pathname) ? "part" : "network";
}
