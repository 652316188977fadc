/**
 * Where a link really leads, for a text that names another place: "bank.example" over an address of somebody else.
 * @returns null if the text names none, or the right one
 */
export function hostBehind(text: string, href: string): string | null {
  if (isPlain(text, href)) return null;
  const url = new URL(href);
  const isMail = url.protocol === "mailto:";
  const real = isMail ? decoded(url.pathname) : url.host;
  // What stands before an @ reads as the place and is not.
  if (url.username !== "" || url.password !== "") return real;
  const places = isMail ? [real.toLowerCase(), hostOf(afterAt(real))] : [hostOf(url.hostname)];
  return placesNamed(text).every((place) => places.includes(place)) ? null : real;
}

/** True for an address as almost all are written: it is its own text, with a host that is read by everybody alike. */
function isPlain(text: string, href: string): boolean {
  return (href === text || href === `${text}/`) && /^https?:\/\/(?:[a-z\d-]+\.)+[a-z]+(?:\/\S*)?$/.test(text);
}

/** What in a text looks like the address of a site or of mail, without what may differ. */
function placesNamed(text: string): string[] {
  // Characters that are not seen could hide one; others look like a full stop and are one to a browser.
  const seen = text
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replaceAll("。", ".")
    .toLowerCase();
  return seen.split(/\s+/).flatMap((word) => {
    const [beginning = "", ...path] = word.replace(/^[a-z]+:\/\//, "").split("/");
    const host = placesIn(beginning);
    return host.length > 0 ? host : path.flatMap(placesIn);
  });
}

function placesIn(word: string): string[] {
  return word.split(/[^\p{L}\p{M}\p{N}.@_+-]+/u).flatMap((part) => {
    const host = withoutDots(afterAt(part));
    if (!looksLikeHost(host)) return [];
    return part.includes("@") ? [part.slice(0, part.lastIndexOf("@") + 1) + hostOf(host)] : [hostOf(host)];
  });
}

function looksLikeHost(word: string): boolean {
  const labels = word.split(".");
  if (labels.length < 2 || labels.includes("")) return false;
  if (labels.length === 4 && labels.every((label) => /^\d{1,3}$/.test(label))) return true;
  return /^(?:xn--.+|\p{L}[\p{L}\p{M}]+)$/u.test(labels.at(-1)!);
}

function afterAt(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

/** The word without the dots that end a sentence. */
function withoutDots(word: string): string {
  let end = word.length;
  while (word.charAt(end - 1) === ".") end--;
  return word.slice(0, end);
}

/** A host as a browser knows it, without `www.`. */
function hostOf(host: string): string {
  const bare = host.replace(/^www\./, "");
  return URL.canParse(`https://${bare}`) ? new URL(`https://${bare}`).hostname : bare;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
