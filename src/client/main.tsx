import { options, render } from "preact";
import { httpApi } from "./api.ts";
import { browserSurroundings } from "./browser.ts";
import { Client } from "./client.ts";
import { App } from "./views/app.tsx";
import { ClientContext } from "./views/client-context.ts";
import { followLanguage, followTheme } from "./views/document.ts";
import { loadLaterParts } from "./views/later.tsx";

/** Milliseconds after which the page has time for what may be asked for next. */
const LATER_MS = 2_000;

const client = new Client(httpApi(fetch.bind(window)), browserSurroundings(), {
  path: () => location.pathname,
  state: () => history.state,
  push: (path, state) => history.pushState(state, "", path),
  replace: (path, state) => history.replaceState(state, "", path),
  back: () => history.back(),
  onMoved: (listener) => addEventListener("popstate", listener),
});

// At once: the browser paints nothing before this script has run.
followTheme(client.theme.value);
void client.start();
await client.speech.begin();
followLanguage();
// In its first seconds, drawing is a task of its own, so that a slow phone hears whoever touches it in between.
let drawNow = () => {};
options.debounceRendering = (draw) => {
  drawNow = draw;
  setTimeout(draw);
};
const drawAtOnce = () => {
  delete options.debounceRendering;
  drawNow();
};
// What follows a key may be another, which is meant for what the first one has brought.
addEventListener("keydown", drawAtOnce, { capture: true, once: true });
render(
  <ClientContext.Provider value={client}>
    <App />
  </ClientContext.Provider>,
  document.getElementById("app")!,
);
setTimeout(() => {
  drawAtOnce();
  // Whoever opens something is not to wait for it. If it fails, it is tried again when it is needed.
  void loadLaterParts().catch(() => {});
}, LATER_MS);
