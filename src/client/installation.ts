import { signal } from "@preact/signals";
import type { ToPage, ToWorker } from "./service-worker/messages.ts";
import type { Cancel, Installation } from "./surroundings.ts";

const SCRIPT = "/build/service-worker.js";
/** Milliseconds between two looks for a newer version; browsers look by themselves only when a page is loaded. */
const LOOK_EVERY_MS = 3_600_000;

/** Milliseconds from a page's loading until it has what it shows, on a slow phone too. */
const SETTLING_MS = 3_000;

/** This page's service worker. */
export interface PageWorker extends Installation {
  /** Null where there are no service workers, as on plain http. */
  readonly registration: Promise<ServiceWorkerRegistration | null>;
  onMessage(listener: (message: ToPage) => void): Cancel;
}

/** What is used of Trusted Types, which not every browser has. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(input: string): string };
}

/** Has the browser keep the page once it is loaded, and look for newer versions of it. */
export function install(): PageWorker {
  const worker: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  const hasNewer = signal(false);
  const registration = worker ? register(worker) : Promise.resolve(null);
  let isRenewing = false;

  const renew = async () => {
    isRenewing = true;
    const waiting = (await registration)?.waiting;
    if (waiting) tell(waiting, { kind: "take_over" });
    else location.reload();
  };

  const follow = (container: ServiceWorkerContainer, registered: ServiceWorkerRegistration) => {
    let isControlled = container.controller !== null;
    container.addEventListener("controllerchange", () => {
      if (isRenewing) location.reload();
      // Another tab has taken the newer version; this one goes on as it is.
      else if (isControlled) hasNewer.value = true;
      isControlled = true;
    });
    const look = () => {
      if (registered.waiting && isControlled) hasNewer.value = true;
    };
    const watch = () => registered.installing?.addEventListener("statechange", look);
    registered.addEventListener("updatefound", watch);
    watch();
    setInterval(() => registered.update().catch(() => {}), LOOK_EVERY_MS);
    if (container.controller) tell(container.controller, { kind: "loaded" });
    // Nobody has begun anything yet in a page that was loaded just now.
    if (registered.waiting && isControlled) void renew();
  };
  void registration.then((registered) => worker && registered && follow(worker, registered));

  return {
    hasNewer,
    registration,
    renew: () => void renew(),
    onMessage(listener) {
      const heard = ({ data }: MessageEvent<ToPage>) => listener(data);
      worker?.addEventListener("message", heard);
      return () => worker?.removeEventListener("message", heard);
    },
  };
}

/** Registers the service worker when the page is there, so that what it fetches takes nothing from the page's loading. */
async function register(worker: ServiceWorkerContainer): Promise<ServiceWorkerRegistration | null> {
  if (document.readyState !== "complete") await new Promise((loaded) => addEventListener("load", loaded));
  // The first one fetches all there is, while the room still comes in.
  if (!worker.controller) await new Promise((settled) => setTimeout(settled, SETTLING_MS));
  try {
    return (await worker.register(scriptUrl(), { scope: "/" })) ?? null;
  } catch {
    // Forbidden, as in some private windows, or out of reach: the page does without.
    return null;
  }
}

/** The page's only policy for Trusted Types: whatever is asked for, it is this script. */
function scriptUrl(): string {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  return trustedTypes?.createPolicy("dormouse", { createScriptURL: () => SCRIPT }).createScriptURL(SCRIPT) ?? SCRIPT;
}

function tell(worker: ServiceWorker, message: ToWorker): void {
  worker.postMessage(message);
}
