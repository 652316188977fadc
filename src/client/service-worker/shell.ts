declare const self: ServiceWorkerGlobalScope;

/** A file that the page is made of: its path, and its integrity as in an <integrity> attribute, "" if it is not checked. */
type File = readonly [path: string, integrity: string];

// Put in by the build, which knows what it made.
declare const VERSION: string;
declare const SHELL: readonly File[];
declare const PARTS: readonly File[];

/** The page. */
const PAGE = "/";
const CACHE = `dormouse-${VERSION}`;

/** Paths of what the page cannot start without. */
export const shellPaths: ReadonlySet<string> = new Set(SHELL.map(([path]) => path));

/**
 * Puts this version into a cache of its own.
 * @throws if anything of it could not be had, or belongs to another version by now: then the one before goes on
 */
export async function store(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(SHELL.map((file) => fetchInto(cache, file)));
  // What is missing of these is asked for when it is needed.
  await Promise.allSettled(PARTS.map((file) => fetchInto(cache, file)));
}

/** The page as of this version: at once, whatever the network is like. */
export async function page(request: Request): Promise<Response> {
  return (await held(PAGE)) ?? fetch(request);
}

/** A file of this version. */
export async function file(request: Request): Promise<Response> {
  return (await held(new URL(request.url).pathname)) ?? fetch(request);
}

/** A part, of this version or, for a page that is older than this worker, of one before. */
export async function part(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const found = await caches.match(pathname, { ignoreVary: true });
  if (found) return found;
  const known = PARTS.find(([path]) => path === pathname);
  return known ? fetchInto(await caches.open(CACHE), known) : fetch(request);
}

/** Deletes the versions before this one, unless there are more than `pages` pages open: they may be of one of those. */
export async function forgetOlder(pages: number): Promise<void> {
  const names = await caches.keys();
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (windows.length > pages || self.registration.installing || self.registration.waiting) return;
  // Caches are listed in the order in which they were made.
  for (const name of names.slice(0, names.indexOf(CACHE))) await caches.delete(name);
}

function held(path: string): Promise<Response | undefined> {
  return caches.match(path, { cacheName: CACHE, ignoreVary: true });
}

async function fetchInto(cache: Cache, [path, integrity]: File): Promise<Response> {
  const response = await fetch(path, { cache: "no-cache", integrity });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  await cache.put(path, response.clone());
  return response;
}
